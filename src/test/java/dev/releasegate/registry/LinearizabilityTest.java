package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.registry.Violation.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearizabilityTest {
    private static final int CLIENTS = 8;
    private static final int PERCENT_PUT = 30;

    private static final Access ACCESS = new Access(
            new ApiKeys(List.of(new ApiKey("default", RegistryFixture.KEY))), Optional.empty(), System::nanoTime);

    @TempDir
    Path directory;

    @Test
    void what_eight_clients_were_told_could_have_happened_one_after_the_other() throws Exception {
        try (Store store = open()) {
            HistoryCheck check = history(store, 10_000);
            assertThat(check.violations()).isEmpty();
            assertThat(check.counts().operations()).isEqualTo(10_000);
            assertThat(check.counts().acknowledged()).isEqualTo(check.counts().versions());
            assertThat(check.counts().refused()).isPositive();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "FORGETS, DUPLICATE",
        "IGNORES_PRECONDITIONS, PRECONDITION",
        "REPEATS_OLD_READS, STALE",
        "MIXES_VERSIONS, DUPLICATE",
        "WRITES_TWICE, GAP"
    })
    void a_store_that_lies_is_found_out(DishonestStore.Lie lie, Kind kind) throws Exception {
        try (Store store = new DishonestStore(open(), lie)) {
            assertThat(history(store, 500).count(kind)).isPositive();
        }
    }

    private static HistoryCheck history(Store store, int operations) throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HistoryRun run = new HistoryRun(CLIENTS, 1);
        try (RegistryServer server = RegistryServer.listen(
                anyPort, store, RegistryServer.Terms.of(new ProvenancePolicy.Off(), ACCESS), Traffic.unwitnessed())) {
            run.operations(server.port(), RegistryFixture.KEY, operations, PERCENT_PUT);
        }
        return run.check();
    }

    private Store open() throws StoreException {
        return SqliteStore.open(directory.resolve("registry.db"), Clock.systemUTC());
    }
}
