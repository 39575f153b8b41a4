package dev.releasegate.registry;

import dev.releasegate.process.PortOwners;
import dev.releasegate.record.InstanceProof;
import dev.releasegate.registry.RegistryServer.Terms;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Store, perf log and server of one running program: opened in this order and closed in the other. */
final class RunningRegistry {
    /** How long running requests may take to finish once the program is to stop. */
    private static final Duration DRAIN = Duration.ofMillis(800);

    /** When a program that cannot stop in good order is ended all the same, counted from the wish to stop. */
    private static final Duration HARD_LIMIT = Duration.ofMillis(1_500);

    private final OpenStore store;
    private final Optional<PerfLog> perfLog;
    private final RegistryServer server;

    private RunningRegistry(OpenStore store, Optional<PerfLog> perfLog, RegistryServer server) {
        this.store = store;
        this.perfLog = perfLog;
        this.server = server;
    }

    /**
     * Opens everything and listens.
     *
     * @throws UsageException if the trusted keys cannot be read, or are missing, or the nonce cannot be
     * @throws IOException if the data directory or the perf log cannot be used, or the port is taken; says which
     * @throws StoreException if the store cannot be opened
     */
    static RunningRegistry start(RegistrySettings settings, Access access)
            throws UsageException, IOException, StoreException, InterruptedException {
        ProvenancePolicy policy = ProvenancePolicy.of(
                settings.get(RegistrySettings.PROVENANCE), settings.get(RegistrySettings.PROVENANCE_KEYS));
        Optional<InstanceProof> instance = instance(System.getenv());
        OpenStore store = OpenStore.of(settings, System.getenv());
        String host = settings.get(RegistrySettings.HOST);
        int port = settings.get(RegistrySettings.PORT);
        InetSocketAddress address = new InetSocketAddress(host, port);
        Optional<PerfLog> perfLog = perfLog(settings.get(RegistrySettings.PERF_LOG));
        Traffic traffic = perfLog.map(Traffic::new).orElseGet(Traffic::unwitnessed);
        try {
            Terms terms = new Terms(policy, access, Desk.WAITING, ClientLimits.told(settings), instance);
            RegistryServer server = RegistryServer.listen(address, store.store(), terms, traffic);
            return new RunningRegistry(store, perfLog, server);
        } catch (IOException e) {
            store.close();
            throw new IOException(
                    "cannot listen on " + host + " port " + port + owner(port) + ": " + e.getMessage(), e);
        }
    }

    /** Not a setting, as the key is none: whoever has started this program tells it, and nothing else may. */
    static Optional<InstanceProof> instance(Map<String, String> environment) throws UsageException {
        String nonce = environment.get(InstanceProof.VARIABLE);
        try {
            return nonce == null ? Optional.empty() : Optional.of(InstanceProof.ofNonce(nonce));
        } catch (IllegalArgumentException e) {
            throw new UsageException("the environment variable " + InstanceProof.VARIABLE + ": " + e.getMessage());
        }
    }

    private static String owner(int port) {
        return port != 0 && PortOwners.listening(port) instanceof PortOwners.Told told
                ? told.owners().stream()
                        .findAny()
                        .map(owner -> ", which " + owner.name() + " has")
                        .orElse("")
                : "";
    }

    /** The port it listens on. */
    int port() {
        return server.port();
    }

    /**
     * Stops in good order and ends the process with 0, or without order and with 1 if that takes too long. For the
     * shutdown hook: the exit status of a JVM ended by SIGTERM would be 143 otherwise.
     */
    void stopAndHalt() {
        Thread limit = new Thread(RunningRegistry::haltAtTheLimit, "registry-limit");
        limit.setDaemon(true);
        limit.start();
        int status = stop() ? 0 : 1;
        Runtime.getRuntime().halt(status);
    }

    private boolean stop() {
        try {
            server.stop(DRAIN);
            perfLog.ifPresent(PerfLog::close);
            store.close();
            System.out.println("{\"stopped\":{\"requests\":" + server.counts().toJson() + "}}");
            System.out.flush();
            return true;
        } catch (IOException | StoreException e) {
            Trouble.report("stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static void haltAtTheLimit() {
        try {
            Thread.sleep(HARD_LIMIT.toMillis());
            System.err.println("registry: could not stop in good order within " + HARD_LIMIT.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static Optional<PerfLog> perfLog(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PerfLog.open(file.get()));
        } catch (IOException e) {
            throw new IOException("cannot write the perf log " + file.get() + ": " + e.getMessage(), e);
        }
    }
}
