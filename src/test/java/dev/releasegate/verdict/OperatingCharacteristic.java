package dev.releasegate.verdict;

import dev.releasegate.summary.Percentile;
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
    /** The default rule: 10 seconds at 25 requests a second are 251 samples, which is what no PASS comes before. */
    static final Rule.Sequential RULE = new Rule.Sequential(SequentialRule.DEFAULT);

    /** How many milliseconds lie between two requests at 25 a second. */
    private static final double SLOT_MS = 40;

    static final double[] RATIOS = {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01, 1.05, 1.1, 1.2, 1.5, 2};

    private OperatingCharacteristic() {}

    /** How one service ended. */
    enum Ending {
        PASS,
        FAIL,
        TOO_CLOSE,
        /** There are no more samples, and they prove too little; or the service seemed to warm up. */
        NOT_ENOUGH;

        static Ending of(BudgetFinding.Result result) {
            return switch (result.verdict()) {
                case PASS -> PASS;
                case FAIL -> FAIL;
                case INCONCLUSIVE ->
                    result instanceof BudgetFinding.Undecided undecided && undecided.why() == Why.TOO_CLOSE
                            ? TOO_CLOSE
                            : NOT_ENOUGH;
            };
        }
    }

    /**
     * What became of many services of one kind.
     *
     * @param runs how many there were
     * @param endings how many ended in which way
     * @param samples of all of them
     */
    record Cell(int runs, Map<Ending, Integer> endings, long samples) {
        /** The share of runs that ended so, 0 to 1. */
        double share(Ending ending) {
            return (double) endings.getOrDefault(ending, 0) / runs;
        }

        double meanSamples() {
            return (double) samples / runs;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s/%s/%s/%s n%.0f",
                    percent(Ending.FAIL),
                    percent(Ending.PASS),
                    percent(Ending.TOO_CLOSE),
                    percent(Ending.NOT_ENOUGH),
                    meanSamples());
        }

        private String percent(Ending ending) {
            String text = String.format(Locale.ROOT, "%.1f", 100 * share(ending));
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
    }

    /** Judges so many services of that shape, each from a seed of its own. */
    static Cell cell(Shape shape, double ratio, int runs) {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        long samples = 0;
        for (int run = 0; run < runs; run++) {
            Series series = new Series();
            endings.merge(judge(shape.source(seed(shape, ratio, run)), series, 1 / ratio), 1, Integer::sum);
            samples += series.size();
        }
        return new Cell(runs, endings, samples);
    }

    private static Ending judge(Shape.Source service, Series series, double limitMs) {
        SequentialTest test = new SequentialTest(RULE, new Slower(new Percentile(95), limitMs), 1);
        while (test.look(series).isEmpty() && series.size() < RULE.numbers().maxSamples()) {
            series.add(service.next(), series.size() * SLOT_MS, 0);
        }
        return Ending.of(test.conclude(series));
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
