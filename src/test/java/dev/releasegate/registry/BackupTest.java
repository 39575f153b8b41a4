package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final Urn NAME = new Urn("urn:example:a");
    private static final int PUTS = 200;

    @TempDir
    Path directory;

    private Path data = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void nameThem() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        file = directory.resolve("backups").resolve("one.db");
    }

    @Test
    void what_was_backed_up_while_others_wrote_can_be_restored_elsewhere() throws Exception {
        try (SqliteStore store = open(data)) {
            for (int i = 0; i < PUTS; i++) {
                store.put(new Urn("urn:example:" + i), manifest(i), Precondition.NONE);
            }
            Manifest more = StoreContract.manifest("more");
            AtomicBoolean isDone = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                while (!isDone.get()) {
                    store.putAll(List.of(new Store.Put(NAME, more, Precondition.NONE)));
                }
            });
            writer.start();
            long manifests = new Backup(data, file).take();
            isDone.set(true);
            writer.join();
            assertThat(manifests).isBetween((long) PUTS, PUTS + 1L);
        }
        Path elsewhere = directory.resolve("elsewhere");
        Restore.Restored restored = new Restore(file, elsewhere, false).put(Clock.systemUTC());
        assertThat(restored.kept()).isEmpty();
        try (SqliteStore store = open(elsewhere)) {
            for (int i = 0; i < PUTS; i++) {
                assertThat(store.get(new Urn("urn:example:" + i)))
                        .map(Store.Entry::manifest)
                        .contains(manifest(i).text());
            }
            assertThat(store.put(new Urn("urn:example:0"), manifest(0), Precondition.NONE))
                    .hasValue(2);
        }
        assertThat(names(directory.resolve("backups"))).containsExactly("one.db");
    }

    @Test
    void a_backup_takes_the_place_of_nothing_that_is_there() throws Exception {
        store(data, 1);
        Files.createDirectories(directory.resolve("backups"));
        Files.writeString(file, "precious");
        assertThatThrownBy(() -> new Backup(data, file).take())
                .hasMessage(file + " is there already: name a file that is not");
        assertThat(file).hasContent("precious");
    }

    @Test
    void where_there_is_no_store_there_is_no_backup() {
        assertThatThrownBy(() -> new Backup(data, file).take())
                .hasMessageStartingWith("there is no store in " + data + " to back up");
        assertThat(file).doesNotExist();
    }

    @Test
    void a_backup_of_a_store_with_a_manifest_that_was_changed_in_it_is_none() throws Exception {
        store(data, 3);
        execute("UPDATE manifests SET manifest = '{}' WHERE urn = 'urn:example:1'");
        assertThatThrownBy(() -> new Backup(data, file).take())
                .hasMessageContaining("the manifest of urn:example:1 does not have the digest kept beside it");
        assertThat(names(directory.resolve("backups"))).isEmpty();
    }

    @Test
    void a_store_that_is_there_is_replaced_only_when_asked_for_and_is_kept() throws Exception {
        store(data, 1);
        new Backup(data, file).take();
        store(data, 5);
        assertThatThrownBy(() -> new Restore(file, data, false).put(Clock.systemUTC()))
                .hasMessageContaining(data + " has a store already: say that it is to be replaced");
        try (SqliteStore store = open(data)) {
            assertThat(store.get(new Urn("urn:example:4"))).isPresent();
        }
        Path kept = new Restore(file, data, true).put(Clock.systemUTC()).kept().orElseThrow();
        try (SqliteStore store = open(data)) {
            assertThat(store.get(new Urn("urn:example:4"))).isEmpty();
            assertThat(store.get(new Urn("urn:example:0"))).isPresent();
        }
        try (SqliteStore store = SqliteStore.open(kept.resolve("registry.db"), Clock.systemUTC())) {
            assertThat(store.get(new Urn("urn:example:4"))).isPresent();
        }
    }

    @Test
    void the_log_of_the_store_that_was_there_is_not_applied_to_the_new_one() throws Exception {
        store(data, 1);
        new Backup(data, file).take();
        Path crashed = directory.resolve("crashed");
        Files.createDirectory(crashed);
        try (SqliteStore store = open(data)) {
            store.put(NAME, StoreContract.manifest("late"), Precondition.NONE);
            for (String name : List.of("registry.db", "registry.db-wal")) {
                Files.copy(data.resolve(name), crashed.resolve(name));
            }
        }
        Path kept =
                new Restore(file, crashed, true).put(Clock.systemUTC()).kept().orElseThrow();
        try (SqliteStore store = open(crashed)) {
            assertThat(store.get(NAME)).isEmpty();
        }
        try (SqliteStore store = SqliteStore.open(kept.resolve("registry.db"), Clock.systemUTC())) {
            assertThat(store.get(NAME)).isPresent();
        }
    }

    @Test
    void a_damaged_backup_is_not_restored_and_nothing_is_changed() throws Exception {
        store(data, 50);
        new Backup(data, file).take();
        byte[] bytes = Files.readAllBytes(file);
        byte[] before = Files.readAllBytes(data.resolve("registry.db"));
        Files.write(file, damaged(bytes));
        assertThatThrownBy(() -> new Restore(file, data, true).put(Clock.systemUTC()))
                .hasMessageContaining("is damaged (");
        assertThat(data.resolve("registry.db")).hasBinaryContent(before);
        assertThat(names(data)).noneMatch(name -> name.contains("restor"));
    }

    @Test
    void nothing_is_restored_under_a_registry_that_is_running() throws Exception {
        store(data, 1);
        new Backup(data, file).take();
        try (ForkedRegistry registry = ForkedRegistry.start(data)) {
            registry.port();
            assertThatThrownBy(() -> new Restore(file, data, true).put(Clock.systemUTC()))
                    .hasMessageContaining("another Registry is using it");
        }
    }

    @Test
    void a_damaged_store_is_not_served_and_left_as_it_is() throws Exception {
        store(data, 50);
        Path store = data.resolve("registry.db");
        byte[] damaged = damaged(Files.readAllBytes(store));
        Files.write(store, damaged);
        try (ForkedRegistry registry = ForkedRegistry.start(directory, data)) {
            assertThat(registry.await()).isEqualTo(1);
            assertThat(registry.errors().lines())
                    .singleElement()
                    .asString()
                    .startsWith("registry: " + store + " is damaged (")
                    .endsWith("), and was left as it is: put a backup in its place with release-gate:registry-restore,"
                            + " or use another data directory");
        }
        assertThat(store).hasBinaryContent(damaged);
    }

    @Test
    void a_database_of_something_else_is_not_made_a_store() throws Exception {
        execute("CREATE TABLE precious (name TEXT)");
        byte[] before = Files.readAllBytes(data.resolve("registry.db"));
        assertThatThrownBy(() -> open(data))
                .hasMessageContaining("is a SQLite database of something else than a Registry");
        assertThat(data.resolve("registry.db")).hasBinaryContent(before);
    }

    @Test
    void a_look_for_damage_that_takes_too_long_is_given_up() throws Exception {
        store(data, 1);
        execute(
                "CREATE TABLE filler AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
                        + " SELECT hex(randomblob(400)) AS t FROM n");
        Path store = data.resolve("registry.db");
        Files.write(store, damaged(Files.readAllBytes(store)));
        new StoreFile(data.resolve("registry.db")).requireServable(Duration.ofMillis(1));
        assertThatThrownBy(() -> new StoreFile(data.resolve("registry.db")).verify())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged (");
    }

    private static byte[] damaged(byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int i = bytes.length / 2; i < bytes.length / 2 + 2_000; i++) {
            damaged[i] = (byte) 0xff;
        }
        return damaged;
    }

    /** So many manifests more, of one version each. */
    private static void store(Path data, int manifests) throws Exception {
        try (SqliteStore store = open(data)) {
            for (int i = 0; i < manifests; i++) {
                store.put(new Urn("urn:example:" + i), manifest(i), Precondition.NONE);
            }
        }
    }

    private static Manifest manifest(int number) throws Refusal {
        return StoreContract.manifest("c" + number, "x".repeat(250));
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("registry.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static SqliteStore open(Path data) throws StoreException {
        return SqliteStore.open(data.resolve("registry.db"), Clock.systemUTC());
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
