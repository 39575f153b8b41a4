package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.budget.Budgets;
import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.budget.StepBudget;
import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.evidence.Terms;
import dev.releasegate.evidence.TermsFile;
import dev.releasegate.record.Step;
import dev.releasegate.report.ReportLine;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuditTest {
    private static final Rule PLAIN = new Rule.Plain(60);
    private static final GenuineBundle FAST = GenuineBundle.of(PLAIN, 60, 100);

    /** 5 of 60 are slow: its p95 is 900 ms, and the limit is 300. */
    private static final GenuineBundle SLOW = new GenuineBundle(7, PLAIN, 60, round -> round % 12 == 5 ? 900 : 100);

    private static final String NO_PASS = "the verdict is FAIL, which is no pass";
    private static final String OTHER_STATEMENT =
            "statement.json is not what the evidence gives: its subjects, result or digests are others";

    private final Signer signer = Signer.ed25519("the build");

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void chooseFolder() {
        folder = new RunFolder(directory.resolve("release-gate"));
    }

    @Test
    void a_verdict_about_some_of_the_steps_is_no_verdict_about_the_release() throws Exception {
        FAST.write(folder);
        StepFilter other = new StepFilter(Optional.of("shop"), Optional.empty());
        Session session = SessionFile.read(folder.session());
        assertThat(BundleJudge.of(folder, session, other, FAST.observed())
                        .judge()
                        .leftOut())
                .isEmpty();

        Terms wide = new Terms(
                new Budgets(
                        "pom.xml",
                        List.of(
                                GenuineBundle.BUDGETS.steps().get(0),
                                new StepBudget(new Step("shop", "slow"), List.of(new Limit(Metric.P95, 50))))),
                PLAIN,
                IdentityLevel.I4);
        Files.write(folder.terms(), TermsFile.bytes(wide));
        StepFilter cart = new StepFilter(Optional.of("shop"), Optional.of("cart"));
        assertThat(BundleJudge.of(folder, session, cart, FAST.observed())
                        .judge()
                        .leftOut())
                .containsExactly("slow");
    }

    @Test
    void a_genuine_pass_passes_and_says_on_one_page_what_was_measured() throws Exception {
        assertThat(FAST.judge(folder, Optional.of(GenuineBundle.key(signer)))).isInstanceOf(GateResult.Passed.class);

        Audit.Result result = new Audit(folder, Optional.of(signer.trusted()), Optional.empty()).run();

        assertThat(result.objections()).isEmpty();
        assertThat(result.lines())
                .extracting(ReportLine::text)
                .containsExactly(
                        "Audit of " + folder.directory(),
                        "verdict    PASS, repeated to the byte from samples.jsonl, session.json and terms.json",
                        "of         shop:shop:1.0, artifact shop-1.0.jar with SHA-256 " + "a".repeat(64),
                        "source     commit " + "c".repeat(40) + ", tree " + "d".repeat(40),
                        "when       2026-11-23T16:44:10.000123Z, 200 s, session s-7",
                        "on         os Linux",
                        "asked      arrivals jittered, maxDuration 120000ms, rate 25, seed 7",
                        "held to    budgets pom.xml, rule plain: cart p95 <= 300.0",
                        "identity   I4 of the required I4: the process that was started ran the artifact of this build",
                        "answered   http://127.0.0.1:40123, process 4711 (java)",
                        "behaved    nobody asked: there are no behavioural proofs",
                        "Release gate PASS: every limit holds (budgets pom.xml, rule plain)",
                        "PASS          cart  p95 100 ms <= 300 ms (200 ms headroom)  n=60 ok=60 err=0 unknown=0",
                        "machine       control p50 0.2 ms, p95 0.2 ms; sender late p50 0.01 ms, p99 0.01 ms",
                        "statement PASSED, sha256:" + digestOfStatement() + ": compare it with what the build printed",
                        "signature  by the build (key " + signer.key().id() + ")",
                        "Audit passed: the verdict is PASS, and follows from the evidence.");
    }

    @Test
    void a_genuine_fail_is_consistent_and_does_not_pass() throws Exception {
        assertThat(SLOW.judge(folder, Optional.empty())).isInstanceOf(GateResult.Stopped.class);

        assertThat(objections()).containsExactly(NO_PASS);
        assertThat(lines())
                .contains("verdict    FAIL, repeated to the byte from samples.jsonl, session.json and terms.json")
                .endsWith("OBJECTION  " + NO_PASS, "Audit not passed: 1 objection(s).");
    }

    @Test
    void a_fail_that_was_edited_to_a_pass_does_not_pass() throws Exception {
        SLOW.judge(folder, Optional.empty());
        edit(folder.verdict(), text -> text.replace("\"FAIL\"", "\"PASS\""));

        assertThat(objections())
                .containsExactly(
                        "verdict.json is not what the evidence gives: it says PASS, and samples, session and terms give"
                                + " FAIL",
                        NO_PASS,
                        OTHER_STATEMENT);
    }

    @Test
    void a_fail_does_not_pass_with_the_verdict_of_a_pass_in_all_files_that_tell_it() throws Exception {
        RunFolder other = new RunFolder(directory.resolve("other"));
        FAST.judge(other, Optional.empty());
        SLOW.judge(folder, Optional.empty());
        Files.write(folder.verdict(), Files.readAllBytes(other.verdict()));
        Files.write(folder.statement(), Files.readAllBytes(other.statement()));
        Files.write(folder.predicate(), Files.readAllBytes(other.predicate()));

        assertThat(objections())
                .containsExactly(
                        "verdict.json is not what the evidence gives: it says PASS, and samples, session and terms give"
                                + " FAIL",
                        NO_PASS,
                        OTHER_STATEMENT);
    }

    @Test
    void a_statement_that_was_edited_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.empty());
        edit(folder.statement(), text -> text.replace("a".repeat(64), "b".repeat(64)));

        assertThat(objections()).containsExactly(OTHER_STATEMENT);
    }

    @Test
    void a_statement_that_says_the_same_in_other_bytes_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.empty());
        edit(folder.statement(), text -> text + " ");

        assertThat(objections())
                .containsExactly("statement.json is not what the evidence gives: it says the same in other bytes, and a"
                        + " signature is of bytes");
    }

    @Test
    void a_predicate_that_was_edited_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.empty());
        edit(folder.predicate(), text -> text.replace("300ms", "900ms"));

        assertThat(objections()).containsExactly("predicate.json is not what the evidence gives");
    }

    @Test
    void the_statement_of_another_run_does_not_pass() throws Exception {
        RunFolder other = new RunFolder(directory.resolve("other"));
        new GenuineBundle(8, PLAIN, 60, round -> 100).judge(other, Optional.empty());
        FAST.judge(folder, Optional.empty());
        Files.write(folder.statement(), Files.readAllBytes(other.statement()));
        Files.delete(folder.predicate());

        assertThat(objections()).containsExactly(OTHER_STATEMENT);
    }

    @Test
    void an_envelope_by_another_key_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.of(GenuineBundle.key(Signer.ed25519("the build"))));

        assertThat(objectionsWithKey()).containsExactly("the statement is signed by no trusted key");
    }

    @Test
    void an_envelope_with_one_other_bit_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.of(GenuineBundle.key(signer)));
        edit(folder.envelope(), AuditTest::withOneOtherBitInTheSignature);

        assertThat(objectionsWithKey()).containsExactly("the statement is signed by no trusted key");
    }

    @Test
    void an_envelope_around_something_else_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.of(GenuineBundle.key(signer)));
        Files.writeString(folder.envelope(), signer.envelope("{}") + "\n");

        assertThat(objectionsWithKey())
                .containsExactly("the signature cannot be verified: statement.intoto.jsonl holds no envelope of this"
                        + " statement, but of another");
    }

    @Test
    void a_bundle_without_an_envelope_does_not_pass_where_a_key_is_trusted() throws Exception {
        FAST.judge(folder, Optional.empty());

        assertThat(objectionsWithKey())
                .containsExactly("the statement is not signed, and a signature by a trusted key is asked for");
        assertThat(objections()).isEmpty();
        assertThat(lines()).contains("signature  none: whoever could write to the folder could make all of it anew");
    }

    @Test
    void a_signature_is_not_looked_at_where_no_key_is_trusted_and_the_page_says_so() throws Exception {
        FAST.judge(folder, Optional.of(GenuineBundle.key(signer)));

        assertThat(objections()).isEmpty();
        assertThat(lines())
                .contains(
                        "signature  not looked at: name the keys that you trust with -Drelease-gate.trustedKeys=FILE");
    }

    @Test
    void
            latencies_made_smaller_within_their_parts_pass_once_all_of_it_is_made_anew_but_for_the_digest_and_the_signature()
                    throws Exception {
        SLOW.judge(folder, Optional.of(GenuineBundle.key(signer)));
        String printedByTheBuild = digestOfStatement();
        byte[] signedByTheBuild = Files.readAllBytes(folder.envelope());
        edit(
                folder.samples(),
                text -> text.replace("\"ms\":900", "\"ms\":100").replace("\"firstByteMs\":450", "\"firstByteMs\":50"));
        SessionFile.write(folder.session(), SLOW.session(SLOW.closed(folder)));
        assertThat(SLOW.check(folder, Optional.empty())).isInstanceOf(GateResult.Passed.class);
        Files.write(folder.envelope(), signedByTheBuild);

        assertThat(objections()).as("without a key, this is not told").isEmpty();
        assertThat(digestOfStatement()).as("what the build printed").isNotEqualTo(printedByTheBuild);
        assertThat(objectionsWithKey())
                .containsExactly("the signature cannot be verified: statement.intoto.jsonl holds no envelope of this"
                        + " statement, but of another");
    }

    @Test
    void a_copy_elsewhere_says_the_same_but_for_the_folder() throws Exception {
        FAST.judge(folder, Optional.empty());
        List<String> here = lines();
        Path elsewhere = Files.createDirectories(directory.resolve("a year later/مجلد"));
        try (Stream<Path> files = Files.list(folder.directory())) {
            for (Path file : files.toList()) {
                Files.move(file, elsewhere.resolve(file.getFileName()));
            }
        }
        folder = new RunFolder(elsewhere);

        assertThat(objections()).isEmpty();
        assertThat(lines().subList(1, here.size())).isEqualTo(here.subList(1, here.size()));
    }

    @Test
    void evidence_of_another_file_than_is_asked_for_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.empty());
        Path asked = Files.writeString(directory.resolve("shop-1.0.jar"), "another jar");

        assertThat(new Audit(folder, Optional.empty(), Optional.of(asked)).run().objections())
                .containsExactly("the evidence is of another artifact than " + asked + ", whose SHA-256 is "
                        + Sha256.hex("another jar"));
    }

    @Test
    void a_file_that_is_asked_for_and_is_not_there_does_not_pass() throws Exception {
        FAST.judge(folder, Optional.empty());
        Path asked = directory.resolve("shop-2.0.jar");

        assertThat(new Audit(folder, Optional.empty(), Optional.of(asked)).run().objections())
                .containsExactly("there is no file " + asked + ", of which the verdict is asked for");
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"samples.jsonl", "session.json", "terms.json", "verdict.json", "statement.json"})
    void a_bundle_with_a_file_missing_or_something_else_in_its_place_does_not_pass(String name) throws Exception {
        FAST.judge(folder, Optional.empty());
        Path file = folder.directory().resolve(name);
        byte[] genuine = Files.readAllBytes(file);
        String missing = "there is no file " + name + " in " + folder.directory()
                + ": a bundle is what a check has left there, all of it";

        Files.delete(file);
        assertThat(objections()).as("no file").containsExactly(missing);
        Files.createDirectory(file);
        assertThat(objections()).as("a directory").containsExactly(missing);
        Files.delete(file);
        Files.createSymbolicLink(file, directory.resolve("nowhere"));
        assertThat(objections()).as("a dangling link").containsExactly(missing);
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertThat(objections()).as("a device without an end").containsExactly(missing);
        Files.delete(file);
        Files.createSymbolicLink(file, file);
        assertThat(objections()).as("a link to itself").containsExactly(missing);
        Files.delete(file);
        Files.createFile(file);
        assertThat(objections()).as("an empty file").isNotEmpty();
        Files.delete(file);
        Files.createSymbolicLink(file, Files.write(directory.resolve("elsewhere"), genuine));
        assertThat(objections()).as("a link to the genuine file").isEmpty();
    }

    @ParameterizedTest(name = "an envelope that is {0}")
    @ValueSource(strings = {"empty", "directory", "dangling", "huge"})
    void an_envelope_that_is_none_does_not_pass(String kind) throws Exception {
        FAST.judge(folder, Optional.empty());
        switch (kind) {
            case "empty" -> Files.createFile(folder.envelope());
            case "directory" -> Files.createDirectory(folder.envelope());
            case "dangling" -> Files.createSymbolicLink(folder.envelope(), directory.resolve("nowhere"));
            default -> fill(folder.envelope(), 10 << 20);
        }

        assertThat(objectionsWithKey()).hasSize(1).first().asString().contains("sign");
    }

    @ParameterizedTest(name = "a {0} of ten million bytes in one line")
    @ValueSource(strings = {"samples.jsonl", "session.json", "terms.json", "verdict.json", "statement.json"})
    void one_endless_line_does_not_pass(String name) throws Exception {
        FAST.judge(folder, Optional.empty());
        fill(folder.directory().resolve(name), 10_000_000);

        assertThat(objections()).isNotEmpty();
    }

    /** Each of these numbers would be memory, or time, to who believes it. */
    @Test
    void numbers_that_are_out_of_all_proportion_take_no_memory() throws Exception {
        List<String> folders = new ArrayList<>();
        for (String[] lie : new String[][] {
            {"session.json", "\"taken\" : 60", "\"taken\" : 2147483647"},
            {"session.json", "\"taken\" : 60", "\"taken\" : 9999998"},
            {"session.json", "\"nothingToAsk\" : 0", "\"nothingToAsk\" : 9999938"},
            {"session.json", "\"records\" : 60", "\"records\" : 9223372036854775807"},
            {"session.json", "\"rate\" : \"25\"", "\"rate\" : \"1e9\""},
            {"session.json", "\"maxDuration\" : \"120000ms\"", "\"maxDuration\" : \"9223372036854775807ms\""},
            {
                "session.json",
                "2026-11-23T16:44:10.000123Z\",\n    \"schedule",
                "+999999999-12-31T23:59:59Z\",\n    \"schedule"
            },
            {"session.json", "\"endedMs\" : 200000.0", "\"endedMs\" : 1e308"},
            {"terms.json", "\"minSamples\" : 60", "\"minSamples\" : 2147483647"},
            {"samples.jsonl", "\"ms\":100", "\"ms\":1e308"},
            {"samples.jsonl", "\"dueMs\":1", "\"dueMs\":1e307"},
        }) {
            RunFolder bomb = new RunFolder(directory.resolve("bomb " + folders.size()));
            FAST.judge(bomb, Optional.empty());
            edit(bomb.directory().resolve(lie[0]), text -> text.replace(lie[1], lie[2]));
            folders.add(bomb.directory().toString());
        }

        List<String> said = inLittleMemory(folders);

        assertThat(said).hasSize(folders.size() + 1).doesNotContain("passed").endsWith("all told");
        assertThat(said).contains("the bundle cannot be judged again: no probe takes 9223372036854775807ms");
    }

    private static List<String> inLittleMemory(List<String> folders) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                AuditPrint.class.getName()));
        command.addAll(folders);
        Process audit = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = audit.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } finally {
            audit.destroyForcibly();
        }
    }

    @Test
    void what_a_bundle_says_gives_the_console_no_commands() throws Exception {
        FAST.judge(folder, Optional.empty());
        edit(folder.session(), text -> text.replace("\"CLOSED\"", "\"CLOSED\\n::error::all is well\""));

        assertThat(objections())
                .containsExactly("the bundle cannot be judged again: session.json is no session record: unknown state"
                        + " \"CLOSED\\u000a::error::all is well\"");
    }

    @Test
    void a_verdict_that_looked_at_nothing_is_nothing_to_repeat() throws Exception {
        FAST.judge(folder, Optional.empty());
        GateCheck.skip(folder.verdict(), "somebody said so");

        assertThat(objections())
                .containsExactly("verdict.json says SKIPPED without having looked at the samples: there is nothing to"
                        + " repeat");
    }

    private List<String> objections() {
        return new Audit(folder, Optional.empty(), Optional.empty()).run().objections();
    }

    private List<String> objectionsWithKey() {
        return new Audit(folder, Optional.of(signer.trusted()), Optional.empty())
                .run()
                .objections();
    }

    private List<String> lines() {
        return new Audit(folder, Optional.empty(), Optional.empty())
                .run().lines().stream().map(ReportLine::text).toList();
    }

    private String digestOfStatement() throws IOException {
        return FileDigest.of(folder.statement()).sha256();
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).as("the cheat changes something").isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private static String withOneOtherBitInTheSignature(String envelope) {
        int at = envelope.indexOf("\"sig\":\"") + 10;
        char other = envelope.charAt(at) == 'A' ? 'B' : 'A';
        return envelope.substring(0, at) + other + envelope.substring(at + 1);
    }

    private static void fill(Path file, int bytes) throws IOException {
        byte[] piece = "[".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < bytes; written += piece.length) {
                out.write(piece);
            }
        }
    }
}
