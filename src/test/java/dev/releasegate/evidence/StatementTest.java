package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String COMMIT = "c".repeat(40);
    private static final String TREE = "d".repeat(40);
    private static final Resource JAR = Resource.file("shop-1.0.jar", A);
    private static final Resource SAMPLES = Resource.file("samples.jsonl", B);

    @TempDir
    Path directory;

    @Test
    void it_is_written_as_in_toto_has_it() {
        assertThat(new String(statement().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("""
                {
                  "_type" : "https://in-toto.io/Statement/v1",
                  "subject" : [
                    {
                      "name" : "shop-1.0.jar",
                      "digest" : {
                        "sha256" : "%1$s"
                      }
                    },
                    {
                      "name" : "git+https://example.com/shop.git",
                      "digest" : {
                        "gitCommit" : "%3$s"
                      }
                    }
                  ],
                  "predicateType" : "https://in-toto.io/attestation/test-result/v0.1",
                  "predicate" : {
                    "result" : "PASSED",
                    "configuration" : [
                      {
                        "name" : "terms.json",
                        "digest" : {
                          "sha256" : "%2$s"
                        }
                      }
                    ],
                    "passedTests" : [
                      "shop/a/p95<=300ms",
                      "shop/ä\\"/errorRate<=0.01"
                    ],
                    "warnedTests" : [ ],
                    "failedTests" : [ ],
                    "releaseGate" : {
                      "sessionId" : "s-1",
                      "files" : [
                        {
                          "name" : "samples.jsonl",
                          "digest" : {
                            "sha256" : "%2$s"
                          }
                        }
                      ],
                      "identity" : {
                        "required" : "I1",
                        "proven" : "I2"
                      },
                      "environment" : {
                        "os" : "Linux 6.1",
                        "arch" : "amd64",
                        "jdk" : "OpenJDK 17",
                        "cpus" : 2,
                        "maven" : "3.9.16",
                        "plugin" : "0.1.0"
                      },
                      "dirty" : false,
                      "gitTree" : "%4$s",
                      "clockDriftMs" : -0.1
                    }
                  }
                }
                """.formatted(A, B, COMMIT, TREE));
    }

    @Test
    void it_is_the_same_bytes_everywhere_and_is_read_back_the_same() throws Exception {
        Locale before = Locale.getDefault();
        byte[] bytes = statement().bytes();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(statement().bytes()).isEqualTo(bytes);
        } finally {
            Locale.setDefault(before);
        }
        Path file = directory.resolve("statement.json");
        StatementFile.write(file, statement());
        assertThat(file).hasBinaryContent(bytes);
        assertThat(StatementFile.read(file)).isEqualTo(statement());
        assertThat(StatementFile.read(file).bytes()).isEqualTo(bytes);
        StatementFile.write(file, bare());
        assertThat(StatementFile.read(file)).isEqualTo(bare());
        assertThat(Files.readString(file)).doesNotContain("dirty", "gitTree", "clockDriftMs");
    }

    @Test
    void the_predicate_alone_is_that_of_the_statement() throws IOException {
        JsonMapper mapper = new JsonMapper();
        JsonNode whole = mapper.readTree(statement().bytes());
        assertThat(mapper.readTree(statement().predicateBytes())).isEqualTo(whole.get("predicate"));
    }

    @Test
    void names_of_our_own_have_neither_dot_nor_dollar() throws IOException {
        JsonNode ours = new JsonMapper().readTree(statement().bytes()).at("/predicate/releaseGate");
        assertThat(ours.findParents("x")).isEmpty();
        assertThat(ours.toString().replaceAll("\"(\\w+)\":", "")).doesNotContainPattern("\"[^\"]*\":");
    }

    @Test
    void the_subject_is_the_artifact_the_commit_if_clean_and_else_the_samples() {
        GitState clean = git(false, Optional.of("https://example.com/shop.git"));
        GitState dirty = git(true, Optional.of("https://example.com/shop.git"));
        GitState unknown = new GitState.NotKnown("there is no commit yet");
        Resource commit = new Resource("git+https://example.com/shop.git", "gitCommit", COMMIT);
        assertThat(Statement.subjects(Optional.of(JAR), clean, SAMPLES)).containsExactly(JAR, commit);
        assertThat(Statement.subjects(Optional.of(JAR), dirty, SAMPLES)).containsExactly(JAR);
        assertThat(Statement.subjects(Optional.of(JAR), unknown, SAMPLES)).containsExactly(JAR);
        assertThat(Statement.subjects(Optional.empty(), clean, SAMPLES)).containsExactly(commit);
        assertThat(Statement.subjects(Optional.empty(), dirty, SAMPLES)).containsExactly(SAMPLES);
        assertThat(Statement.subjects(Optional.empty(), unknown, SAMPLES)).containsExactly(SAMPLES);
        assertThat(Statement.subjects(Optional.empty(), git(false, Optional.empty()), SAMPLES))
                .extracting(Resource::name)
                .containsExactly("git+local");
    }

    @Test
    void a_statement_about_nothing_cannot_be_made() {
        assertThatThrownBy(() -> new Statement(List.of(), passed(), List.of(), particulars()))
                .hasMessage("a statement must have a subject");
        for (String digest : List.of("", A.toUpperCase(Locale.ROOT), COMMIT, A + "a")) {
            assertThatThrownBy(() -> Resource.file("a", digest)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Resource.file("", A)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resource("a", "md5", COMMIT)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"_type\"        | { \"_type\" : \"x\", \"_type\" | it is not strict JSON (line 1, column",
                "^                  | []                     | it is not strict JSON (line 61, column",
                "Statement/v1       | Statement/v2           | \"_type\" must be https://in-toto.io/Statement/v1",
                "test-result/v0.1   | test-result/v0.2       | \"predicateType\" must be https://in-toto.io/attest",
                "\"PASSED\"         | \"passed\"             | \"result\" must be PASSED, WARNED or FAILED",
                "\"PASSED\"         | \"WARNED\"             | the result WARNED does not follow from 2 passed, 0 warned",
                "\"passedTests\"    | \"warnedTests\"        | it is not strict JSON",
                "\"passedTests\"    | \"passed\"             | \"passedTests\" must be an array",
                "\"shop/a/p95<=300ms\" | 1                   | \"passedTests\" must be an array of strings",
                "\"failedTests\" : [| \"failedTests\" : [\"a\" | the result PASSED does not follow from 2 passed",
                "\"digest\"         | \"digests\"            | \"digest\" must be an object",
                "\"sha256\" :       | \"md5\" :              | a resource must have a name and a digest",
                "\"sha256\" :       | \"gitCommit\": \"\", \"sha256\" : | \"digest\" must have one member",
                "aaaa\"             | AAAA\"                 | a resource must have a name and a digest",
                "\"I1\"             | \"I5\"                 | an identity must be from I0 to I4",
                "\"cpus\" : 2       | \"cpus\" : 2.0         | \"cpus\" must be a whole number",
                "\"cpus\" : 2       | \"cpus\" : -2          | \"cpus\" must be a whole number",
                "\"dirty\" : false  | \"dirty\" : \"false\"  | \"dirty\" must be true or false",
                "\"dirty\" : false, | ''                     | \"dirty\" must be true or false",
                "-0.1               | NaN                    | it is not strict JSON",
                "-0.1               | 1e999                  | \"clockDriftMs\" must be a finite number",
                "-0.1               | \"-0.1\"               | \"clockDriftMs\" must be a finite number",
                "\"releaseGate\"    | \"release\"            | \"releaseGate\" must be an object",
            })
    void anything_else_is_told(String find, String replacement, String message) throws IOException {
        String text = new String(statement().bytes(), StandardCharsets.UTF_8).replaceFirst("\\{\\s+", "{ ");
        String changed = find.equals("^") ? text + replacement : text.replace(find, replacement);
        assertThat(changed).isNotEqualTo(text);
        Path file = Files.writeString(directory.resolve("statement.json"), changed);
        assertThatThrownBy(() -> StatementFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("statement.json is no statement of a release gate: ")
                .hasMessageContaining(message);
    }

    @Test
    void what_in_toto_may_add_one_day_is_passed_over() throws IOException {
        String text = new String(statement().bytes(), StandardCharsets.UTF_8);
        Path file = directory.resolve("statement.json");
        Files.writeString(file, text.replace("\"result\"", "\"url\" : \"https://example.com\", \"result\""));
        assertThat(StatementFile.read(file)).isEqualTo(statement());
    }

    @Test
    void a_file_that_is_missing_or_no_text_is_told() throws IOException {
        assertThatThrownBy(() -> StatementFile.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        Path file = Files.write(directory.resolve("statement.json"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> StatementFile.read(file)).hasMessage("statement.json is not UTF-8");
        Files.write(file, "{}".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> StatementFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void the_environment_names_neither_the_machine_nor_its_user() throws Exception {
        Particulars.Environment here = Particulars.Environment.here("3.9.16", "0.1.0");
        assertThat(here.cpus()).isPositive();
        assertThat(here.toString())
                .doesNotContain(java.net.InetAddress.getLocalHost().getHostName())
                .doesNotContain(System.getProperty("user.home"));
    }

    static Statement statement() {
        return new Statement(
                Statement.subjects(Optional.of(JAR), git(false, Optional.of("https://example.com/shop.git")), SAMPLES),
                passed(),
                List.of(Resource.file("terms.json", B)),
                particulars());
    }

    private static Statement bare() {
        Particulars particulars = particulars();
        return new Statement(
                List.of(SAMPLES),
                TestResult.failed("evidence/COULD_NOT_JUDGE"),
                List.of(),
                new Particulars(
                        "s-2",
                        List.of(),
                        particulars.identity(),
                        particulars.environment(),
                        Optional.empty(),
                        OptionalDouble.empty()));
    }

    private static TestResult passed() {
        return new TestResult(
                TestResult.Result.PASSED,
                List.of("shop/ä\"/errorRate<=0.01", "shop/a/p95<=300ms"),
                List.of(),
                List.of());
    }

    private static Particulars particulars() {
        return new Particulars(
                "s-1",
                List.of(SAMPLES),
                new Particulars.Identity("I1", "I2"),
                new Particulars.Environment("Linux 6.1", "amd64", "OpenJDK 17", 2, "3.9.16", "0.1.0"),
                Particulars.Source.of(git(false, Optional.empty())),
                OptionalDouble.of(-0.1));
    }

    private static GitState git(boolean dirty, Optional<String> origin) {
        return new GitState.Known(COMMIT, TREE, dirty, origin);
    }
}
