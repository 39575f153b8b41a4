package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.Signer;
import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.registry.ProvenancePolicy.Mode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Registry believes of where a manifest comes from. */
class ProvenancePolicyTest {
    private static final Urn NAME = new Urn("urn:example:a");
    private static final Manifest MANIFEST = manifest("{\"name\":\"a\"}");
    private static final Manifest ANOTHER = manifest("{\"name\":\"b\"}");
    private static final Signer ALICE = Signer.ed25519("alice");
    private static final Signer BOB = Signer.es256("bob");
    private static final Signer MALLORY = Signer.ed25519("alice");
    private static final String STATEMENT = Signer.statement(NAME.value(), MANIFEST.digest());
    private static final TrustedKeys KEYS = TrustedKeys.of(List.of(ALICE.key(), BOB.key()));
    private static final ProvenancePolicy PERMISSIVE = new ProvenancePolicy.Verified(KEYS, false);
    private static final ProvenancePolicy ENFORCE = new ProvenancePolicy.Verified(KEYS, true);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: without any {1}, with a good one {2}, with a bad one {3}")
    @CsvSource({
        "off, is taken, provenance_off, provenance_off",
        "permissive, is taken, is taken, no_trusted_key",
        "enforce, missing_provenance, is taken, no_trusted_key",
    })
    void the_modes_differ_in_what_may_be_left_out_and_never_in_what_is_believed(
            String mode, String without, String good, String bad) throws Refusal {
        ProvenancePolicy policy = switch (mode) {
            case "off" -> new ProvenancePolicy.Off();
            case "permissive" -> PERMISSIVE;
            default -> ENFORCE;
        };
        assertThat(outcome(policy, Optional.empty())).isEqualTo(without);
        assertThat(outcome(policy, Optional.of(json(ALICE.envelope(STATEMENT)))))
                .isEqualTo(good);
        Signer unknown = Signer.ed25519("unknown");
        assertThat(outcome(policy, Optional.of(json(unknown.envelope(STATEMENT)))))
                .isEqualTo(bad);
    }

