package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.dsse.Sha256;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrentPutTest {
    private static final String NAME = "/v1/registry/urn:example:contended";
    private static final String RESOLVE = "/v1/resolve?urn=urn:example:contended";
    private static final int PUTS_EACH = 25;

    /** Manifest, capabilities and digest of one answer; the capabilities of a manifest tell who wrote it. */
    private static final Pattern RESOLVED = Pattern.compile(
            "\\{\"urn\":\"urn:example:contended\",\"manifest\":(?<manifest>"
                    + "\\{\"by\":(?<by>\\d+),\"capabilities\":\\[[^]]*],\"round\":\\d+}),"
                    + "\"capabilities\":\\[\"all\",\"only-(?<capability>\\d+)\"],\"digest\":\"(?<digest>[0-9a-f]{64})\"}");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} writers")
    @ValueSource(ints = {2, 8})
    void manifest_digest_capabilities_and_version_belong_together(int writers) throws Exception {
        try (RegistryFixture registry = new RegistryFixture(directory)) {
            List<String> seen = race(registry, writers);
            seen.add(registry.get(RESOLVE).body());
            assertThat(seen).allSatisfy(ConcurrentPutTest::assertOfOnePut);
            assertThat(registry.get(NAME).body()).contains("\"version\":" + writers * PUTS_EACH + ",");
        }
    }

    @Test
    void each_put_is_told_a_version_of_its_own() throws Exception {
        try (RegistryFixture registry = new RegistryFixture(directory)) {
            ExecutorService pool = Executors.newFixedThreadPool(4);
            List<Callable<Integer>> puts = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                String body = "{\"manifest\":{\"n\":" + i + "}}";
                puts.add(() ->
                        Integer.valueOf(registry.put(NAME, body).body().replaceAll(".*\"version\":(\\d+)}", "$1")));
            }
            List<Integer> versions = new ArrayList<>();
            for (Future<Integer> put : pool.invokeAll(puts)) {
                versions.add(put.get());
            }
            pool.shutdown();
            assertThat(versions).doesNotHaveDuplicates().hasSize(40).contains(1, 40);
        }
    }

    @Test
    void reads_are_answered_while_writes_wait() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try (RegistryFixture registry = new RegistryFixture(directory);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("registry.db"));
                Statement lock = other.createStatement()) {
            registry.put(NAME, "{\"manifest\":{\"n\":1}}");
            lock.execute("BEGIN IMMEDIATE");
            List<CompletableFuture<Integer>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> registry.put(NAME, "{\"manifest\":{\"n\":2}}").statusCode(), pool))
                    .limit(3)
                    .toList();
            for (int i = 0; i < 8; i++) {
                assertThat(registry.get(NAME).body()).contains("\"manifest\":{\"n\":1}");
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            lock.execute("ROLLBACK");
            assertThat(waiting).allSatisfy(put -> assertThat(put.join()).isEqualTo(200));
            assertThat(registry.get(NAME).body()).contains("\"manifest\":{\"n\":2}");
        } finally {
            pool.shutdown();
        }
    }

    /** All writers at once, each resolving after each of its PUTs; returns what was resolved. */
    private static List<String> race(RegistryFixture registry, int writers) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        CountDownLatch start = new CountDownLatch(writers);
        List<Future<List<String>>> runs = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int by = writer;
            runs.add(pool.submit(() -> {
                start.countDown();
                start.await();
                return write(registry, by);
            }));
        }
        List<String> seen = new ArrayList<>();
        for (Future<List<String>> run : runs) {
            seen.addAll(run.get());
        }
        pool.shutdown();
        return seen;
    }

    private static List<String> write(RegistryFixture registry, int by) {
        List<String> seen = new ArrayList<>();
        for (int round = 0; round < PUTS_EACH; round++) {
            String manifest =
                    "{\"by\":" + by + ",\"round\":" + round + ",\"capabilities\":[\"only-" + by + "\",\"all\"]}";
            assertThat(registry.put(NAME, "{\"manifest\":" + manifest + "}").statusCode())
                    .isBetween(200, 201);
            seen.add(registry.get(RESOLVE).body());
        }
        return seen;
    }

    private static void assertOfOnePut(String resolved) {
        Matcher parts = RESOLVED.matcher(resolved);
        assertThat(parts.matches()).as(resolved).isTrue();
        assertThat(parts.group("capability")).isEqualTo(parts.group("by"));
        assertThat(parts.group("digest")).isEqualTo(Sha256.hex(parts.group("manifest")));
    }
}
