package dev.releasegate.verdict;

import dev.releasegate.verdict.RivalRule.Answer;
import dev.releasegate.verdict.RivalRule.Light;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Simulates how often the rules of others are right, on the shapes, ratios and definitions of
 * {@link OperatingCharacteristic}. Prints one line for each rule, and with {@code --per-shape} every cell behind it.
 */
final class RivalTable {
    private static final Locale LOCALE = Locale.ROOT;

    private RivalTable() {}

    /**
     * What became of many services of one shape at one ratio of the true p95 to the budget.
     *
     * @param runs how many there were
     * @param red how many a rule held for too slow
     * @param green how many it held for fast enough
     * @param samples of all of them
     */
    record Cell(Shape shape, double ratio, int runs, int red, int green, long samples) {
        double redShare() {
            return (double) red / runs;
        }

        double greenShare() {
            return (double) green / runs;
        }

        double meanSamples() {
            return (double) samples / runs;
        }

        /** Red, green and open in per cent, and the mean number of samples. */
        @Override
        public String toString() {
            double open = 1 - redShare() - greenShare();
            return percent(redShare()) + "/" + percent(greenShare()) + "/" + percent(open)
                    + String.format(LOCALE, " n%.0f", meanSamples());
        }

        private static String percent(double share) {
            String text = String.format(LOCALE, "%.1f", 100 * Math.abs(share));
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
    }

    /** Lets a rule judge so many services, each from a seed of its own; every rule is given the same services. */
    static Cell cell(RivalRule rule, Shape shape, double ratio, int runs) {
        Map<Light, Integer> lights = new EnumMap<>(Light.class);
        long samples = 0;
        for (int run = 0; run < runs; run++) {
            Answer answer = rule.judge(shape.source(seed(shape, ratio, run)), 1 / ratio);
            lights.merge(answer.light(), 1, Integer::sum);
            samples += answer.samples();
        }
        return new Cell(
                shape, ratio, runs, lights.getOrDefault(Light.RED, 0), lights.getOrDefault(Light.GREEN, 0), samples);
    }

    private static List<Cell> cells(RivalRule rule, int runs) {
        return Arrays.stream(Shape.values())
                .flatMap(shape ->
                        Arrays.stream(OperatingCharacteristic.RATIOS).mapToObj(ratio -> cell(rule, shape, ratio, runs)))
                .toList();
    }

    /** The line of a rule. */
    private static String line(RivalRule rule, List<Cell> cells) {
        return String.format(
                LOCALE,
                "| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.0f / %.0f / %.0f |",
                rule,
                100 * worst(cells, 0, 0.95, Cell::redShare),
                100 * worst(cells, 1.1, 2, Cell::greenShare),
                100 * mean(cells, 0.9, Cell::redShare),
                100 * mean(cells, 1.1, Cell::greenShare),
                mean(cells, 0.5, Cell::meanSamples),
                mean(cells, 0.8, Cell::meanSamples),
                mean(cells, 1.2, Cell::meanSamples));
    }

    private static double worst(List<Cell> cells, double from, double to, ToDoubleFunction<Cell> share) {
        return cells.stream()
                .filter(cell -> cell.ratio() >= from && cell.ratio() <= to)
                .mapToDouble(share)
                .max()
                .orElseThrow();
    }

    private static double mean(List<Cell> cells, double ratio, ToDoubleFunction<Cell> number) {
        return cells.stream()
                .filter(cell -> cell.ratio() == ratio)
                .mapToDouble(number)
                .average()
                .orElseThrow();
    }

    private static void printCells(RivalRule rule, List<Cell> cells) {
        System.out.println("\n" + rule + ", red/green/open in %, mean samples\n");
        System.out.print("| shape |");
        Arrays.stream(OperatingCharacteristic.RATIOS).forEach(ratio -> System.out.print(" " + ratio + " |"));
        System.out.print("\n|---|" + "---|".repeat(OperatingCharacteristic.RATIOS.length));
        for (Shape shape : Shape.values()) {
            System.out.print("\n| " + shape + " |");
            cells.stream().filter(cell -> cell.shape() == shape).forEach(cell -> System.out.print(" " + cell + " |"));
        }
        System.out.println();
    }

    private static long seed(Shape shape, double ratio, int run) {
        return shape.name().hashCode() * 1_000_003L + Math.round(ratio * 1000) * 7_919L + run * 104_729L;
    }

    /** Prints the table. Arguments: the number of runs in a cell, 1200 by default, and perhaps {@code --per-shape}. */
    public static void main(String[] arguments) {
        boolean perShape = List.of(arguments).contains("--per-shape");
        int runs = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(1200);
        Map<RivalRule, List<Cell>> cells = new EnumMap<>(RivalRule.class);
        for (RivalRule rule : RivalRule.values()) {
            cells.put(rule, cells(rule, runs));
        }
        System.out.println("Over " + Shape.values().length + " shapes; " + runs + " runs a cell\n");
        System.out.println("| rule | worst false FAIL, ratio <= .95 | worst false PASS, ratio >= 1.10 "
                + "| mean false FAIL at .9 | mean false PASS at 1.1 | mean n at .5 / .8 / 1.2 |");
        System.out.println("|---|---|---|---|---|---|");
        cells.forEach((rule, itsCells) -> System.out.println(line(rule, itsCells)));
        if (perShape) {
            cells.forEach(RivalTable::printCells);
        }
    }
}
