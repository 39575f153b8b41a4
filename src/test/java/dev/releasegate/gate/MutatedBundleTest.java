package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.dsse.Signer;
import dev.releasegate.evidence.EnvelopeFile;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.Session;
import dev.releasegate.evidence.SessionFile;
import dev.releasegate.report.ReportLine;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles that were changed at random. How many is said by the system property {@code mutations}; a failure names the seed
 * of its mutation, and {@code mutations.from} begins there.
 */
@Timeout(600)
class MutatedBundleTest {
    private static final long FIRST = Long.getLong("mutations.from", 1);
    private static final long LAST = FIRST + Long.getLong("mutations", 1_000) - 1;
    private static final Rule PLAIN = new Rule.Plain(60);
    private static final Rule SEQUENTIAL = new Rule.Sequential(SequentialRule.DEFAULT);
    private static final JsonMapper JSON = new JsonMapper();

    private final Signer signer = Signer.ed25519("the build");

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void chooseFolder() {
        folder = new RunFolder(directory.resolve("release-gate"));
    }

    @Test
    void two_hundred_genuine_bundles_raise_no_alarm() throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            boolean passes = seed % 3 != 0;
            GenuineBundle bundle = genuine(seed, seed % 4 == 0 ? SEQUENTIAL : PLAIN, passes);

            bundle.judge(folder, Optional.of(GenuineBundle.key(signer)));

