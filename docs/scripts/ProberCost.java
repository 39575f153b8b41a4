import dev.releasegate.probe.Call;
import dev.releasegate.probe.Expectation;
import dev.releasegate.probe.HttpProber;
import dev.releasegate.probe.NanoClock;
import dev.releasegate.probe.Prepared;
import dev.releasegate.probe.ProbeLimits;
import dev.releasegate.probe.RunClock;
import dev.releasegate.probe.Turn;
import dev.releasegate.record.Outcome;
import dev.releasegate.record.PerfRecord;
import dev.releasegate.record.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the prober adds to a request, beside a raw socket that sends the same bytes to the same server. Is run by
 * instrument-cost.py, which says how. Blocks of both are measured in turn, after both are warm; prints one line of JSON.
 *
 * <pre>java -cp target/classes:… ProberCost.java PORT BLOCKS REQUESTS-PER-BLOCK</pre>
 */
public final class ProberCost {
    private static final int WARM_UP_BLOCKS = 30;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProberCost() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        int blocks = Integer.parseInt(arguments[1]);
        int perBlock = Integer.parseInt(arguments[2]);
        RunClock clock = RunClock.starting(NanoClock.SYSTEM);
        Call call = new Call("echo", "GET", "/echo", Map.of(), Optional.empty(), Expectation.status(200));
        try (RawSocket raw = new RawSocket(port);
                HttpProber prober = new HttpProber(
                        URI.create("http://127.0.0.1:" + port),
                        "cost",
                        "cost",
                        clock,
                        ProbeLimits.connections(1))) {
            Way ofRaw = raw::nanos;
            Way ofProber = () -> {
                Prepared prepared = prober.prepare(call);
                PerfRecord entry = prober.sample(prepared, Turn.now(clock, Phase.MEASURED)).entry();
                if (!(entry.outcome() instanceof Outcome.Success)) {
                    throw new IOException("the server did not answer: " + entry);
                }
                return Math.round(entry.ms() * 1e6);
            };
            for (int block = 0; block < WARM_UP_BLOCKS; block++) {
                Block.of(ofRaw, perBlock);
                Block.of(ofProber, perBlock);
            }
            Block[] raws = new Block[blocks];
            Block[] probes = new Block[blocks];
            for (int block = 0; block < blocks; block++) {
                raws[block] = Block.of(ofRaw, perBlock);
                probes[block] = Block.of(ofProber, perBlock);
            }
            System.out.println("{\"raw\":" + json(raws) + ",\"prober\":" + json(probes) + "}");
        }
    }

    private static String json(Block[] blocks) {
        return Arrays.toString(Arrays.stream(blocks).map(Block::json).toArray());
    }

    /** One way of sending a request and waiting for its answer. */
    @FunctionalInterface
    private interface Way {
        /** Returns what the way itself says that it took. */
        long nanos() throws IOException;
    }

    /**
     * Many requests, one after the other.
     *
     * @param toldUs the median of what the way itself told
     * @param callUs the median of what it took the caller, with everything before and after
     * @param cpuUs of the thread for one request
     */
    private record Block(double toldUs, double callUs, double cpuUs) {
        static Block of(Way way, int requests) throws IOException {
            long[] told = new long[requests];
            long[] calls = new long[requests];
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < requests; i++) {
                long start = System.nanoTime();
                told[i] = way.nanos();
                calls[i] = System.nanoTime() - start;
            }
            cpu = THREADS.getCurrentThreadCpuTime() - cpu;
            return new Block(median(told) / 1e3, median(calls) / 1e3, cpu / 1e3 / requests);
        }

        private static long median(long[] nanos) {
            Arrays.sort(nanos);
            return nanos[(nanos.length + 1) / 2 - 1];
        }

        String json() {
            return String.format(Locale.ROOT, "{\"told\":%.3f,\"call\":%.3f,\"cpu\":%.3f}", toldUs, callUs, cpuUs);
        }
    }

    /** The least that a client can do: one write, and reads until as many bytes came as the first answer had. */
    private static final class RawSocket implements AutoCloseable {
        private static final byte[] REQUEST =
                "GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: raw\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final byte[] buffer = new byte[4096];
        private final int length;

        RawSocket(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            out = socket.getOutputStream();
            out.write(REQUEST);
            length = in.read(buffer); // the server sends an answer with one write
        }

        long nanos() throws IOException {
            long start = System.nanoTime();
            out.write(REQUEST);
            for (int read = 0; read < length; ) {
                int count = in.read(buffer);
                if (count < 0) {
                    throw new IOException("the server has gone");
                }
                read += count;
            }
            return System.nanoTime() - start;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
