package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Registry processes that keep nothing themselves, on one database. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "no PostgreSQL for this machine among the tests")
class TwoRegistriesTest {
    private static final String PASSWORD = "postgres";
    private static final int CLIENTS = 8;
    private static final int PERCENT_PUT = 60;
    private static final int BEFORE_THE_KILL = 400;
    private static final int AFTER_THE_KILL = 25;

    @TempDir
    Path directory;

    private Map<String, String> settings = Map.of();

    @BeforeEach
    void makeSchema() throws Exception {
        settings = Map.of(
                "jdbc-url",
                RealPostgres.fresh().url(),
                "jdbc-user",
                "postgres",
                "port",
                "0",
                "api-key-env",
                "TEST_KEY",
                "rate-limit",
                "off");
    }

    @Test
    void they_are_as_one_to_their_clients_also_when_one_of_them_is_killed() throws Exception {
        HistoryRun run = new HistoryRun(CLIENTS, 1);
        try (ForkedRegistry one = start(PASSWORD);
                ForkedRegistry other = start(PASSWORD)) {
            Writing writing = new Writing(run, List.of(one.port(), other.port()));
            FutureTask<Boolean> task = new FutureTask<>(writing::untilTheEnd);
            new Thread(task, "writers").start();
            writing.answered.acquire(BEFORE_THE_KILL);
            one.kill();
            writing.isKilled.set(true);
            assertThat(task.get()).isTrue();
            assertThat(run.check().violations()).isEmpty();
            assertThat(run.check().counts().lost()).isZero();
            assertThat(run.check().counts().acknowledged()).isPositive();
            assertThat(other.errors()).isEmpty();
        }
    }

    @Test
    void the_password_is_neither_on_the_command_line_nor_in_what_it_says() throws Exception {
        try (ForkedRegistry registry = start("a-secret-of-the-database")) {
            registry.port();
            assertThat(registry.endInput()).isZero();
            assertThat(registry.command() + registry.errors() + registry.remainingOutput())
                    .doesNotContain("a-secret");
        }
    }

    private ForkedRegistry start(String password) throws IOException {
        return ForkedRegistry.start(directory, settings, Map.of(), Map.of("PGPASSWORD", password));
    }

    /** Half of the clients at each Registry, until the first is killed; then all at the second. */
    private record Writing(
            HistoryRun run, List<Integer> ports, AtomicInteger clients, Semaphore answered, AtomicBoolean isKilled) {
        Writing(HistoryRun run, List<Integer> ports) {
            this(run, ports, new AtomicInteger(), new Semaphore(0), new AtomicBoolean());
        }

        boolean untilTheEnd() throws InterruptedException {
            run.all(client -> {
                try (RegistryConnection first = connect(clients.getAndIncrement() % 2)) {
                    while (!isKilled.get() && client.isAnswered(first, HistoryRun.urns(0), PERCENT_PUT)) {
                        answered.release();
                    }
                }
                try (RegistryConnection second = connect(1)) {
                    for (int i = 0; i < AFTER_THE_KILL; i++) {
                        client.next(second, HistoryRun.urns(0), PERCENT_PUT);
                    }
                }
            });
            return true;
        }

        private RegistryConnection connect(int registry) throws IOException {
            return new RegistryConnection(ports.get(registry), ForkedRegistry.KEY);
        }
    }
}
