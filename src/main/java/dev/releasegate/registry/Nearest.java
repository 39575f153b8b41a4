package dev.releasegate.registry;

import java.util.Collection;
import java.util.Comparator;

/** What a misspelt name was meant to be. */
final class Nearest {
    private Nearest() {}

    /** The end of an error message; names the nearest of the known names if it is near at all. */
    static String hint(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(candidate, name) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(nearest -> "; perhaps you meant " + nearest)
                .orElse("; --help lists all that there is");
    }

    /** Levenshtein distance: how many letters to add, drop or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
