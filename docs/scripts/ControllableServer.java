import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A service whose latencies are known: each answer takes a time drawn from a known distribution, and a log tells when each
 * request really arrived and how long it really took. It knows nothing of whoever measures it.
 *
 * <pre>
 * java ControllableServer.java --shape moderate --p95 80ms --seed 7 --log truth.jsonl [--stall 1s --every 10s]
 *     [--step-up 30s --times 1.5] [--port 0]
 * </pre>
 *
 * <p>{@code /task} and every path below it answer after a drawn time, each path with draws of its own in the order in which
 * its requests arrive. Every other path, such as {@code /health}, answers at once. With {@code --stall} nothing at all
 * moves for so long at the end of every period: what arrives waits, and what is being served stands still. It listens on
 * 127.0.0.1, one thread for each connection, and ends with its standard input or by SIGTERM.
 */
public final class ControllableServer {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    /** Parking ends so much too late that the rest is spun; the two cores can bear it for so short a time. */
    private static final long SPIN_NANOS = 100_000;

    private final Latency latency;
    private final long seed;
    private final Stalls stalls;
    private final long stepUpNanos;
    private final double times;
    private final Log log;
    private final long beganNanos;
    private final Map<String, Draws> draws = new ConcurrentHashMap<>();

    private ControllableServer(Options options, long beganNanos, Log log) {
        this.latency = options.latency();
        this.seed = options.number("seed", 1);
        this.stalls = new Stalls(options.nanos("stall", 0), options.nanos("every", Long.MAX_VALUE));
        this.stepUpNanos = options.nanos("step-up", Long.MAX_VALUE);
        this.times = Double.parseDouble(options.text("times", "1"));
        this.beganNanos = beganNanos;
        this.log = log;
    }

    public static void main(String[] arguments) throws IOException {
        Options options = new Options(arguments);
        Instant beganAt = Instant.now();
        long beganNanos = System.nanoTime();
        Latency latency = options.latency();
        String truth = String.format(
                Locale.ROOT,
                "{\"shape\":\"%s\",\"p50\":%.6f,\"p95\":%.6f,\"p99\":%.6f,\"beganAt\":\"%s\",\"stallMs\":%.3f,\"everyMs\":%.3f}",
                options.text("shape", "moderate"),
                latency.quantile(0.50),
                latency.quantile(0.95),
                latency.quantile(0.99),
                beganAt,
                options.nanos("stall", 0) / 1e6,
                options.nanos("every", 0) / 1e6);
        try (Log log = Log.open(options.text("log", ""), truth);
                ServerSocket listener = new ServerSocket(
                        (int) options.number("port", 0), 1024, InetAddress.getByName("127.0.0.1"))) {
            ControllableServer server = new ControllableServer(options, beganNanos, log);
            Runtime.getRuntime().addShutdownHook(new Thread(log::close));
            daemon("accept", () -> server.accept(listener));
            System.out.println("listening on port " + listener.getLocalPort());
            System.out.println(truth);
            while (System.in.read() >= 0) {
                // whatever is said, only the end of it counts
            }
        }
    }

