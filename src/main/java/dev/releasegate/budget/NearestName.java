package dev.releasegate.budget;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a misspelt name was meant to be. */
public final class NearestName {
    private static final int EDIT = 2;
    private static final int SWAP = 1;

    private NearestName() {}

    /**
     * The known name that needs the fewest edits, if they are no more than a third of its length; one edit is always
     * forgiven. A swap of neighbours is the likeliest slip and counts half. Upper and lower case do not count.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> edits(name, candidate) <= EDIT * Math.max(1, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> edits(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The end of an error message: {@code ; did you mean "p95"? Known are avg, p95.} */
    public static String hint(String name, Collection<String> known) {
        return hint(name, known, "");
    }

    /** The same for names that all begin alike; what they begin with is no part of the comparison. */
    public static String hint(String name, Collection<String> known, String prefix) {
        return to(name, known)
                        .map(nearest -> "; did you mean \"" + prefix + nearest + "\"?")
                        .orElse(".")
                + known.stream()
                        .distinct()
                        .map(other -> prefix + other)
                        .collect(Collectors.joining(", ", " Known are ", "."));
    }

    /** What the insertions, deletions, replacements and swaps cost that turn one name into the other. */
    private static int edits(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? EDIT * (i + j) : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : EDIT);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + EDIT);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + SWAP) : best;
    }
}
