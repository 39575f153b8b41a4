package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was written is changed on the disk, behind the back of the Registry. */
class DamagedStoreTest {
    private static final List<Urn> URNS =
            HistoryRun.urns(0).stream().map(Urn::new).toList();

    private static final int ROUNDS = 40;
    private static final int VERSIONS = 5;

    /** Ways to damage a file. */
    private enum Damage {
        A_BIT_IS_TURNED,
        A_BLOCK_IS_ZERO,
        THE_END_IS_MISSING,
        A_BLOCK_IS_OF_ANOTHER_PLACE
    }

    @TempDir
    Path directory;

    @Test
    void a_manifest_with_a_turned_bit_is_not_served_and_can_be_put_again() throws Exception {
        try (RegistryFixture registry = new RegistryFixture(directory)) {
            registry.put("/v1/registry/urn:example:a", "{\"manifest\":{\"text\":\"as it was written\"}}");
            registry.put("/v1/registry/urn:example:b", "{\"manifest\":{\"text\":\"intact\"}}");
        }
        Path file = directory.resolve("registry.db");
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, content.replace("as it was", "as it is!"), StandardCharsets.ISO_8859_1);
        try (RegistryFixture registry = new RegistryFixture(directory)) {
            for (String read : List.of("/v1/registry/urn:example:a", "/v1/resolve?urn=urn:example:a")) {
                assertThat(registry.get(read).statusCode()).isEqualTo(500);
                assertThat(registry.get(read).body()).doesNotContain("as it");
            }
            assertThat(registry.get("/v1/registry/urn:example:b").statusCode()).isEqualTo(200);
            registry.put("/v1/registry/urn:example:a", "{\"manifest\":{\"text\":\"again\"}}");
            assertThat(registry.get("/v1/registry/urn:example:a").body()).contains("again", "\"version\":2,");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_damaged_log_is_refused_or_ends_earlier_but_nothing_is_read_that_never_was(Damage damage) throws Exception {
        Map<Urn, List<Manifest>> written = write(directory.resolve("whole"), false);
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Path copy = copy(directory.resolve("whole"), directory.resolve("damaged-" + round));
            damage(copy.resolve("registry.db-wal"), damage, random);
            readAll(copy, written);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_damaged_database_is_refused_or_not_read_but_no_manifest_is_read_that_never_was(Damage damage)
            throws Exception {
        Map<Urn, List<Manifest>> written = write(directory.resolve("whole"), true);
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            Path copy = copy(directory.resolve("whole"), directory.resolve("damaged-" + round));
            damage(copy.resolve("registry.db"), damage, random);
            readAll(copy, written);
        }
    }

    /** Some versions of each URN; without an orderly end they are all in the log still. */
    private static Map<Urn, List<Manifest>> write(Path directory, boolean isClosed) throws Exception {
        Files.createDirectory(directory);
        Path file = directory.resolve("registry.db");
        Map<Urn, List<Manifest>> written = new HashMap<>();
        try (SqliteStore store = SqliteStore.open(file, Clock.systemUTC())) {
            for (int version = 1; version <= VERSIONS; version++) {
                for (Urn urn : URNS) {
                    Manifest manifest = manifest(urn + " " + version + "x".repeat(1_000));
                    store.put(urn, manifest, Precondition.NONE);
                    written.computeIfAbsent(urn, none -> new ArrayList<>()).add(manifest);
                }
            }
            if (!isClosed) {
                copy(directory, directory.resolveSibling("open"));
            }
        }
        if (!isClosed) {
            copy(directory.resolveSibling("open"), directory);
        }
        return written;
    }

    private static void readAll(Path directory, Map<Urn, List<Manifest>> written) throws Exception {
        try (SqliteStore store = SqliteStore.open(directory.resolve("registry.db"), Clock.systemUTC())) {
            Registry registry = new Registry(store, new ProvenancePolicy.Off());
            for (Urn urn : URNS) {
                read(registry, urn)
                        .ifPresent(text -> assertThat(written.get(urn))
                                .anySatisfy(manifest -> assertThat(text)
                                        .contains("\"manifest\":" + manifest.text() + ",\"digest\":\""
                                                + manifest.digest() + "\"")));
            }
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("registry.db");
        }
    }

    /** What is answered with 200. */
    private static Optional<String> read(Registry registry, Urn urn) {
        try {
            return Optional.of(registry.get(urn).text());
        } catch (Refusal | StoreException e) {
            return Optional.empty();
        }
    }

    private static void damage(Path path, Damage damage, Random random) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] block = new byte[512];
            long at = random.nextLong(file.length() - block.length);
            switch (damage) {
                case A_BIT_IS_TURNED -> {
                    file.seek(at);
                    int one = file.read();
                    file.seek(at);
                    file.write(one ^ 1 << random.nextInt(Byte.SIZE));
                }
                case A_BLOCK_IS_ZERO -> {
                    file.seek(at);
                    file.write(block);
                }
                case THE_END_IS_MISSING -> file.setLength(at);
                case A_BLOCK_IS_OF_ANOTHER_PLACE -> {
                    file.seek(random.nextLong(file.length() - block.length));
                    file.readFully(block);
                    file.seek(at);
                    file.write(block);
                }
            }
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("registry.db", "registry.db-wal")) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private static Manifest manifest(String text) throws Refusal {
        String json = "{\"text\":\"" + text + "\"}";
        return Manifest.of((Json.Members) JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
