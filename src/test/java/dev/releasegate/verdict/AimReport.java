package dev.releasegate.verdict;

import dev.releasegate.verdict.OperatingCharacteristic.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Holds simulated cells against the aims of the rule, each cell by itself and all that an aim is about together. */
final class AimReport {
    /** The most samples, on average, for a service at half its limit whose calls are independent and not far spread. */
    static final int FEW_SAMPLES = 300;

    private static final Locale LOCALE = Locale.ROOT;

    private final List<Simulated> all = new ArrayList<>();

    private record Simulated(Shape shape, double ratio, Cell cell) {
        @Override
        public String toString() {
            return shape + " at " + ratio;
        }
    }

    void add(Shape shape, double ratio, Cell cell) {
        all.add(new Simulated(shape, ratio, cell));
    }

    /** Whether no aim is contradicted. */
    boolean hold() {
        return missed().isEmpty();
    }

    /** One sentence for each contradiction. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Aim aim : Aim.values()) {
            List<Simulated> of = of(aim);
            of.stream()
                    .filter(one ->
                            !aim.allows(aim.errors(one.cell()), one.cell().runs()))
                    .forEach(one -> missed.add(aim + "; " + one + ": " + errors(aim, List.of(one))));
            if (!of.isEmpty() && !aim.allows(wrong(aim, of), runs(of))) {
                missed.add(aim + "; all together: " + errors(aim, of));
            }
        }
        half().filter(one -> one.cell().meanSamples() > FEW_SAMPLES)
                .forEach(one -> missed.add(few() + "; " + one.shape() + ": " + samples(one)));
        return missed;
    }

    /** What became of each aim, and what so many runs cannot tell. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Aim aim : Aim.values()) {
            List<Simulated> of = of(aim);
            Simulated worst = of.stream()
                    .max(Comparator.comparingInt(one -> aim.errors(one.cell())))
                    .orElseThrow();
            int runs = worst.cell().runs();
            lines.add(
                    aim + ": " + errors(aim, of) + ", most of them " + worst + " with " + errors(aim, List.of(worst)));
            lines.add(String.format(
                    LOCALE,
                    "  by chance up to %d of %d if it is just reached; all together, up to %d of %d; what is sure to be seen "
                            + "in a single cell is a rate of %.1f %%, in all %.2f %%",
                    aim.mostErrors(runs),
                    runs,
                    aim.mostErrors(runs(of)),
                    runs(of),
                    100 * aim.seenFrom(runs),
                    100 * aim.seenFrom(runs(of))));
        }
        List<String> samples =
                half().map(one -> one.shape() + " " + samples(one)).toList();
        lines.add(few() + ": " + String.join(", ", samples));
        lines.addAll(missed().stream().map(one -> "MISSED: " + one).toList());
        lines.add(hold() ? "all of these aims hold" : "not all of these aims hold");
        return lines;
    }

    private List<Simulated> of(Aim aim) {
        return all.stream().filter(one -> aim.isAbout(one.shape(), one.ratio())).toList();
    }

    private Stream<Simulated> half() {
        return all.stream().filter(one -> one.ratio() == 0.5 && one.shape().isEasy());
    }

    private static String few() {
        return "samples at 0.5 of the limit: at most " + FEW_SAMPLES;
    }

    private static String samples(Simulated one) {
        return String.format(LOCALE, "%.0f", one.cell().meanSamples());
    }

    private static int wrong(Aim aim, List<Simulated> of) {
        return of.stream().mapToInt(one -> aim.errors(one.cell())).sum();
    }

    private static int runs(List<Simulated> of) {
        return of.stream().mapToInt(one -> one.cell().runs()).sum();
    }

    private static String errors(Aim aim, List<Simulated> of) {
        return wrong(aim, of) + " of " + runs(of);
    }
}
