package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.record.InstanceProof;
import dev.releasegate.registry.RegistryServer.Terms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real server on a free port with a real store, and real sockets to talk to it. */
final class RegistryFixture implements AutoCloseable {
    static final String KEY = "the-right-key";

    private static final ProvenancePolicy NOTHING_TO_PROVE = new ProvenancePolicy.Off();

    private static final int PATIENCE_MS = 20_000;

    /** What its answers to requests that have an id are to prove. */
    static final InstanceProof INSTANCE = InstanceProof.random();

    final TroubledStore store;
    final RegistryServer server;

    /** HTTP/1.1, so that no request carries an upgrade. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RegistryFixture(Path directory) throws Exception {
        this(directory, Desk.WAITING);
    }

    /** Where no more than so many requests may wait for the store in each queue. */
    RegistryFixture(Path directory, int waiting) throws Exception {
        this(directory, waiting, "off");
    }

    /** The same, where the key may ask only so often. */
    RegistryFixture(Path directory, int waiting, String rateLimit) throws Exception {
        this(directory, terms(NOTHING_TO_PROVE, access(rateLimit), waiting, ClientLimits.DEFAULT));
    }

    /** Where PUTs are judged by the given policy. */
    RegistryFixture(Path directory, ProvenancePolicy policy, int waiting) throws Exception {
        this(directory, terms(policy, access("off"), waiting, ClientLimits.DEFAULT));
    }

    /** Whose clients may take only so much. */
    RegistryFixture(Path directory, ClientLimits limits) throws Exception {
        this(directory, terms(NOTHING_TO_PROVE, access("off"), Desk.WAITING, limits));
    }

    /** Whose requests somebody is told of. */
    RegistryFixture(Path directory, Traffic traffic) throws Exception {
        this(directory, Terms.of(NOTHING_TO_PROVE, access("off")), traffic);
    }

    /** Whose clients may take only so much, and whose requests somebody is told of. */
    RegistryFixture(Path directory, ClientLimits limits, Traffic traffic) throws Exception {
        this(directory, new Terms(NOTHING_TO_PROVE, access("off"), Desk.WAITING, limits), traffic);
    }

    private RegistryFixture(Path directory, Terms terms) throws Exception {
        this(directory, terms, Traffic.unwitnessed());
    }

    private RegistryFixture(Path directory, Terms terms, Traffic traffic) throws Exception {
        store = new TroubledStore(SqliteStore.open(directory.resolve("registry.db"), Clock.systemUTC()));
        server = RegistryServer.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), store, terms, traffic);
    }

    private static Terms terms(ProvenancePolicy policy, Access access, int waiting, ClientLimits limits) {
        return new Terms(policy, access, waiting, limits, Optional.of(INSTANCE));
    }

    private static Access access(String rateLimit) throws UsageException {
        return new Access(
                new ApiKeys(List.of(new ApiKey("default", KEY))), RateLimit.parse(rateLimit), System::nanoTime);
    }

    /** A request with the key and a JSON content type, to be changed at will. */
    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .timeout(Duration.ofMillis(PATIENCE_MS))
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> get(String target) {
        return send(request(target));
    }

    HttpResponse<String> put(String target, String body) {
        return send(request(target).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    /** Sends text as it is and returns everything that comes back until the server closes the connection. */
    String raw(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return readToEnd(socket);
        }
    }

    /** Everything until the connection ends, be it closed or reset. */
    static String readToEnd(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws StoreException {
        server.close();
        store.close();
    }
}
