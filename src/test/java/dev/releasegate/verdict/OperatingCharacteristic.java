package dev.releasegate.verdict;

import dev.releasegate.budget.Limit;
import dev.releasegate.budget.Metric;
import dev.releasegate.summary.Series;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Simulates how often the rule is right, with the classes that judge a release and not a copy of them. Prints the table of
 * FAIL / PASS / too close / not enough evidence in per cent, and the mean number of samples, for each shape and each ratio
 * of the true p95, or the true mean, to the limit.
 *
 * @param metric what is limited, {@code P95} or {@code AVG}
 * @param seeds which seeds; the same number always gives the same services
 */
record OperatingCharacteristic(Metric metric, int seeds) {
    /** Of a p95, on the seeds that the tables were printed with. */
    static final OperatingCharacteristic OF_P95 = new OperatingCharacteristic(Metric.P95, 0);

    /** Of an average, on the same seeds. */
    static final OperatingCharacteristic OF_AVG = new OperatingCharacteristic(Metric.AVG, 0);

    /** The default rule: 10 seconds at 25 requests a second are 251 samples, which is what no PASS comes before. */
    static final Rule.Sequential RULE = new Rule.Sequential(SequentialRule.DEFAULT);

    /** How many milliseconds lie between two requests at 25 a second. */
    private static final double SLOT_MS = 40;

    static final double[] RATIOS = {0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01, 1.05, 1.1, 1.2, 1.5, 2};

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
        int count(Ending ending) {
            return endings.getOrDefault(ending, 0);
        }

        /** The share of runs that ended so, 0 to 1. */
        double share(Ending ending) {
            return (double) count(ending) / runs;
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
    Cell cell(Shape shape, double ratio, int runs) {
        Claim claim = Claim.of(new Limit(metric, 1 / ratio)).orElseThrow();
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        long samples = 0;
        for (int run = 0; run < runs; run++) {
            long seed = seed(shape, ratio, run);
            Series series = new Series();
            Shape.Source service = metric == Metric.AVG ? shape.sourceByMean(seed) : shape.source(seed);
            endings.merge(judge(service, series, claim), 1, Integer::sum);
            samples += series.size();
        }
        return new Cell(runs, endings, samples);
    }

    private static Ending judge(Shape.Source service, Series series, Claim claim) {
        SequentialTest test = new SequentialTest(RULE, claim, 1);
        while (test.look(series).isEmpty() && series.size() < RULE.numbers().maxSamples()) {
            series.add(service.next(), series.size() * SLOT_MS, 0);
        }
        return Ending.of(test.conclude(series));
    }

    private long seed(Shape shape, double ratio, int run) {
        return shape.name().hashCode() * 1_000_003L
                + Math.round(ratio * 1000) * 7_919L
                + run * 104_729L
                + seeds * 15_485_863_000_003L;
    }

    /**
     * Prints the table, and which aims it meets; ends with 1 if it misses one. The arguments, each of which may be left out
     * from the end: the number of runs in a cell, 1200 by default; what is limited, {@code p95} or {@code avg}; which seeds,
     * 0 by default.
     */
    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1200;
        Metric metric = arguments.length > 1 && arguments[1].equals("avg") ? Metric.AVG : Metric.P95;
        int seeds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        OperatingCharacteristic rule = new OperatingCharacteristic(metric, seeds);
        System.out.println("FAIL/PASS/too close/not enough evidence in %, mean samples; true " + metric.label()
                + " by limit; " + runs + " runs a cell, seeds " + seeds);
        System.out.print("| shape |");
        for (double ratio : RATIOS) {
            System.out.print(" " + ratio + " |");
        }
        System.out.println();
        AimReport aims = new AimReport();
        for (Shape shape : Shape.values()) {
            System.out.print("| " + shape + " |");
            for (double ratio : RATIOS) {
                Cell cell = rule.cell(shape, ratio, runs);
                aims.add(shape, ratio, cell);
                System.out.print(" " + cell + " |");
            }
            System.out.println();
        }
        System.out.println();
        aims.lines().forEach(System.out::println);
        if (!aims.hold()) {
            System.exit(1);
        }
    }
}
