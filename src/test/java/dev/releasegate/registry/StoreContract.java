package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.dsse.TrustedKey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is true of every store, whatever it keeps its manifests in. */
abstract class StoreContract {
    static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private static final Urn NAME = new Urn("urn:example:a");
    private static final Urn OTHER = new Urn("urn:example:b");

    private Store store;

    /** Opens a store on what has been kept in this test so far. */
    abstract Store open() throws Exception;

    /** Does something to the tables from outside. */
    abstract void execute(String sql) throws Exception;

    /** Makes it an error to put the one URN. */
    abstract void poison(Urn urn) throws Exception;

    /** Makes every commit fail of a transaction that has put the one URN. */
    abstract void poisonCommits(Urn urn) throws Exception;

    @BeforeEach
    final void openIt() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeIt() throws Exception {
        store.close();
    }

    @Test
    void puts_of_many_threads_get_one_version_each() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        Callable<Long> put =
                () -> store.put(NAME, manifest("a", "b"), Precondition.NONE).getAsLong();
        List<Long> versions = new ArrayList<>();
        for (Future<Long> done : pool.invokeAll(Collections.nCopies(200, put))) {
            versions.add(done.get());
        }
        pool.shutdown();
        assertThat(versions)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void what_was_put_is_there_when_it_is_opened_again() throws Exception {
        Manifest manifest = manifest("a");
        store.put(NAME, manifest, Precondition.NONE);
        store.close();
        store = open();
        assertThat(store.get(NAME))
                .contains(new Store.Entry(
                        manifest.text(), manifest.digest(), 1, "2026-11-23T12:00:00.000Z", Optional.empty()));
        assertThat(store.resolve(NAME)).contains(new Store.Resolved(manifest.text(), manifest.digest(), List.of("a")));
        assertThat(store.get(new Urn("urn:example:A"))).isEmpty();
        assertThat(store.put(NAME, manifest, Precondition.NONE)).hasValue(2);
    }

    @Test
    void with_the_last_version_go_its_capabilities() throws Exception {
        store.put(NAME, manifest("a", "b"), Precondition.NONE);
        store.put(NAME, manifest("b", "c"), Precondition.NONE);
        assertThat(store.resolve(NAME).orElseThrow().capabilities()).containsExactly("b", "c");
        assertThat(store.query("a", 10, Optional.empty())).isEmpty();
        assertThat(store.query("c", 10, Optional.empty())).hasSize(1);
    }

    @Test
    void results_come_in_the_order_of_the_characters_of_their_urns() throws Exception {
        List<Urn> inOrder = List.of(
                new Urn("urn:example:B"),
                new Urn("urn:example:_"),
                new Urn("urn:example:a"),
                new Urn("urn:example:a-b"),
                new Urn("urn:example:aB"));
        List<Urn> shuffled = new ArrayList<>(inOrder);
        Collections.reverse(shuffled);
        for (Urn urn : shuffled) {
            store.put(urn, manifest("c"), Precondition.NONE);
        }
        assertThat(store.query("c", 10, Optional.empty()))
                .extracting(Store.Found::urn)
                .containsExactlyElementsOf(inOrder.stream().map(Urn::value).toList());
        assertThat(store.query("c", 2, Optional.of(inOrder.get(1))))
                .extracting(Store.Found::urn)
                .containsExactly("urn:example:a", "urn:example:a-b");
    }

    @Test
    void a_manifest_of_any_characters_comes_back_as_it_was() throws Exception {
        Manifest manifest = manifestOf("{\"manifest\":{\"\\u0000\":\"é€😀\\u0001\",\"capabilities\":[\"ä😀%_'\"]}}");
        store.put(NAME, manifest, Precondition.NONE);
        assertThat(store.resolve(NAME))
                .contains(new Store.Resolved(manifest.text(), manifest.digest(), List.of("ä😀%_'")));
        assertThat(store.query("ä😀%_'", 10, Optional.empty())).hasSize(1);
        assertThat(store.query("ä😀%x'", 10, Optional.empty())).isEmpty();
    }

    @Test
    void the_longest_names_there_may_be_can_be_put_and_found() throws Exception {
        Urn longest = new Urn("urn:example:" + "a".repeat(Urn.MAX_LENGTH - "urn:example:".length()));
        String capability = unalike("\u4e00", 256);
        store.put(longest, manifest(capability), Precondition.NONE);
        assertThat(store.query(capability, 10, Optional.empty()))
                .extracting(Store.Found::urn)
                .containsExactly(longest.value());
    }

    @Test
    void a_version_is_replaced_if_it_is_one_of_those_named() throws Exception {
        Manifest manifest = manifest();
        store.put(NAME, manifest, Precondition.NONE);
        EntityTag first = EntityTag.of(1, manifest.digest());
        EntityTag second = EntityTag.of(2, manifest.digest());
        EntityTag foreign = EntityTag.of(1, "0".repeat(64));
        assertThat(store.put(NAME, manifest, new Precondition.OneOf(List.of()))).isEmpty();
        assertThat(store.put(NAME, manifest, new Precondition.OneOf(List.of(second, foreign))))
                .isEmpty();
        assertThat(store.put(NAME, manifest, new Precondition.OneOf(List.of(foreign, first, second))))
                .hasValue(2);
        assertThat(store.put(NAME, manifest, new Precondition.OneOf(List.of(first))))
                .isEmpty();
        assertThat(store.put(NAME, manifest, new Precondition.OneOf(List.of(first, second))))
                .hasValue(3);
    }