    private void accept(ServerSocket listener) {
        while (true) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                daemon("connection", () -> serve(socket));
            } catch (IOException e) {
                return; // the server ends
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Requests requests = new Requests(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (requests.next()) {
                answer(requests, out);
                if (requests.isLast()) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private void answer(Requests request, OutputStream out) throws IOException {
        String path = request.path();
        long arrived = request.arrivedNanos() - beganNanos;
        boolean works = path.equals("/task") || path.startsWith("/task/");
        long drawn = works ? draw(path, arrived) : 0;
        long end = stalls.end(arrived, drawn);
        byte[] answer = request.path().equals("/health") ? Answers.HEALTHY : Answers.of(path);
        await(beganNanos + end);
        out.write(answer);
        log.add(path, arrived, drawn, end - arrived - drawn, System.nanoTime() - beganNanos - arrived);
    }

    private long draw(String path, long arrived) {
        double ms = draws.computeIfAbsent(path, name -> new Draws(latency, seed * 1_000_003L + name.hashCode()))
                .nextMs();
        return Math.round(ms * 1e6 * (arrived >= stepUpNanos ? times : 1));
    }

    private static void await(long nanos) {
        long left;
        while ((left = nanos - System.nanoTime()) > 0) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The answers, ready to be sent with one write. */
    private static final class Answers {
        static final byte[] HEALTHY = bytes("{\"status\":\"ok\"}");
        private static final Map<String, byte[]> BY_PATH = new ConcurrentHashMap<>();

        static byte[] of(String path) {
            return BY_PATH.computeIfAbsent(path, name -> bytes("{\"path\":\"" + name.replaceAll("[\"\\\\]", "") + "\"}"));
        }

        private static byte[] bytes(String body) {
            return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Nothing moves in the last part of every period. Times are nanoseconds since the server began. */
    private record Stalls(long stallNanos, long everyNanos) {
        /** When something ends that has so much to do. */
        long end(long begin, long work) {
            if (stallNanos == 0) {
                return begin + work;
            }
            long free = everyNanos - stallNanos;
            long period = begin / everyNanos;
            long done = Math.min(begin % everyNanos, free) + work;
            // what ends just when a stall begins ends before it; what has nothing left to do at that moment waits
            return begin % everyNanos >= free || done > free
                    ? (period + Math.max(1, done / free)) * everyNanos + done % free
                    : begin + work;
        }
    }

    /** The draws of one path, one for each request in the order of arrival. */
    private static final class Draws {
        private final Latency latency;
        private final SplittableRandom random;
        private double state;
        private int slowLeft;

        Draws(Latency latency, long seed) {
            this.latency = latency;
            this.random = new SplittableRandom(seed);
            this.state = random.nextGaussian();
        }

        synchronized double nextMs() {
            double phi = latency.phi();
            state = phi * state + Math.sqrt(1 - phi * phi) * random.nextGaussian();
            return latency.scaleMs() * Math.exp(latency.sigma() * state) * (isSlow() ? latency.times() : 1);
        }

        /** Slow ones come in runs; between two runs each request may begin the next. */
        private boolean isSlow() {
            double share = latency.share();
            int run = latency.run();
            if (slowLeft == 0 && random.nextDouble() < share / run / (1 - share + share / run)) {
                slowLeft = run;
            }
            boolean slow = slowLeft > 0;
            slowLeft -= slow ? 1 : 0;
            return slow;
        }
    }

    /**
     * A lognormal body of which a share is so many times slower, in runs of so many; the logarithms are AR(1).
     *
     * @param scaleMs the median of the body
     */
    private record Latency(double scaleMs, double sigma, double share, double times, int run, double phi) {
        private static final Map<String, Latency> SHAPES = Map.of(
                "none", new Latency(1, 0, 0, 1, 1, 0),
                "tight", new Latency(1, 0.1, 0, 1, 1, 0),
                "moderate", new Latency(1, 0.5, 0, 1, 1, 0),
                "heavy", new Latency(1, 1, 0, 1, 1, 0),
                "bimodal", new Latency(1, 0.2, 0.10, 6, 1, 0),
                "spiky", new Latency(1, 0.5, 0.03, 12, 1, 0),
                "ar7", new Latency(1, 0.5, 0, 1, 1, 0.7),
                "ar95", new Latency(1, 0.5, 0, 1, 1, 0.95),
                "bursts", new Latency(1, 0.5, 0.03, 12, 5, 0));

        static Latency of(String shape, double p95Ms) {
            Latency raw = SHAPES.get(shape);
            if (raw == null) {
                throw new IllegalArgumentException("--shape must be one of " + SHAPES.keySet() + ", but is " + shape);
            }
            return new Latency(p95Ms / raw.quantile(0.95), raw.sigma, raw.share, raw.times, raw.run, raw.phi);
        }

        /** The true quantile in ms: where the distribution function of the mixture reaches it, found by bisection. */
        double quantile(double share) {
            double low = 0;
            double high = scaleMs * 1e4;
            for (int i = 0; i < 200; i++) {
                double middle = (low + high) / 2;
                if (atMost(middle) < share) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        private double atMost(double ms) {
            return (1 - share) * normal(ms / scaleMs) + share * normal(ms / scaleMs / times);
        }

        private double normal(double ratio) {
            return sigma == 0 ? (ratio >= 1 ? 1 : 0) : phi(Math.log(ratio) / sigma);
        }

        /** The standard normal distribution function by its series (Marsaglia 2004), exact to 15 digits within 7 sigma. */
        private static double phi(double x) {
            if (Math.abs(x) > 7) {
                return x > 0 ? 1 : 0;
            }
            double sum = x;
            double term = x;
            for (int i = 3; sum + term != sum; i += 2) {
                term *= x * x / i;
                sum += term;
            }
            return 0.5 + sum * Math.exp(-0.5 * x * x - 0.91893853320467274178);
        }
    }

    /** The requests of one connection. */
    private static final class Requests {
        private final InputStream in;
        private byte[] buffer = new byte[16_384];
        private int filled;
        private int used;
        private long arrivedNanos;
        private String head = "";

        Requests(InputStream in) {
            this.in = in;
        }

        /** Waits for the next request, its body included; false if there is none. */
        boolean next() throws IOException {
            System.arraycopy(buffer, used, buffer, 0, filled - used);
            filled -= used;
            used = 0;
            arrivedNanos = System.nanoTime(); // of one that was sent together with the request before
            int end;
            while ((end = endOfHead()) < 0) {
                if (!fill()) {
                    return false;
                }
            }
            head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
            int length = Integer.parseInt(header("content-length", "0"));
            while (filled < end + length) {
                if (!fill()) {
                    return false;
                }
            }
            used = end + length;
            return true;
        }

        String path() {
            return head.split(" ", 3)[1].split("[?]", 2)[0];
        }

        long arrivedNanos() {
            return arrivedNanos;
        }

        boolean isLast() {
            return header("connection", "keep-alive").equalsIgnoreCase("close");
        }

        private boolean fill() throws IOException {
            if (filled == buffer.length) {
                throw new IOException("the request is too long");
            }
            int count = in.read(buffer, filled, buffer.length - filled);
            if (filled == 0) {
                arrivedNanos = System.nanoTime();
            }
            filled += Math.max(0, count);
            return count >= 0;
        }

        private int endOfHead() {
            for (int i = 0; i + 4 <= filled; i++) {
                if (buffer[i + 3] == '\n' && Arrays.equals(buffer, i, i + 4, END_OF_HEAD, 0, 4)) {
                    return i + 4;
                }
            }
            return -1;
        }

        private String header(String name, String otherwise) {
            int at = 0;
            while ((at = head.indexOf("\r\n", at)) >= 0) {
                at += 2;
                if (head.regionMatches(true, at, name, 0, name.length())
                        && head.startsWith(":", at + name.length())) {
                    return head.substring(at + name.length() + 1, head.indexOf("\r\n", at)).strip();
                }
            }
            return otherwise;
        }
    }

    /** The truth: one line for each request, written every 100 ms by a thread of its own, so that no request waits for it. */
    private static final class Log implements AutoCloseable {
        private final ConcurrentLinkedQueue<Entry> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicLong number = new AtomicLong();
        private final BufferedWriter out;
        private boolean closed;

        private Log(BufferedWriter out) {
            this.out = out;
        }

        static Log open(String file, String truth) throws IOException {
            if (file.isEmpty()) {
                return new Log(null);
            }
            Log log = new Log(Files.newBufferedWriter(Path.of(file)));
            log.out.write(truth + "\n");
            daemon("log", log::writeForEver);
            return log;
        }

        void add(String path, long arrived, long drawn, long stalled, long took) {
            if (out != null) {
                waiting.add(new Entry(number.incrementAndGet(), path, arrived, drawn, stalled, took));
            }
        }

        private void writeForEver() {
            while (write()) {
                LockSupport.parkNanos(100_000_000);
            }
        }

        private synchronized boolean write() {
            try {
                Entry entry;
                while (!closed && (entry = waiting.poll()) != null) {
                    out.write(entry.json());
                }
                if (!closed) {
                    out.flush();
                }
                return !closed;
            } catch (IOException e) {
                System.out.println("cannot write the log: " + e);
                Runtime.getRuntime().halt(1); // without the truth nothing is worth measuring
                return false;
            }
        }

        @Override
        public synchronized void close() {
            if (out != null && !closed) {
                write();
                closed = true;
            }
        }

        /** Times in nanoseconds since the server began. */
        private record Entry(long number, String path, long arrived, long drawn, long stalled, long took) {
            String json() {
                return "{\"n\":" + number + ",\"path\":\"" + path + "\",\"arrivedNanos\":" + arrived + ",\"drawnNanos\":" + drawn
                        + ",\"stalledNanos\":" + stalled + ",\"tookNanos\":" + took + "}\n";
            }
        }
    }

    /** The command line: pairs of a name and a value. */
    private static final class Options {
        private static final Set<String> NAMES = Set.of(
                "shape", "p95", "seed", "log", "stall", "every", "step-up", "times", "port");
        private final Map<String, String> values = new HashMap<>();

        Options(String[] arguments) {
            for (int i = 0; i < arguments.length; i += 2) {
                String name = arguments[i].replaceFirst("^--", "");
                if (!NAMES.contains(name) || i + 1 == arguments.length) {
                    throw new IllegalArgumentException("expected pairs of --name value with names of " + NAMES + ", but found "
                            + arguments[i]);
                }
                values.put(name, arguments[i + 1]);
            }
        }

        Latency latency() {
            return Latency.of(text("shape", "moderate"), nanos("p95", 20_000_000) / 1e6);
        }

        String text(String name, String otherwise) {
            return values.getOrDefault(name, otherwise);
        }

        long number(String name, long otherwise) {
            return values.containsKey(name) ? Long.parseLong(values.get(name)) : otherwise;
        }

        /** Such as {@code 1s}, {@code 250ms} or {@code 12.5ms}. */
        long nanos(String name, long otherwise) {
            String text = values.get(name);
            if (text == null) {
                return otherwise;
            }
            return text.endsWith("ms")
                    ? Math.round(Double.parseDouble(text.substring(0, text.length() - 2)) * 1e6)
                    : Math.round(Double.parseDouble(text.replaceFirst("s$", "")) * 1e9);
        }
    }
}