    @Test
    void what_an_operator_says_by_halves_is_not_guessed_at() throws Exception {
        Path file = Files.writeString(directory.resolve("keys.pem"), ALICE.pem());
        assertThat(ProvenancePolicy.of(Mode.OFF, Optional.empty())).isEqualTo(new ProvenancePolicy.Off());
        assertThat(ProvenancePolicy.of(Mode.PERMISSIVE, Optional.of(file)))
                .isInstanceOfSatisfying(
                        ProvenancePolicy.Verified.class,
                        policy -> assertThat(policy.isRequired()).isFalse());
        assertThat(ProvenancePolicy.of(Mode.ENFORCE, Optional.of(file)))
                .isInstanceOfSatisfying(
                        ProvenancePolicy.Verified.class,
                        policy -> assertThat(policy.isRequired()).isTrue());
        assertThatThrownBy(() -> ProvenancePolicy.of(Mode.OFF, Optional.of(file)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("provenance-keys are given, but provenance is off");
        for (Mode mode : new Mode[] {Mode.PERMISSIVE, Mode.ENFORCE}) {
            assertThatThrownBy(() -> ProvenancePolicy.of(mode, Optional.empty()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("provenance is on, but no keys are trusted");
        }
    }

    @Test
    void what_is_kept_is_who_signed_and_what() throws Refusal {
        String envelope = BOB.envelope(STATEMENT);
        Provenance provenance = judge(NAME, MANIFEST, envelope);
        assertThat(provenance.text())
                .isEqualTo("{\"envelope\":" + CanonicalJson.of(json(envelope)) + ",\"keyId\":\""
                        + BOB.key().id() + "\",\"verifiedBy\":\"bob\"}");
    }

    @Test
    void a_statement_is_of_one_manifest_under_one_name_and_of_no_other() throws Refusal {
        String envelope = ALICE.envelope(STATEMENT);
        assertThat(judge(NAME, MANIFEST, envelope).signer()).isEqualTo(ALICE.key());
        assertThat(flaw(new Urn("urn:example:b"), MANIFEST, envelope)).isEqualTo("wrong_subject");
        assertThat(flaw(new Urn("urn:example:A"), MANIFEST, envelope)).isEqualTo("wrong_subject");
        assertThat(flaw(NAME, ANOTHER, envelope)).isEqualTo("wrong_subject");
    }

    /** Of two subjects, one lends its name and the other its digest: they are still about two other things. */
    @Test
    void name_and_digest_must_be_those_of_one_subject() throws Refusal {
        String crossed = STATEMENT.replace(
                "\"subject\":[",
                "\"subject\":[{\"name\":\"urn:example:b\",\"digest\":{\"sha256\":\"" + ANOTHER.digest() + "\"}},");
        assertThat(judge(NAME, MANIFEST, ALICE.envelope(crossed)).signer()).isEqualTo(ALICE.key());
        assertThat(judge(new Urn("urn:example:b"), ANOTHER, ALICE.envelope(crossed))
                        .signer())
                .isEqualTo(ALICE.key());
        assertThat(flaw(NAME, ANOTHER, ALICE.envelope(crossed))).isEqualTo("wrong_subject");
        assertThat(flaw(new Urn("urn:example:b"), MANIFEST, ALICE.envelope(crossed)))
                .isEqualTo("wrong_subject");
    }

    @Test
    void a_name_may_be_spelt_in_another_equivalent_way() throws Refusal {
        String envelope = ALICE.envelope(STATEMENT.replace("urn:example:a", "URN:EXAMPLE:a"));
        assertThat(judge(NAME, MANIFEST, envelope).signer()).isEqualTo(ALICE.key());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sha256\":            | \"sha512\":               | wrong_subject",
                "\"digest\":            | \"digests\":              | wrong_subject",
                "\"name\":              | \"uri\":                  | wrong_subject",
                "urn:example:a         | example:a                | wrong_subject",
                "urn:example:a         | urn:example:a%20         | wrong_subject",
                "[{                    | [[{                      | bad_statement",
                "[{\"name\"             | [{},null,[],{\"nam\"      | wrong_subject",
                "Statement/v1          | Statement/v0.1           | bad_statement",
                "Statement/v1          | Statement/v1/            | bad_statement",
                "Statement/v1          | Statement/v1.1           | bad_statement",
                "\"_type\"              | \"type\"                  | bad_statement",
                "\"_type\":             | \"_type\":1,\"_type\":     | bad_statement",
                "\"predicateType\"      | \"predicatetype\"         | bad_statement",
                "https://slsa.dev/provenance/v1 | ''               | bad_statement",
                "\"predicate\":{\"n\":1} | \"predicate\":[]          | bad_statement",
                "\"predicate\":{\"n\":1} | \"predicate\":NaN         | bad_statement",
                "\"subject\":           | \"subjects\":             | bad_statement",
                "{\"_type\"             | 1{\"_type\"               | bad_statement",
            })
    void a_statement_that_is_signed_but_is_another_is_refused(String find, String replacement, String flaw)
            throws Refusal {
        assertThat(STATEMENT).contains(find);
        assertThat(flaw(NAME, MANIFEST, ALICE.envelope(STATEMENT.replace(find, replacement))))
                .isEqualTo(flaw);
    }

    @Test
    void a_statement_in_upper_case_hexadecimal_is_not_the_digest() throws Refusal {
        String shouting = Signer.statement(NAME.value(), MANIFEST.digest().toUpperCase(java.util.Locale.ROOT));
        assertThat(flaw(NAME, MANIFEST, ALICE.envelope(shouting))).isEqualTo("wrong_subject");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"application/json", "application/vnd.in-toto.provenance+json", "text/plain", ""})
    void another_type_of_payload_is_refused_though_it_is_signed(String type) throws Refusal {
        byte[] payload = STATEMENT.getBytes(StandardCharsets.UTF_8);
        assertThat(flaw(NAME, MANIFEST, ALICE.envelope(type, payload))).isEqualTo("unsupported_type");
    }

    @Test
    void nothing_of_a_payload_is_read_before_its_signature_is_verified() throws Refusal {
        for (String payload : List.of("not json", "[".repeat(100_000), "")) {
            byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
            assertThat(flaw(NAME, MANIFEST, Signer.ed25519("x").envelope(Statement.PAYLOAD_TYPE, bytes)))
                    .isEqualTo("no_trusted_key");
            assertThat(flaw(NAME, MANIFEST, ALICE.envelope(Statement.PAYLOAD_TYPE, bytes)))
                    .isEqualTo("bad_statement");
        }
    }

    @Test
    void who_takes_the_name_of_a_trusted_key_is_not_believed() throws Refusal {
        assertThat(flaw(NAME, MANIFEST, MALLORY.envelope(STATEMENT))).isEqualTo("bad_signature");
    }

    @Test
    void a_good_signature_counts_wherever_it_stands_among_bad_ones() throws Refusal {
        byte[] payload = STATEMENT.getBytes(StandardCharsets.UTF_8);
        List<String> signatures = new ArrayList<>(List.of(
                MALLORY.signature(Statement.PAYLOAD_TYPE, payload),
                "{\"sig\":\"\"}",
                ALICE.signature("another/type", payload)));
        assertThat(flaw(NAME, MANIFEST, envelope(payload, signatures))).isEqualTo("bad_signature");
        for (int i = 0; i <= signatures.size(); i++) {
            List<String> all = new ArrayList<>(signatures);
            all.add(i, BOB.signature(Statement.PAYLOAD_TYPE, payload));
            assertThat(judge(NAME, MANIFEST, envelope(payload, all)).signer()).isEqualTo(BOB.key());
        }
    }

    /** One bit of the payload, the signature or the type, at places drawn by a fixed seed. */
    @ParameterizedTest(name = "by {0}")
    @ValueSource(strings = {"alice", "bob", "bob, raw"})
    void no_flipped_bit_goes_unseen(String name) throws Refusal {
        Signer signer = switch (name) {
            case "alice" -> ALICE;
            case "bob" -> BOB;
            default -> BOB.raw();
        };
        ProvenancePolicy policy = new ProvenancePolicy.Verified(signer.trusted(), true);
        Random random = new Random(20_261_124);
        byte[] payload = STATEMENT.getBytes(StandardCharsets.UTF_8);
        byte[] type = Statement.PAYLOAD_TYPE.getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(Signer.pae(Statement.PAYLOAD_TYPE, payload));
        assertThat(outcome(policy, Optional.of(json(envelope(type, payload, signature)))))
                .isEqualTo("is taken");
        for (int i = 0; i < 240; i++) {
            byte[] part = List.of(payload, signature, type).get(i % 3);
            int at = random.nextInt(part.length);
            // the eighth bit of a letter of the type would make it another text in another encoding
            int bit = 1 << random.nextInt(part == type ? 7 : 8);
            part[at] ^= (byte) bit;
            assertThat(outcome(policy, Optional.of(json(envelope(type, payload, signature)))))
                    .as("bit %d of byte %d of part %d", bit, at, i % 3)
                    .isEqualTo("no_trusted_key");
            part[at] ^= (byte) bit;
        }
    }

    /** The text of an envelope, one character changed: what is taken all the same says the same thing, byte for byte. */
    @Test
    void no_changed_character_changes_what_is_believed() throws Refusal {
        String envelope = BOB.envelope(STATEMENT);
        Envelope intact = Envelopes.of(json(envelope));
        Random random = new Random(20_261_124);
        int taken = 0;
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(envelope.length());
            char other = (char) (' ' + random.nextInt('~' - ' '));
            String changed = envelope.substring(0, at) + other + envelope.substring(at + 1);
            Optional<Provenance> provenance = believed(changed);
            if (provenance.isPresent()) {
                taken++;
                assertThat(provenance.get().signer()).isEqualTo(BOB.key());
                assertThat(provenance.get().envelope().signed()).isEqualTo(intact.signed());
                assertThat(provenance.get().envelope().signatures().get(0).bytes())
                        .isEqualTo(intact.signatures().get(0).bytes());
            }
        }
        assertThat(taken).as("a changed keyid is no harm").isBetween(1, 20);
    }

    /** Cut off anywhere, it is no envelope or not signed. */
    @Test
    void no_part_of_an_envelope_is_believed() throws Refusal {
        String sig = Signer.base64(
                ALICE.sign(Signer.pae(Statement.PAYLOAD_TYPE, STATEMENT.getBytes(StandardCharsets.UTF_8))));
        for (int length = 0; length < sig.length(); length++) {
            String cut = "{\"payloadType\":\"" + Statement.PAYLOAD_TYPE + "\",\"payload\":\""
                    + Signer.base64(STATEMENT.getBytes(StandardCharsets.UTF_8)) + "\",\"signatures\":[{\"sig\":\""
                    + sig.substring(0, length) + "\"}]}";
            boolean isWithoutPadding = length == 86;
            assertThat(believed(cut).isPresent()).as(cut).isEqualTo(isWithoutPadding);
        }
    }

    private static Optional<Provenance> believed(String envelope) {
        try {
            return ENFORCE.judge(NAME, MANIFEST, Optional.of(json(envelope)));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static Provenance judge(Urn urn, Manifest manifest, String envelope) throws Refusal {
        return ENFORCE.judge(urn, manifest, Optional.of(json(envelope))).orElseThrow();
    }

    private static String flaw(Urn urn, Manifest manifest, String envelope) throws Refusal {
        Json json = json(envelope);
        return flaw(catchThrowableOfType(Refusal.class, () -> ENFORCE.judge(urn, manifest, Optional.of(json))));
    }

    private static String outcome(ProvenancePolicy policy, Optional<Json> envelope) {
        try {
            assertThat(policy.judge(NAME, MANIFEST, envelope).isPresent()).isEqualTo(envelope.isPresent());
            return "is taken";
        } catch (Refusal refusal) {
            return flaw(refusal);
        }
    }

    private static String flaw(Refusal refusal) {
        assertThat(refusal.answer().status()).isEqualTo(422);
        return refusal.answer().text().replaceAll("(?s).*\"reason\":\"(\\w+)\"}", "$1");
    }

    private static String envelope(byte[] payload, List<String> signatures) {
        return Signer.envelope(Statement.PAYLOAD_TYPE, payload, signatures.toArray(new String[0]));
    }

    private static String envelope(byte[] type, byte[] payload, byte[] signature) {
        return Signer.envelope(
                new String(type, StandardCharsets.UTF_8), payload, "{\"sig\":\"" + Signer.base64(signature) + "\"}");
    }

    private static Json json(String text) throws Refusal {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Manifest manifest(String text) {
        try {
            return Manifest.of((Json.Members) json(text));
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }
}
