package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final Urn NAME = new Urn("urn:example:a");
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    @Test
    void puts_of_many_threads_get_one_version_each() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (SqliteStore store = open()) {
            Callable<Long> put = () -> store.put(
                            NAME, manifest("{\"manifest\":{\"capabilities\":[\"a\",\"b\"]}}"), Precondition.NONE)
                    .getAsLong();
            List<Long> versions = new ArrayList<>();
            for (Future<Long> done : pool.invokeAll(Collections.nCopies(200, put))) {
                versions.add(done.get());
            }
            assertThat(versions)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200)
                            .mapToObj(Long::valueOf)
                            .toList());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void what_was_put_is_there_when_it_is_opened_again() throws Exception {
        Manifest manifest = manifest("{\"manifest\":{\"capabilities\":[\"a\"]}}");
        try (SqliteStore store = open()) {
            store.put(NAME, manifest, Precondition.NONE);
        }
        try (SqliteStore store = open()) {
            assertThat(store.get(NAME))
                    .contains(new Store.Entry(manifest.text(), manifest.digest(), 1, "2026-11-23T12:00:00.000Z"));
            assertThat(store.resolve(NAME))
                    .contains(new Store.Resolved(manifest.text(), manifest.digest(), List.of("a")));
            assertThat(store.get(new Urn("urn:example:A"))).isEmpty();
            assertThat(store.put(NAME, manifest, Precondition.NONE)).hasValue(2);
        }
    }

    @Test
    void a_store_of_a_newer_release_is_refused_and_left_alone() throws Exception {
        open().close();
        execute("UPDATE schema_version SET version = 99");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessage("the store is of schema version 99, but this release knows only up to 2:"
                        + " use a newer release or another data directory");
    }

    @Test
    void it_writes_ahead_so_that_reads_need_not_wait() throws Exception {
        try (SqliteStore store = open();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            store.check();
            assertThat(mode.next()).isTrue();
            assertThat(mode.getString(1)).isEqualTo("wal");
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private SqliteStore open() throws StoreException {
        return SqliteStore.open(file(), NOON);
    }

    private Path file() {
        return directory.resolve("registry.db");
    }

    private static Manifest manifest(String body) throws Refusal {
        return Manifest.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