    @Test
    void puts_handed_over_together_have_each_an_outcome_of_its_own() throws Exception {
        assertThat(store.putAll(List.of(
                        new Store.Put(NAME, manifest("a"), new Precondition.Absent()),
                        new Store.Put(NAME, manifest("b"), new Precondition.Absent()),
                        new Store.Put(NAME, manifest("c"), Precondition.NONE),
                        new Store.Put(OTHER, manifest("d"), new Precondition.Present()),
                        new Store.Put(OTHER, manifest("e"), Precondition.NONE))))
                .containsExactly(
                        new Store.Outcome.Written(1),
                        new Store.Outcome.Unmet(),
                        new Store.Outcome.Written(2),
                        new Store.Outcome.Unmet(),
                        new Store.Outcome.Written(1));
        assertThat(store.resolve(NAME).orElseThrow().capabilities()).containsExactly("c");
        assertThat(store.resolve(OTHER).orElseThrow().capabilities()).containsExactly("e");
    }

    @Test
    void one_that_fails_takes_no_other_with_it() throws Exception {
        Urn poison = new Urn("urn:example:poison");
        poison(poison);
        List<Store.Outcome> outcomes = store.putAll(List.of(
                new Store.Put(NAME, manifest("a"), Precondition.NONE),
                new Store.Put(poison, manifest("p"), Precondition.NONE),
                new Store.Put(NAME, manifest("b"), new Precondition.Present())));
        assertThat(outcomes.get(0)).isEqualTo(new Store.Outcome.Written(1));
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Store.Outcome.Failed.class,
                        failed -> assertThat(failed.why())
                                .isNotInstanceOf(UnknownOutcomeException.class)
                                .hasMessage("cannot write urn:example:poison"));
        assertThat(outcomes.get(2)).isEqualTo(new Store.Outcome.Written(2));
        assertThat(store.get(poison)).isEmpty();
        assertThat(store.query("p", 10, Optional.empty())).isEmpty();
        assertThat(store.resolve(NAME).orElseThrow().capabilities()).containsExactly("b");
    }

    @Test
    void of_a_commit_that_fails_nobody_says_what_became_of_it() throws Exception {
        Urn poison = new Urn("urn:example:poison");
        poisonCommits(poison);
        assertThatThrownBy(() -> store.put(poison, manifest("p"), Precondition.NONE))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage("cannot tell whether urn:example:poison is written");
        assertThat(store.put(NAME, manifest("a"), Precondition.NONE)).hasValue(1);
        assertThat(store.resolve(NAME).orElseThrow().capabilities()).containsExactly("a");
    }

    @Test
    void the_provenance_of_a_version_goes_with_it() throws Exception {
        Manifest manifest = manifest("a");
        Optional<Provenance> provenance = Optional.of(provenance());
        store.putAll(List.of(new Store.Put(NAME, manifest, provenance, Precondition.NONE)));
        assertThat(store.get(NAME).orElseThrow().provenance())
                .contains(provenance().text());
        store.putAll(List.of(
                new Store.Put(NAME, manifest, Precondition.NONE),
                new Store.Put(OTHER, manifest, provenance, Precondition.NONE)));
        assertThat(store.get(NAME).orElseThrow().provenance()).isEmpty();
        assertThat(store.get(OTHER).orElseThrow().provenance())
                .contains(provenance().text());
    }

    @Test
    void a_store_of_the_release_before_provenance_is_brought_up_to_date() throws Exception {
        Manifest manifest = manifest("a");
        store.put(NAME, manifest, Precondition.NONE);
        store.close();
        execute("ALTER TABLE manifests DROP COLUMN provenance");
        execute("UPDATE schema_version SET version = 2");
        store = open();
        assertThat(store.get(NAME))
                .contains(new Store.Entry(
                        manifest.text(), manifest.digest(), 1, "2026-11-23T12:00:00.000Z", Optional.empty()));
        assertThat(store.putAll(
                        List.of(new Store.Put(NAME, manifest, Optional.of(provenance()), new Precondition.Present()))))
                .containsExactly(new Store.Outcome.Written(2));
        assertThat(store.get(NAME).orElseThrow().provenance())
                .contains(provenance().text());
    }

    @Test
    void a_store_of_a_newer_release_is_refused_and_left_alone() throws Exception {
        store.close();
        execute("UPDATE schema_version SET version = 99");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is of schema version 99, but this release knows only up to ")
                .hasMessageContaining("use a newer release");
        execute("UPDATE schema_version SET version = " + Schema.NEWEST);
        store = open();
    }

    /** So many characters from the given one on, all different, so that no index can make them shorter. */
    private static String unalike(String first, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (first.charAt(0) + i * 7));
        }
        return text.toString();
    }

    /** A manifest that claims these capabilities. */
    static Manifest manifest(String... capabilities) throws Refusal {
        String names = capabilities.length == 0 ? "" : "\"" + String.join("\",\"", capabilities) + "\"";
        return manifestOf("{\"manifest\":{\"capabilities\":[" + names + "]}}");
    }

    /** Not verified: a store keeps what it is given. */
    private static Provenance provenance() throws Refusal {
        String key = "302a300506032b6570032100" + "00".repeat(32);
        String envelope = "{\"payload\":\"\",\"payloadType\":\"é\",\"signatures\":[{\"sig\":\"\"}]}";
        return new Provenance(
                TrustedKey.of("ä😀'", HexFormat.of().parseHex(key)).orElseThrow(),
                Envelopes.of(JsonReader.read(envelope.getBytes(StandardCharsets.UTF_8))));
    }

    private static Manifest manifestOf(String body) throws Refusal {
        return Registration.of(body.getBytes(StandardCharsets.UTF_8)).manifest();
    }
}
