package dev.releasegate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasegate.record.ErrorReason;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an OpenAPI 3 document promises that can be asked for without knowing what the service is about. */
final class OpenApiDocument {
    private final JsonNode document;
    private final String prefix;
    private final Map<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** See {@link OpenApiBehaviours} for the parameters. */
    OpenApiDocument(JsonNode document, String basePath, Map<String, String> keys) {
        this.document = document;
        this.prefix = prefix(document.at("/servers/0/url").asText(), basePath);
        this.keys.putAll(keys);
    }

    /** What proves most comes first: what is not there, a wrong key, no key, a path that is none. Empty if it promises nothing. */
    List<Call> proofs() {
        List<Call> unknown = new ArrayList<>();
        List<Call> wrong = new ArrayList<>();
        List<Call> none = new ArrayList<>();
        document.path("paths").properties().forEach(path -> {
            OpenApiGet get = new OpenApiGet(document, path.getKey(), path.getValue());
            if (get.canBeAsked()) {
                unknown(get).ifPresent(unknown::add);
                Set<Integer> refusals = get.documented(401, 403);
                get.keyHeader().filter(header -> !refusals.isEmpty()).ifPresent(header -> {
                    String key = RandomText.unlike(keys.getOrDefault(header, "0".repeat(32)));
                    refused(get, "with a wrong " + header, Map.of(header, key), refusals)
                            .ifPresent(wrong::add);
                    refused(get, "without " + header, Map.of(), refusals).ifPresent(none::add);
                });
            }
        });
        unknown.addAll(wrong);
        unknown.addAll(none);
        if (!unknown.isEmpty()) {
            String path = "/" + RandomText.word();
            call("GET of a path that is none is answered 404", path, Map.of(), Set.of(404))
                    .ifPresent(unknown::add);
        }
        return unknown;
    }

    private Optional<Call> unknown(OpenApiGet get) {
        Optional<String> header = get.keyHeader();
        boolean mayAsk = header.map(keys::containsKey).orElse(!get.isSecured());
        if (!mayAsk || get.documented(404).isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> key =
                header.map(name -> Map.of(name, keys.getOrDefault(name, ""))).orElse(Map.of());
        return get.pathOfUnknown()
                .flatMap(path -> call(get + " of something unknown is answered 404", path, key, Set.of(404)));
    }

    private Optional<Call> refused(OpenApiGet get, String how, Map<String, String> headers, Set<Integer> statuses) {
        return get.pathOfAnything()
                .flatMap(path -> call(get + " " + how + " is answered " + words(statuses), path, headers, statuses));
    }

    /** Empty if the document has a path, or a name of a header, that cannot be sent. */
    private Optional<Call> call(String name, String path, Map<String, String> headers, Set<Integer> statuses) {
        Expectation expectation = answer -> statuses.contains(answer.status())
                ? Optional.empty()
                : Optional.of(ErrorReason.ofStatus(answer.status()));
        try {
            return Optional.of(new Call(name, "GET", prefix + path, headers, Optional.empty(), expectation));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String words(Set<Integer> statuses) {
        return String.join(
                " or ", new TreeSet<>(statuses).stream().map(String::valueOf).toList());
    }

    /** What the paths of the document begin with, as seen from the base URL of the service. */
    private static String prefix(String server, String basePath) {
        try {
            String path = URI.create(server).getRawPath();
            String whole = path == null ? "" : path.replaceFirst("/+$", "");
            String base = basePath.replaceFirst("/+$", "");
            return whole.equals(base) || whole.startsWith(base + "/") ? whole.substring(base.length()) : whole;
        } catch (IllegalArgumentException e) {
            return ""; // with variables in it
        }
    }
}
