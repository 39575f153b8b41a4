package dev.releasegate.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;

/** What must be true of the version that is there before a PUT may replace it (RFC 9110, section 13). */
sealed interface Precondition {
    /** Nothing is asked for. */
    record None() implements Precondition {}

    /** {@code If-None-Match: *}: there must be no version yet. */
    record Absent() implements Precondition {}

    /** {@code If-Match: *}: there must be a version, whichever. */
    record Present() implements Precondition {}

    /**
     * {@code If-Match: "3-1f40fc92da241694"}: the version must be one of these. A weak tag never matches and is not among
     * them, so that there may be none.
     */
    record OneOf(List<EntityTag> tags) implements Precondition {
        public OneOf {
            tags = List.copyOf(tags);
        }
    }

    Precondition NONE = new None();

    /** A tag in a list of tags. What is between the quotes is of any visible character but a quote. */
    Pattern TAG = Pattern.compile("\\G[ \\t]*(?<weak>W/)?\"(?<opaque>[\\x21\\x23-\\x7e\\x80-\\xff]*)\"[ \\t]*(?:,|$)");

    /**
     * What the headers of a PUT ask for.
     *
     * @throws Refusal (400) if they are malformed, contradict each other, or ask for what a PUT cannot keep
     */
    static Precondition of(HttpRequest request) throws Refusal {
        String match = joined(request, HttpHeaders.IF_MATCH);
        String noneMatch = joined(request, HttpHeaders.IF_NONE_MATCH);
        if (!match.isEmpty() && !noneMatch.isEmpty()) {
            throw Refusal.badRequest("Send If-Match or If-None-Match, but not both");
        }
        if (!noneMatch.isEmpty()) {
            if (!noneMatch.equals("*")) {
                throw Refusal.badRequest(
                        "A PUT takes no If-None-Match but *; to replace a version you know, send If-Match");
            }
            return new Absent();
        }
        if (match.isEmpty()) {
            return NONE;
        }
        return match.equals("*") ? new Present() : new OneOf(tags(match));
    }

    private static List<EntityTag> tags(String list) throws Refusal {
        List<EntityTag> tags = new ArrayList<>();
        Matcher tag = TAG.matcher(list);
        int end = 0;
        while (tag.find()) {
            if (tag.group("weak") == null) {
                EntityTag.read(tag.group("opaque")).ifPresent(tags::add);
            }
            end = tag.end();
        }
        if (end < list.length() || list.endsWith(",")) {
            throw Refusal.badRequest("If-Match must be * or a list of entity tags in quotes, as ETag told them");
        }
        return tags;
    }

    private static String joined(HttpRequest request, String name) {
        return Stream.of(request.getHeaders(name))
                .map(Header::getValue)
                .collect(Collectors.joining(","))
                .strip();
    }
}
