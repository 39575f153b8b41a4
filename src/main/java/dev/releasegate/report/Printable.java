package dev.releasegate.report;

import java.util.Locale;
import java.util.stream.Collectors;

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
        int end = end(text);
        return end < text.length() ? line(text.substring(0, end)) + '…' : line(text);
    }

    /** The same without cutting anything off. */
    public static String line(String text) {
        StringBuilder out = new StringBuilder();
        int end = text.length();
        for (int i = 0; i < end; i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            boolean startsCommand = c == '[' && text.startsWith("##", i - 2);
            out.append(startsCommand || isHarmful(c) ? escaped(c) : Character.toString(c));
        }
        return out.toString();
    }

    /** Where the text is cut off: not between the two halves of one character. */
    private static int end(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text.length();
        }
        boolean halves = Character.isSurrogatePair(text.charAt(MOST_CHARACTERS - 1), text.charAt(MOST_CHARACTERS));
        return halves ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
    }

    private static String escaped(int character) {
        return Character.toString(character)
                .chars()
                .mapToObj(half -> String.format(Locale.ROOT, "\\u%04x", half))
                .collect(Collectors.joining());
    }

    private static boolean isHarmful(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
