package dev.releasegate.report;

import java.util.Locale;

/** Makes text that a server or a foreign log chose harmless to print: it stays on its line and gives no commands. */
public final class Printable {
    private static final int MOST_CHARACTERS = 500;

    private Printable() {}

    /**
     * The text on one line: characters that control the terminal, the line or the direction of writing are written as
     * escapes of four hexadecimal digits, and so is the bracket of a build server's command {@code ##[}; what is longer
     * than 500 characters is cut off with "…".
     */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        int end = Math.min(text.length(), MOST_CHARACTERS);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean startsCommand = c == '[' && i >= 2 && text.charAt(i - 1) == '#' && text.charAt(i - 2) == '#';
            if (startsCommand || isHarmful(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return end < text.length() ? out.append('…').toString() : out.toString();
    }

    private static boolean isHarmful(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> !Character.isSurrogate(c);
            default -> false;
        };
    }
}
