package dev.releasegate.registry;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a manifest: a URN of RFC 8141, {@code urn:NID:NSS}, in its case-normalised form.
 *
 * <p>Two spellings are one name if RFC 8141 section 3.1 calls them equivalent: the scheme and the NID are lower-cased and
 * the digits of a percent-encoding upper-cased; the NSS is otherwise compared as it stands, and {@code %41} is not
 * {@code A}. Resolution, query and fragment components ({@code ?+}, {@code ?=}, {@code #}) do not belong to a name and
 * are refused, so that nobody believes them heard.
 *
 * @param value the normalised form; never used as the name of a file
 */
record Urn(String value) {
    /** Longest URN taken, in characters. */
    static final int MAX_LENGTH = 1024;

    private static final Pattern SYNTAX = Pattern.compile("[Uu][Rr][Nn]"
            + ":(?<nid>[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9])"
            + ":(?<nss>(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})++)");

    private static final Pattern PERCENT = Pattern.compile("%[0-9A-Fa-f]{2}");

    Urn {
        Matcher parts = SYNTAX.matcher(value);
        if (value.length() > MAX_LENGTH || !parts.matches()) {
            throw new IllegalArgumentException("not a URN of the form urn:nid:nss: " + value);
        }
        value = "urn:" + parts.group("nid").toLowerCase(Locale.ROOT) + ":"
                + PERCENT.matcher(parts.group("nss"))
                        .replaceAll(hex -> hex.group().toUpperCase(Locale.ROOT));
    }

    /**
     * The URN a caller wrote, percent-decoded already where a URI held it.
     *
     * @throws Refusal 400 if it is none, 414 if it is too long
     */
    static Urn of(String text) throws Refusal {
        if (text.length() > MAX_LENGTH) {
            throw Refusal.uriTooLong("A URN may have " + MAX_LENGTH + " characters at most");
        }
        try {
            return new Urn(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("Not a URN of the form urn:nid:nss (RFC 8141, without ?+, ?= and # components)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
