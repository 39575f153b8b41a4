package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionFileTest {
    private static final Instant START = Instant.parse("2026-11-23T16:44:10.000123Z");
    private static final List<String> OUTPUT =
            List.of("listening on port 8080", "", "java.lang.Error: \"no\" \u001b[31m€");

    private static final Service.Sight BEFORE = new Service.Sight(
            new Service.Ours(),
            List.of(new Service.Shown("wrong key", true, "status 401, application/json, 40 bytes")));

    private static final Session.Closed CLOSED = new Session.Closed(
            new Session.Log(250, "ab".repeat(32)),
            new Session.WarmUp(200, true),
            new Session.Clock(START, 1234.567891, 12000.5, -0.25),
            Map.of("resolve", new Session.Rounds(25, 1)),
            new Service(
                    "http://127.0.0.1:40123",
                    Optional.of(new Service.StartedProcess(4711, "ticks 12345", "boot-1", "process 4711 (java)")),
                    "01".repeat(32),
                    Optional.of(new Service.StartedFile("shop.jar", "cd".repeat(32), "ef".repeat(32))),
                    BEFORE,
                    new Service.Sight(new Service.NotOurs("process 4712 (java)"), List.of())),
            Map.of("gcMs", 12.0, "load", 0.5),
            3);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name_the_file() {
        file = folder.resolve("session.json");
    }

    static Stream<Session.State> states() {
        return Stream.of(
                new Session.Open(),
                CLOSED,
                new Session.ServiceDied(7, "the service ended with exit code 3", OUTPUT),
                new Session.NotMeasured("cannot start the service", OUTPUT),
                new Session.NotMeasured("cannot start the service", List.of()),
                new Session.Skipped("release-gate.skip is set"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void what_is_written_is_read_back(Session.State state) throws IOException {
        Session session = session(state);
        SessionFile.write(file, session);

        assertThat(SessionFile.read(file)).isEqualTo(session);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void an_auditor_can_read_it() throws IOException {
        SessionFile.write(file, session(CLOSED));

        assertThat(file).hasContent("""
                {
                  "schemaVersion" : 2,
                  "sessionId" : "s-1",
                  "tool" : "registry",
                  "startedAt" : "2026-11-23T16:44:10.000123Z",
                  "origin" : {
                    "project" : "shop:shop:1.0",
                    "source" : {
                      "commit" : "c1",
                      "tree" : "d1",
                      "dirty" : true
                    },
                    "madeHere" : true,
                    "artifact" : {
                      "name" : "shop.jar",
                      "sha256" : "%1$s"
                    },
                    "environment" : {
                      "os" : "Linux"
                    }
                  },
                  "sealed" : {
                    "plan" : {
                      "rate" : "25",
                      "seed" : "7"
                    },
                    "steps" : [
                      "health",
                      "resolve"
                    ],
                    "termsSha256" : "t1",
                    "nonceSha256" : "n1"
                  },
                  "state" : "CLOSED",
                  "log" : {
                    "records" : 250,
                    "sha256" : "%2$s"
                  },
                  "warmUp" : {
                    "rounds" : 200,
                    "steady" : true
                  },
                  "clock" : {
                    "beganAt" : "2026-11-23T16:44:10.000123Z",
                    "scheduleBeganMs" : 1234.567891,
                    "endedMs" : 12000.5,
                    "driftMs" : -0.25
                  },
                  "rounds" : {
                    "resolve" : {
                      "taken" : 25,
                      "nothingToAsk" : 1
                    }
                  },
                  "service" : {
                    "baseUrl" : "http://127.0.0.1:40123",
                    "process" : {
                      "pid" : 4711,
                      "start" : "ticks 12345",
                      "boot" : "boot-1",
                      "words" : "process 4711 (java)"
                    },
                    "nonce" : "%3$s",
                    "startedFile" : {
                      "name" : "shop.jar",
                      "sha256Before" : "%1$s",
                      "sha256After" : "%4$s"
                    },
                    "before" : {
                      "owner" : "OURS",
                      "proofs" : [
                        {
                          "proof" : "wrong key",
                          "met" : true,
                          "seen" : "status 401, application/json, 40 bytes"
                        }
                      ]
                    },
                    "after" : {
                      "owner" : "NOT_OURS",
                      "who" : "process 4712 (java)",
                      "proofs" : [ ]
                    }
                  },
                  "machine" : {
                    "gcMs" : 12.0,
                    "load" : 0.5
                  },
                  "readinessRequests" : 3
                }
                """.formatted("cd".repeat(32), "ab".repeat(32), "01".repeat(32), "ef".repeat(32)));
    }

    @Test
    void a_session_keeps_its_name_from_state_to_state() {
        assertThat(session(new Session.Open()).in(new Session.Skipped("why")))
                .isEqualTo(session(new Session.Skipped("why")));
    }

    @Test
    void a_missing_file_is_told() {
        assertThatIOException()
                .isThrownBy(() -> SessionFile.read(file))
                .isInstanceOf(NoSuchFileException.class)
                .withMessage(file.toString());
    }

    @Test
    void what_is_not_json_is_told() {
        assertFault("half a line", "session.json is no session record: it is not strict JSON (line 1, column 1)");
        assertFault(
                "{\"sessionId\":\"s-1\",\n\"sessionId\":\"s-2\"}",
                "session.json is no session record: it is not strict JSON (line 2, column 12)");
    }

    @Test
    void what_follows_the_session_is_told() {
        assertFault(
                json("OPEN") + "{}",
                "session.json is no session record: it is not strict JSON (line 1, column "
                        + (json("OPEN").length() + 1) + ")");
    }

    @Test
    void what_is_no_session_is_told() {
        assertFault("", "session.json is no session record: \"schemaVersion\" must be a whole number");
        assertFault("{}", "session.json is no session record: \"schemaVersion\" must be a whole number");
        assertFault("[1]", "session.json is no session record: \"schemaVersion\" must be a whole number");
        assertFault(
                json("OPEN").replace("\"schemaVersion\":2", "\"schemaVersion\":1"),
                "session.json is no session record: \"schemaVersion\" must be 2");
        assertFault(
                json("OPEN").replace("\"s-1\"", "7"),
                "session.json is no session record: \"sessionId\" must be a string");
        assertFault(
                json("OPEN").replace("\"environment\":{}", "\"environment\":25"),
                "session.json is no session record: \"environment\" must be an object");
        assertFault(
                json("OPEN").replace("2026-11-23T16:44:10Z", "today"),
                "session.json is no session record: Text 'today' could not be parsed at index 0");
    }

    @Test
    void an_unknown_state_is_told() {
        assertFault(json("PASSED"), "session.json is no session record: unknown state \"PASSED\"");
    }

    @Test
    void what_a_state_lacks_is_told() {
        assertFault(json("CLOSED"), "session.json is no session record: \"log\" must be an object");
        assertFault(json("SERVICE_DIED"), "session.json is no session record: \"records\" must be a whole number");
        assertFault(json("NOT_MEASURED"), "session.json is no session record: \"reason\" must be a string");
        assertFault(json("SKIPPED"), "session.json is no session record: \"reason\" must be a string");
    }

    @Test
    void the_older_session_stays_when_the_new_one_cannot_be_written() throws IOException {
        Session older = session(new Session.Open());
        SessionFile.write(file, older);
        Files.createDirectories(folder.resolve("session.json.tmp").resolve("in the way"));

        assertThatIOException().isThrownBy(() -> SessionFile.write(file, session(CLOSED)));

        assertThat(SessionFile.read(file)).isEqualTo(older);
    }

    private void assertFault(String content, String message) {
        assertThatIOException()
                .isThrownBy(() -> {
                    Files.writeString(file, content);
                    SessionFile.read(file);
                })
                .withMessage(message);
    }

    private static String json(String state) {
        return "{\"schemaVersion\":2,\"sessionId\":\"s-1\",\"tool\":\"registry\",\"startedAt\":\"2026-11-23T16:44:10Z\","
                + "\"origin\":{\"project\":\"\",\"source\":{\"notKnown\":\"no\"},\"madeHere\":true,\"environment\":{}},"
                + "\"state\":\"" + state + "\"}";
    }

    private static Session session(Session.State state) {
        return new Session(
                "s-1",
                "registry",
                START,
                new Origin(
                        "shop:shop:1.0",
                        new GitState.Known("c1", "d1", true, Optional.empty()),
                        true,
                        Optional.of(new Artifact("shop.jar", "cd".repeat(32))),
                        Map.of("os", "Linux")),
                Optional.of(new Session.Settled(
                        Map.of("rate", "25", "seed", "7"), List.of("health", "resolve"), "t1", "n1")),
                state);
    }
}