            JsonNode verdict = JSON.readTree(folder.verdict().toFile());
            assertThat(verdict.path("verdict").asText()).as("seed %d", seed).isEqualTo(passes ? "PASS" : "FAIL");
            assertThat(verdict.findValues("kind")).as("seed %d", seed).isEmpty();
            assertThat(audit().objections())
                    .as("seed %d", seed)
                    .isEqualTo(passes ? List.of() : List.of("the verdict is FAIL, which is no pass"));
        }
    }

    @Test
    void a_bundle_of_which_one_file_was_changed_never_passes_the_audit() throws Exception {
        List<Genuine> genuine =
                List.of(written(1, PLAIN, true), written(2, SEQUENTIAL, true), written(3, PLAIN, false));
        for (long seed = FIRST; seed <= LAST; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            Genuine bundle = genuine.get(random.nextInt(10) == 0 ? 1 : 2 * random.nextInt(2));
            folder = bundle.folder;
            Path file = files().get(random.nextInt(files().size()));
            byte[] before = Files.readAllBytes(file);
            byte[] after = Mutation.any(before, random);
            if (!Arrays.equals(before, after)) {
                Files.write(file, after);
                String mutation = "mutation " + seed + " of " + file.getFileName();
                Audit.Result result = auditOrTell(mutation);
                if (file.equals(folder.envelope()) && result.objections().equals(bundle.objections)) {
                    // a key's id and members that nobody knows are not signed: whatever passes is still signed as it
                    // was
                    assertThat(result.lines()).as(mutation).isEqualTo(bundle.page);
                    assertThat(EnvelopeFile.verify(file, signer.trusted(), Files.readAllBytes(folder.statement())))
                            .as(mutation)
                            .isInstanceOf(EnvelopeFile.Signed.class);
                } else {
                    assertThat(result.objections()).as(mutation).isNotEmpty().isNotEqualTo(bundle.objections);
                }
                Files.write(file, before);
            }
        }
        for (Genuine bundle : genuine) {
            folder = bundle.folder;
            assertThat(audit().lines()).as("put back as it was").isEqualTo(bundle.page);
        }
    }

    @Test
    void a_log_that_was_changed_and_digested_anew_never_passes_with_other_requests_than_were_sent() throws Exception {
        for (boolean passes : new boolean[] {true, false}) {
            for (Rule rule : List.of(PLAIN, SEQUENTIAL)) {
                GenuineBundle bundle = genuine(passes ? 11 : 12, rule, passes);
                bundle.write(folder);
                byte[] before = Files.readAllBytes(folder.samples());
                List<String> sent = requests();
                long last = rule == PLAIN ? LAST : FIRST + (LAST - FIRST) / 10;
                for (long seed = FIRST; seed <= last; seed += 4) {
                    RandomGenerator random = new SplittableRandom(seed);
                    Files.write(folder.samples(), Mutation.any(before, random));
                    closeAnew(bundle, random);
                    String mutation = "mutation " + seed + " of " + bundle;

                    if (passesIfJudged(bundle, mutation)) {
                        assertThat(passes).as(mutation).isTrue();
                        assertThat(requests().equals(sent)).as(mutation).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void a_session_or_terms_that_were_changed_before_the_check_are_judged_without_an_exception() throws Exception {
        GenuineBundle bundle = genuine(13, PLAIN, true);
        for (long seed = FIRST; seed <= LAST; seed += 5) {
            RandomGenerator random = new SplittableRandom(seed);
            bundle.write(folder);
            Path file = random.nextBoolean() ? folder.session() : folder.terms();
            byte[] before = Files.readAllBytes(file);
            byte[] after = Mutation.any(before, random);
            Files.write(file, after);
            String mutation = "mutation " + seed + " of " + file.getFileName();

            GateResult result = checkOrTell(bundle, mutation);

            if (file.equals(folder.terms()) && !Arrays.equals(before, after)) {
                assertThat(result).as(mutation).isNotInstanceOf(GateResult.Passed.class);
            }
        }
    }

    private record Genuine(RunFolder folder, List<String> objections, List<ReportLine> page) {}

    private Genuine written(long seed, Rule rule, boolean passes) throws Exception {
        folder = new RunFolder(directory.resolve("genuine-" + seed));
        genuine(seed, rule, passes).judge(folder, Optional.of(GenuineBundle.key(signer)));
        Audit.Result result = audit();
        return new Genuine(folder, result.objections(), result.lines());
    }

    /**
     * Latencies of 20 to 250 ms, and the p95 may take 300. Where it is to fail, one in three takes 900 ms, and the others as
     * long as each other: what seems to get faster is not failed yet.
     */
    private static GenuineBundle genuine(long seed, Rule rule, boolean passes) {
        int samples = rule == PLAIN ? 60 : passes ? 300 : 500;
        return new GenuineBundle(
                seed,
                rule,
                samples,
                passes
                        ? round -> 20 + new SplittableRandom(seed * 1_000_003 + round).nextInt(230_001) / 1e3
                        : round -> round % 3 == 2 ? 900 : 20 + seed % 231);
    }

    private List<Path> files() {
        return List.of(
                folder.samples(),
                folder.session(),
                folder.terms(),
                folder.verdict(),
                folder.statement(),
                folder.envelope());
    }

    private Audit.Result audit() {
        return new Audit(folder, Optional.of(signer.trusted()), Optional.empty()).run();
    }

    private Audit.Result auditOrTell(String mutation) {
        try {
            return audit();
        } catch (RuntimeException e) {
            throw new AssertionError(mutation + " makes the audit throw", e);
        }
    }

    private boolean passesIfJudged(GenuineBundle bundle, String mutation) {
        try {
            Session session = SessionFile.read(folder.session());
            return BundleJudge.of(folder, session, StepFilter.ALL, bundle.observed())
                    .judge()
                    .isPass();
        } catch (IOException | IllegalArgumentException e) {
            return false; // that is what the check says it cannot judge
        } catch (RuntimeException e) {
            throw new AssertionError(mutation + " makes the judge throw", e);
        }
    }

    private GateResult checkOrTell(GenuineBundle bundle, String mutation) throws IOException {
        try {
            return bundle.check(folder, Optional.empty());
        } catch (RuntimeException e) {
            throw new AssertionError(mutation + " makes the check throw", e);
        }
    }

    /** As the cheat does: the digest is that of the new log, and the counts are those of it too, or are left. */
    private void closeAnew(GenuineBundle bundle, RandomGenerator random) throws IOException {
        Session.Closed was = bundle.closed(folder);
        int lines = requests().size();
        int records = random.nextBoolean() ? lines : bundle.samples();
        Map<String, Session.Rounds> rounds = switch (random.nextInt(3)) {
            case 0 -> was.rounds();
            case 1 -> Map.of("cart", new Session.Rounds(lines, 0));
            default -> Map.of("cart", new Session.Rounds(bundle.samples(), Math.max(0, bundle.samples() - lines)));
        };
        SessionFile.write(
                folder.session(),
                bundle.session(new Session.Closed(
                        new Session.Log(records, FileDigest.of(folder.samples()).sha256()),
                        was.warmUp(),
                        was.clock(),
                        rounds,
                        was.service(),
                        was.machine(),
                        was.readinessRequests())));
    }

    /** Which requests the log has, whatever it says of how long they took: their names, steps and proofs. */
    private List<String> requests() throws IOException {
        List<String> requests = new ArrayList<>();
        for (byte[] line : split(Files.readAllBytes(folder.samples()))) {
            try {
                JsonNode sample = JSON.readTree(line);
                requests.add(
                        sample.path("tool").asText() + " " + sample.path("step").asText() + " "
                                + sample.path("requestId").asText() + " "
                                + sample.path("proof").asText() + " "
                                + Math.round(sample.path("dueMs").asDouble() * 1e6) + " "
                                + sample.path("phase").asText());
            } catch (IOException e) {
                requests.add("not JSON");
            }
        }
        requests.sort(null);
        return requests;
    }

    private static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                lines.add(Arrays.copyOfRange(content, from, i));
                from = i + 1;
            }
        }
        if (from < content.length) {
            lines.add(Arrays.copyOfRange(content, from, content.length));
        }
        lines.removeIf(line -> line.length == 0);
        return lines;
    }
}
