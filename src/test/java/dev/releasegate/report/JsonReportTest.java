package dev.releasegate.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.releasegate.summary.SampleLog;
import dev.releasegate.verdict.Verdict;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {
    private static final String FAIL = """
            {
              "schemaVersion" : 1,
              "verdict" : "FAIL",
              "exitCode" : 3,
              "samples" : "perf.jsonl",
              "filter" : "",
              "budgets" : "budgets.json",
              "minSamples" : 50,
              "rule" : {
                "name" : "once",
                "alpha" : 0.01,
                "minSamples" : 50,
                "minSamplesToFail" : 400,
                "maxSamples" : 3000,
                "minElapsedMs" : 10000.0
              },
              "records" : 362,
              "warmUps" : 0,
              "rejectedLines" : 0,
              "firstRejectedLines" : [ ],
              "sessions" : [
                "s1"
              ],
              "percentiles" : "nearest rank, of the successes",
              "steps" : [
                {
                  "tool" : "registry",
                  "step" : "registry_get",
                  "counts" : {
                    "all" : 302,
                    "success" : 300,
                    "error" : 2,
                    "unknown" : 0
                  },
                  "ms" : {
                    "min" : 8.64,
                    "mean" : 8.64,
                    "p5" : 8.64,
                    "p50" : 8.64,
                    "p95" : 8.64,
                    "p99" : 8.64,
                    "max" : 8.64
                  },
                  "errorReasons" : {
                    "read_timeout" : 2
                  }
                },
                {
                  "tool" : "registry",
                  "step" : "resolve",
                  "counts" : {
                    "all" : 60,
                    "success" : 60,
                    "error" : 0,
                    "unknown" : 0
                  },
                  "ms" : {
                    "min" : 312.4,
                    "mean" : 312.4,
                    "p5" : 312.4,
                    "p50" : 312.4,
                    "p95" : 312.4,
                    "p99" : 312.4,
                    "max" : 312.4
                  },
                  "errorReasons" : { }
                }
              ],
              "findings" : [
                {
                  "verdict" : "FAIL",
                  "tool" : "registry",
                  "step" : "registry_get",
                  "metric" : "errorRate",
                  "limit" : 0.0,
                  "measured" : 0.006622516556291391,
                  "sentence" : "registry_get  errorRate 0.7% > 0% (2 of 302 failed: 2 read_timeout)  n=302 ok=300 err=2 unknown=0"
                },
                {
                  "verdict" : "FAIL",
                  "tool" : "registry",
                  "step" : "resolve",
                  "metric" : "p95",
                  "limit" : 300.0,
                  "measured" : 312.4,
                  "weight" : {
                    "samples" : 60,
                    "looks" : 0,
                    "decidedBy" : "all samples",
                    "allowed" : 0.05,
                    "badToPass" : 60.0,
                    "samplesToFail" : 60,
                    "badToFail" : 60.0,
                    "disturbed" : 0,
                    "failed" : 0,
                    "clumpingToPass" : 1.0,
                    "clumpingToFail" : 1.0,
                    "alpha" : 0.01,
                    "tests" : 3,
                    "logEvidenceToPass" : -24.418091676175102,
                    "logEvidenceToFail" : 73.6933328360158,
                    "confirmed" : true,
                    "lower" : 312.4
                  },
                  "sentence" : "resolve  p95 312.4 ms > 300 ms (+12.4 ms, +4.1%)  n=60 ok=60 err=0 unknown=0  60 of 60 slow (100%, allowed 5%)  interval from 312.4 ms  evidence 10^32:1  duration not known  confirmed by the newest 30"
                },
                {
                  "verdict" : "PASS",
                  "tool" : "registry",
                  "step" : "registry_get",
                  "metric" : "avg",
                  "limit" : 100.0,
                  "measured" : 21.827814569536425,
                  "weight" : {
                    "samples" : 302,
                    "looks" : 0,
                    "decidedBy" : "all samples",
                    "allowed" : 0.05,
                    "badToPass" : 3.296000000000005,
                    "samplesToFail" : 302,
                    "badToFail" : 3.296000000000005,
                    "disturbed" : 0,
                    "failed" : 2,
                    "clumpingToPass" : 1.0,
                    "clumpingToFail" : 1.0,
                    "alpha" : 0.01,
                    "tests" : 3,
                    "logEvidenceToPass" : 6.111896310249419,
                    "logEvidenceToFail" : -5.083095443784712,
                    "confirmed" : false,
                    "lower" : 0.0,
                    "upper" : 85.1101475489528
                  },
                  "sentence" : "registry_get  avg 21.8 ms <= 100 ms (78.2 ms headroom)  n=302 ok=300 err=2 unknown=0  2 failed counted as 2000 ms each  interval up to 85.1 ms  evidence 451:1  duration not known"
                },
                {
                  "verdict" : "PASS",
                  "tool" : "registry",
                  "step" : "registry_get",
                  "metric" : "p95",
                  "limit" : 150.0,
                  "measured" : 8.64,
                  "weight" : {
                    "samples" : 302,
                    "looks" : 0,
                    "decidedBy" : "all samples",
                    "allowed" : 0.05,
                    "badToPass" : 2.0,
                    "samplesToFail" : 302,
                    "badToFail" : 2.0,
                    "disturbed" : 0,
                    "failed" : 2,
                    "clumpingToPass" : 1.0,
                    "clumpingToFail" : 1.0,
                    "alpha" : 0.01,
                    "tests" : 3,
                    "logEvidenceToPass" : 6.96508228959264,
                    "logEvidenceToFail" : -5.514965228390743,
                    "confirmed" : false,
                    "lower" : 8.64,
                    "upper" : 8.64
                  },
                  "sentence" : "registry_get  p95 8.64 ms <= 150 ms (141.36 ms headroom)  n=302 ok=300 err=2 unknown=0  2 of 302 slow (0.7%, allowed 5%)  interval up to 8.64 ms  evidence 1059:1  duration not known"
                },
                {
                  "verdict" : "PASS",
                  "tool" : "registry",
                  "step" : "registry_get",
                  "metric" : "unknownRate",
                  "limit" : 0.0,
                  "measured" : 0.0,
                  "sentence" : "registry_get  unknownRate 0% <= 0%  n=302 ok=300 err=2 unknown=0"
                },
                {
                  "verdict" : "PASS",
                  "tool" : "registry",
                  "step" : "resolve",
                  "metric" : "errorRate",
                  "limit" : 0.0,
                  "measured" : 0.0,
                  "sentence" : "resolve  errorRate 0% <= 0%  n=60 ok=60 err=0 unknown=0"
                },
                {
                  "verdict" : "PASS",
                  "tool" : "registry",
                  "step" : "resolve",
                  "metric" : "unknownRate",
                  "limit" : 0.0,
                  "measured" : 0.0,
                  "sentence" : "resolve  unknownRate 0% <= 0%  n=60 ok=60 err=0 unknown=0"
                }
              ]
            }
            """;

    @Test
    void a_fail_is_written_with_everything_that_was_found() {
        assertThat(text(verdict(Judged.failed()))).isEqualTo(FAIL);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva"})
    void the_bytes_are_the_same_in_every_language(String language) throws Exception {
        assertThat(Judged.under(Locale.forLanguageTag(language), () -> verdict(Judged.failed())))
                .isEqualTo(FAIL.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"PASS, 0", "INCONCLUSIVE, 2", "FAIL, 3"})
    void each_verdict_has_its_exit_code(Verdict verdict, int number) {
        assertThat(ExitCode.of(verdict).number()).isEqualTo(number);
    }

    @Test
    void only_a_pass_is_written_as_0() throws IOException {
        assertThat(head(verdict(Judged.passed()))).isEqualTo("PASS 0");
        assertThat(head(verdict(Judged.inconclusive()))).isEqualTo("INCONCLUSIVE 2");
        assertThat(head(verdict(Judged.failed()))).isEqualTo("FAIL 3");
        assertThat(head(verdict(Judged.of(new SampleLog())))).isEqualTo("INCONCLUSIVE 2");
    }

    @Test
    void what_could_not_be_judged_is_no_pass() {
        assertThat(text(JsonReport.couldNotJudge("there is no perf log at perf.jsonl")))
                .isEqualTo("""
                        {
                          "schemaVersion" : 1,
                          "verdict" : "INCONCLUSIVE",
                          "exitCode" : 1,
                          "reason" : "there is no perf log at perf.jsonl"
                        }
                        """);
    }

    @Test
    void what_was_skipped_is_no_pass() {
        assertThat(text(JsonReport.skipped("release-gate.skip is true"))).isEqualTo("""
                        {
                          "schemaVersion" : 1,
                          "verdict" : "SKIPPED",
                          "exitCode" : 1,
                          "reason" : "release-gate.skip is true"
                        }
                        """);
    }

    @Test
    void faults_of_the_evidence_and_too_few_samples_are_written() throws IOException {
        JsonNode root = new JsonMapper().readTree(verdict(Judged.inconclusive()));
        assertThat(root.path("tornLine")).hasToString("{\"line\":182,\"why\":\"half\"}");
        assertThat(root.path("firstRejectedLines")).hasToString("[{\"line\":181,\"why\":\"\\\"ts\\\" is missing\"}]");
        assertThat(root.at("/findings/1"))
                .hasToString(
                        "{\"verdict\":\"INCONCLUSIVE\",\"kind\":\"TORN_LOG\",\"sentence\":\"perf.jsonl:182: the last"
                                + " line is torn (half): whoever wrote it died or had no room. Half a log is no evidence; measure"
                                + " again.\"}");
        assertThat(root.at("/findings/2"))
                .hasToString("{\"verdict\":\"INCONCLUSIVE\",\"tool\":\"registry\",\"step\":\"registry_get\","
                        + "\"metric\":\"avg\",\"limit\":100.0,\"samplesNeeded\":50,\"measured\":8.64,"
                        + "\"sentence\":\"registry_get  avg: 49 of the 50 samples that a verdict needs; so far 8.64 ms <="
                        + " 100 ms (91.36 ms headroom)  n=49 ok=49 err=0 unknown=0\"}");
    }

    @Test
    void a_step_without_a_success_has_no_latencies() {
        assertThat(text(JsonReport.summary(
                        "perf.jsonl",
                        new SampleLog().failed(1, "put", "conflict").summary())))
                .isEqualTo("""
                        {
                          "schemaVersion" : 1,
                          "samples" : "perf.jsonl",
                          "records" : 1,
                          "warmUps" : 0,
                          "rejectedLines" : 0,
                          "firstRejectedLines" : [ ],
                          "sessions" : [
                            "s1"
                          ],
                          "percentiles" : "nearest rank, of the successes",
                          "steps" : [
                            {
                              "tool" : "registry",
                              "step" : "put",
                              "counts" : {
                                "all" : 1,
                                "success" : 0,
                                "error" : 1,
                                "unknown" : 0
                              },
                              "errorReasons" : {
                                "conflict" : 1
                              }
                            }
                          ]
                        }
                        """);
    }

    /** {@code Double.toString(2e23)} is 1.9999999999999998E23 on JDK 17 and 2.0E23 since JDK 19. */
    @Test
    void numbers_are_written_with_the_fewest_digits_that_give_them_back() {
        byte[] json = JsonReport.summary(
                "perf.jsonl",
                new SampleLog().ok("resolve", 0.002, Double.parseDouble("2e23")).summary());
        assertThat(text(json)).contains("\"min\" : 0.002,", "\"max\" : 2.0E23\n");
    }

    private static byte[] verdict(Judged judged) {
        JsonReport.Judged of = new JsonReport.Judged("perf.jsonl", "", "budgets.json", Judged.ONCE, Optional.empty());
        return JsonReport.verdict(of, judged.log(), judged.judgement());
    }

    private static String head(byte[] json) throws IOException {
        JsonNode root = new JsonMapper().readTree(json);
        return root.path("verdict").textValue() + " " + root.path("exitCode").intValue();
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
