package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text format of Prometheus, version 0.0.4, read strictly: every family is announced by HELP and TYPE, in this order and
 * once, its samples follow at once, and a histogram is one.
 */
record PrometheusText(Map<String, String> types, Map<String, Double> samples) {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) [^\\\\\n]+");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\\n]*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{" + LABEL + "(?:," + LABEL + ")*})? ([0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern BOUND = Pattern.compile(",le=\"([^\"]+)\"");

    static PrometheusText read(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\n\n", "\r");
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, Double> samples = new LinkedHashMap<>();
        String helped = "";
        String family = "";
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                helped = help.group(1);
            } else if (type.matches()) {
                family = type.group(1);
                assertThat(family).as("HELP stands before %s", line).isEqualTo(helped);
                assertThat(types.put(family, type.group(2)))
                        .as("once: %s", line)
                        .isNull();
            } else {
                assertThat(sample.matches()).as("a sample: %s", line).isTrue();
                assertThat(sample.group(1)).as(line).isIn(names(family, types));
                String name = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
                assertThat(samples.put(name, Double.valueOf(sample.group(3))))
                        .as("once: %s", line)
                        .isNull();
            }
        }
        PrometheusText read = new PrometheusText(types, samples);
        read.checkHistograms();
        return read;
    }

    double value(String sample) {
        assertThat(samples).containsKey(sample);
        return samples.getOrDefault(sample, Double.NaN);
    }

    /** The sum of all samples that begin so. */
    double sum(String start) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(start))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static List<String> names(String family, Map<String, String> types) {
        return "histogram".equals(types.get(family))
                ? List.of(family + "_bucket", family + "_sum", family + "_count")
                : List.of(family);
    }

    /** Buckets grow with their bounds, the last is +Inf, and as many as _count says. */
    private void checkHistograms() {
        Map<String, TreeMap<Double, Double>> series = new HashMap<>();
        samples.forEach((name, value) -> {
            Matcher bound = BOUND.matcher(name);
            if (bound.find()) {
                double upTo =
                        bound.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound.group(1));
                series.computeIfAbsent(bound.replaceAll(""), any -> new TreeMap<>())
                        .put(upTo, value);
            }
        });
        series.forEach((name, buckets) -> {
            assertThat(buckets.lastKey()).as(name).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(new ArrayList<>(buckets.values())).as(name).isSorted();
            assertThat(buckets.lastEntry().getValue()).as(name).isEqualTo(value(name.replace("_bucket", "_count")));
            assertThat(samples).containsKey(name.replace("_bucket", "_sum"));
        });
        assertThat(series).isNotEmpty();
    }
}
