package dev.releasegate.verdict;

import dev.releasegate.summary.Series;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Simulates how often the rule is right, with the classes that judge a release and not a copy of them. Prints the table of
 * FAIL / PASS / too close / not enough evidence in per cent, and the mean number of samples, for each shape and each ratio
 * of the true p95 to the budget.
 */
final class OperatingCharacteristic {
    static final double ALLOWED = 0.05;

    /** The default rule with 10 seconds at 25 requests a second, which is what no gate ends before. */
    static final SequentialRule RULE = new SequentialRule(0.01, 0.01, 250, 400, 3_000);

    static final double[] RATIOS = {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01, 1.05, 1.1, 1.2, 1.5, 2};

    private OperatingCharacteristic() {}

    /**
     * What became of many services of one kind.
     *
     * @param runs how many there were
     * @param rulings how many ended in which way
     * @param samples of all of them
     */
    record Cell(int runs, Map<SequentialRule.Ruling, Integer> rulings, long samples) {
        /** The share of runs that ended so, 0 to 1. */
        double share(SequentialRule.Ruling ruling) {
            return (double) rulings.getOrDefault(ruling, 0) / runs;
        }

        double meanSamples() {
            return (double) samples / runs;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s/%s/%s/%s n%.0f",
                    percent(SequentialRule.Ruling.FAIL),
                    percent(SequentialRule.Ruling.PASS),
                    percent(SequentialRule.Ruling.TOO_CLOSE),
                    percent(SequentialRule.Ruling.NOT_ENOUGH),
                    meanSamples());
        }

        private String percent(SequentialRule.Ruling ruling) {
            String text = String.format(Locale.ROOT, "%.1f", 100 * share(ruling));
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
    }

    /** Judges so many services of that shape, each from a seed of its own. */
    static Cell cell(Shape shape, double ratio, int runs) {
        Map<SequentialRule.Ruling, Integer> rulings = new EnumMap<>(SequentialRule.Ruling.class);
        long samples = 0;
        for (int run = 0; run < runs; run++) {
            Series series = new Series();
            rulings.merge(judge(shape.source(seed(shape, ratio, run)), series, 1 / ratio), 1, Integer::sum);
            samples += series.size();
        }
        return new Cell(runs, rulings, samples);
    }

    private static SequentialRule.Ruling judge(Shape.Source service, Series series, double limitMs) {
        SequentialRule.Ruling ruling = SequentialRule.Ruling.CONTINUE;
        while (ruling == SequentialRule.Ruling.CONTINUE) {
            int next = RULE.nextLook(series.size());
            while (series.size() < next) {
                series.answered(service.next());
            }
            ruling = RULE.rule(Proof.of(series, ALLOWED, limitMs), ALLOWED);
        }
        return ruling;
    }

    private static long seed(Shape shape, double ratio, int run) {
        return shape.name().hashCode() * 1_000_003L + Math.round(ratio * 1000) * 7_919L + run * 104_729L;
    }

    /** Prints the table. The argument is the number of runs in a cell, 1200 by default. */
    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1200;
        System.out.println("FAIL/PASS/too close/not enough evidence in %, mean samples; " + runs + " runs a cell");
        System.out.print("| shape |");
        for (double ratio : RATIOS) {
            System.out.print(" " + ratio + " |");
        }
        System.out.println();
        for (Shape shape : Shape.values()) {
            System.out.print("| " + shape + " |");
            for (double ratio : RATIOS) {
                System.out.print(" " + cell(shape, ratio, runs) + " |");
            }
            System.out.println();
        }
    }
}
