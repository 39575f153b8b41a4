package dev.releasegate.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of one line into a perf record, or says why they are none. */
final class PerfRecordParser {
    /** What stands under {@code phase} for a sample that only warmed the service up. */
    static final String WARM_UP = "warmup";

    private static final int SHOWN_CHARACTERS = 40;

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    PerfRecord parse(RawLine line) throws NotAPerfRecordException {
        Optional<String> fault = line.fault();
        if (fault.isPresent()) {
            throw new NotAPerfRecordException(fault.get());
        }
        try (JsonParser in = json.createParser(line.buffer(), 0, line.length())) {
            PerfRecord entry = new Fields(in).toRecord();
            if (in.nextToken() != null) {
                throw new NotAPerfRecordException("there is more after the JSON object");
            }
            return entry;
        } catch (JsonProcessingException e) {
            throw NotAPerfRecordException.notJson(e);
        } catch (IOException e) {
            throw new NotAPerfRecordException("not JSON: " + e.getMessage());
        }
    }

    /** The fields of one JSON object, as far as a perf record has them; all others are skipped. */
    private static final class Fields {
        private @Nullable Instant ts;
        private @Nullable String sessionId;
        private @Nullable String tool;
        private @Nullable String step;
        private @Nullable Double ms;
        private @Nullable Boolean ok;
        private @Nullable String errorReason;
        private Phase phase = Phase.MEASURED;
        private @Nullable Double dueMs;
        private double waitMs;
        private double lagMs;
        private OptionalDouble connectMs = OptionalDouble.empty();
        private OptionalDouble tlsMs = OptionalDouble.empty();
        private OptionalDouble firstByteMs = OptionalDouble.empty();
        private OptionalDouble bodyMs = OptionalDouble.empty();
        private Optional<Control> control = Optional.empty();
        private Optional<RequestId> requestId = Optional.empty();
        private Optional<String> proof = Optional.empty();

        Fields(JsonParser in) throws IOException, NotAPerfRecordException {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new NotAPerfRecordException("the line must be a JSON object");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                read(name, in);
            }
        }

        private void read(String name, JsonParser in) throws IOException, NotAPerfRecordException {
            switch (name) {
                case "ts" -> ts = instant(text(name, in));
                case "sessionId" -> sessionId = text(name, in);
                case "tool" -> tool = text(name, in);
                case "step" -> step = text(name, in);
                case "ms" -> ms = milliseconds(name, in);
                case "ok" -> ok = in.currentToken().isBoolean() ? (Boolean) in.getBooleanValue() : null;
                case "errorReason" -> errorReason = in.currentToken() == JsonToken.VALUE_NULL ? null : text(name, in);
                case "phase" -> phase = phase(text(name, in));
                case "dueMs" -> dueMs = milliseconds(name, in);
                case "waitMs" -> waitMs = milliseconds(name, in);
                case "lagMs" -> lagMs = milliseconds(name, in);
                case "connectMs" -> connectMs = OptionalDouble.of(milliseconds(name, in));
                case "tlsMs" -> tlsMs = OptionalDouble.of(milliseconds(name, in));
                case "firstByteMs" -> firstByteMs = OptionalDouble.of(milliseconds(name, in));
                case "bodyMs" -> bodyMs = OptionalDouble.of(milliseconds(name, in));
                case "controlMs" -> control = Optional.of(new Control.Took(milliseconds(name, in)));
                case "controlFailed" -> control = isTrue(name, in) ? Optional.of(Control.FAILED) : control;
                case "requestId" -> requestId = Optional.of(requestId(text(name, in)));
                case "proof" -> proof = Optional.of(text(name, in));
                default -> {}
            }
            in.skipChildren();
        }

        PerfRecord toRecord() throws NotAPerfRecordException {
            try {
                return new PerfRecord(
                        present("ts", ts),
                        present("sessionId", sessionId),
                        new Step(present("tool", tool), present("step", step)),
                        present("ms", ms),
                        outcome(),
                        new Circumstances(phase, timing(), control, requestId, proof));
            } catch (IllegalArgumentException e) {
                throw new NotAPerfRecordException(String.valueOf(e.getMessage()));
            }
        }

        private Optional<Timing> timing() {
            return dueMs == null
                    ? Optional.empty()
                    : Optional.of(new Timing(dueMs, waitMs, lagMs, connectMs, tlsMs, firstByteMs, bodyMs));
        }

        private Outcome outcome() throws NotAPerfRecordException {
            if (ok == null) {
                return Outcome.UNKNOWN;
            }
            if (ok) {
                if (errorReason != null) {
                    throw new NotAPerfRecordException(
                            "\"errorReason\" belongs to a record with \"ok\": false, but \"ok\" is true");
                }
                return Outcome.SUCCESS;
            }
            return new Outcome.Failure(reason(present("errorReason", errorReason)));
        }

        private static <T> T present(String name, @Nullable T value) throws NotAPerfRecordException {
            if (value == null) {
                throw new NotAPerfRecordException("\"" + name + "\" is missing");
            }
            return value;
        }

        private static String text(String name, JsonParser in) throws IOException, NotAPerfRecordException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw new NotAPerfRecordException("\"" + name + "\" must be a string, but is " + shown(in));
            }
            return in.getText();
        }

        private static Instant instant(String text) throws NotAPerfRecordException {
            try {
                if (text.endsWith("Z")) {
                    return Instant.parse(text);
                }
            } catch (DateTimeParseException e) {
                // said below, as for a time that is not in UTC
            }
            throw new NotAPerfRecordException("\"ts\" must be a time in UTC such as 2026-11-23T16:44:10.123Z, but is \""
                    + text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS)) + "\"");
        }

        private static Phase phase(String text) throws NotAPerfRecordException {
            if (!text.equals(WARM_UP)) {
                throw new NotAPerfRecordException(
                        "\"phase\" must be " + WARM_UP + " or left out, but is \"" + shortened(text) + "\"");
            }
            return Phase.WARM_UP;
        }

        private static boolean isTrue(String name, JsonParser in) throws IOException, NotAPerfRecordException {
            if (!in.currentToken().isBoolean()) {
                throw new NotAPerfRecordException("\"" + name + "\" must be true or false, but is " + shown(in));
            }
            return in.getBooleanValue();
        }

        private static ErrorReason reason(String code) throws NotAPerfRecordException {
            return ErrorReason.of(code)
                    .orElseThrow(() -> new NotAPerfRecordException(
                            "\"errorReason\" must be a known reason such as not_found or http_418, but is \""
                                    + shortened(code) + "\""));
        }

        private static RequestId requestId(String text) throws NotAPerfRecordException {
            try {
                return new RequestId(text);
            } catch (IllegalArgumentException e) {
                throw new NotAPerfRecordException(e.getMessage() + ", but is \"" + shortened(text) + "\"");
            }
        }

        private static double milliseconds(String name, JsonParser in) throws IOException, NotAPerfRecordException {
            if (in.currentToken().isNumeric()) {
                double value = in.getDoubleValue();
                if (value >= 0 && Double.isFinite(value)) {
                    return value + 0.0; // -0.0 becomes 0.0
                }
            }
            throw new NotAPerfRecordException("\"" + name + "\" must be a finite number >= 0, but is " + shown(in));
        }

        private static String shown(JsonParser in) throws IOException {
            return switch (in.currentToken()) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "an array";
                case VALUE_STRING -> '"' + shortened(in.getText()) + '"';
                default -> shortened(in.getText());
            };
        }

        private static String shortened(String text) {
            return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        }
    }
}
