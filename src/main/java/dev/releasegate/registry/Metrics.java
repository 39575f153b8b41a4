package dev.releasegate.registry;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;

/** The figures of a running server as {@code /metrics} tells them: the text format of Prometheus, version 0.0.4. */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "release_gate_registry_";
    private static final String DESCRIPTOR = "/META-INF/maven/dev.releasegate/release-gate-maven-plugin/pom.properties";
    private static final int NANO_DIGITS = 9;

    private final Traffic traffic;
    private final Desk desk;
    private final Instant startedAt = Instant.now();

    Metrics(Traffic traffic, Desk desk) {
        this.traffic = traffic;
        this.desk = desk;
    }

    /** All of them, as they are now. */
    Answer answer() {
        StringBuilder text = new StringBuilder(1 << 14);
        requests(text);
        durations(text);
        family(text, "requests_in_flight", "gauge", "Requests that have begun and are not over, this one included.");
        sample(text, "requests_in_flight", "", traffic.inFlight());
        family(text, "store_waiting", "gauge", "Requests that wait for the store, by queue.");
        sample(text, "store_waiting", "queue=\"read\"", desk.waitingReads());
        sample(text, "store_waiting", "queue=\"write\"", desk.waitingWrites());
        family(text, "perf_log_records_total", "counter", "Records written to the perf log by this process.");
        sample(text, "perf_log_records_total", "", traffic.witness().written());
        family(text, "perf_log_lost_total", "counter", "Records that should be in the perf log and are not.");
        sample(text, "perf_log_lost_total", "", traffic.witness().lost());
        family(text, "start_time_seconds", "gauge", "When the process began to listen, in seconds since 1970 in UTC.");
        sample(text, "start_time_seconds", "", BigDecimal.valueOf(startedAt.toEpochMilli(), 3));
        family(text, "build_info", "gauge", "Which version this is; always 1.");
        sample(text, "build_info", "version=\"" + version() + "\"", 1);
        return Answer.text(CONTENT_TYPE, text.toString());
    }

    private void requests(StringBuilder text) {
        family(text, "requests_total", "counter", "Requests by step and by status of the answer; none: not answered.");
        for (Step step : Step.values()) {
            for (Map.Entry<Integer, LongAdder> count :
                    traffic.counts().byStatus(step).entrySet()) {
                String status = count.getKey() == RequestCounts.UNANSWERED ? "none" : String.valueOf(count.getKey());
                String labels = step(step) + ",status=\"" + status + "\"";
                sample(text, "requests_total", labels, count.getValue().sum());
            }
        }
    }

    private void durations(StringBuilder text) {
        String name = "request_duration_seconds";
        family(text, name, "histogram", "From the first byte read to the last byte written, by step.");
        for (Step step : Step.values()) {
            LatencyHistogram latencies = traffic.latencies(step);
            long all = latencies.read((bound, upToIt) ->
                    sample(text, name + "_bucket", step(step) + ",le=\"" + seconds(bound) + "\"", upToIt));
            sample(text, name + "_bucket", step(step) + ",le=\"+Inf\"", all);
            sample(text, name + "_sum", step(step), seconds(latencies.sumNanos()));
            sample(text, name + "_count", step(step), all);
        }
    }

    private static String step(Step step) {
        return "step=\"" + step.word() + "\"";
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static void family(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void sample(StringBuilder text, String name, String labels, Object value) {
        text.append(PREFIX).append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String version() {
        return Version.OF_THIS_PROGRAM;
    }

    /** Read when it is first asked for, and once. */
    private static final class Version {
        static final String OF_THIS_PROGRAM = read();

        private static String read() {
            Properties properties = new Properties();
            try (InputStream descriptor = Metrics.class.getResourceAsStream(DESCRIPTOR)) {
                if (descriptor != null) {
                    properties.load(descriptor);
                }
            } catch (IOException e) {
                Trouble.report("version", e);
            }
            return properties.getProperty("version", "unknown").replaceAll("[^A-Za-z0-9._+-]", "_");
        }
    }
}
