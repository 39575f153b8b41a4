package dev.releasegate.registry;

import java.util.HexFormat;

/**
 * One text for one value, after RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code unit, no white
 * space, only the escapes that must be. Two manifests that differ in key order, spacing or spelling of a number have the
 * same canonical form and so the same digest.
 */
final class CanonicalJson {
    private static final HexFormat HEX = HexFormat.of();

    private CanonicalJson() {}

    /** The canonical form of a value. */
    static String of(Json value) {
        StringBuilder out = new StringBuilder(256);
        append(out, value);
        return out.toString();
    }

    /** A string as a canonical JSON string, quotes included. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        appendQuoted(out, text);
        return out.toString();
    }

    private static void append(StringBuilder out, Json value) {
        if (value instanceof Json.Members object) {
            appendMembers(out, object);
        } else if (value instanceof Json.Elements array) {
            appendElements(out, array);
        } else if (value instanceof Json.Text text) {
            appendQuoted(out, text.value());
        } else if (value instanceof Json.Num number) {
            out.append(CanonicalNumber.write(number.value()));
        } else if (value instanceof Json.Literal literal) {
            out.append(
                    switch (literal) {
                        case TRUE -> "true";
                        case FALSE -> "false";
                        case NULL -> "null";
                    });
        }
    }

    private static void appendMembers(StringBuilder out, Json.Members object) {
        char separator = '{';
        for (var member : object.members().entrySet()) {
            out.append(separator);
            appendQuoted(out, member.getKey());
            out.append(':');
            append(out, member.getValue());
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private static void appendElements(StringBuilder out, Json.Elements array) {
        char separator = '[';
        for (Json element : array.elements()) {
            out.append(separator);
            append(out, element);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private static void appendQuoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            appendEscaped(out, text.charAt(i));
        }
        out.append('"');
    }

    private static void appendEscaped(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> {
                if (c < ' ') {
                    out.append("\\u").append(HEX.toHexDigits(c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
