package dev.releasegate.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a request goes, read from its method and its request target; nothing is decoded yet.
 *
 * @param allow the methods that its path has, as the header {@code Allow} lists them
 * @param segment the raw path segment after {@code /v1/registry/}, else empty
 * @param query the raw query, which may be empty, or nothing if the target has none
 */
record Target(Step step, String allow, String segment, Optional<String> query) {
    private static final String REGISTRY = "/v1/registry/";

    /**
     * Finds the route.
     *
     * @param target origin form ({@code /path?query}) or absolute form ({@code http://host/path?query})
     * @throws Refusal 404 for a path that does not exist, 405 for a method the path does not have
     */
    static Target of(String method, String target) throws Refusal {
        String originForm = originForm(target);
        int mark = originForm.indexOf('?');
        String path = mark < 0 ? originForm : originForm.substring(0, mark);
        Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(originForm.substring(mark + 1));
        SortedMap<String, Step> methods = methods(path);
        String allow = String.join(", ", methods.keySet());
        Step step = methods.get(method);
        if (step == null) {
            throw Refusal.methodNotAllowed(allow);
        }
        return new Target(step, allow, isRegistry(path) ? path.substring(REGISTRY.length()) : "", query);
    }

    /** What each method of a path asks for. */
    private static SortedMap<String, Step> methods(String path) throws Refusal {
        SortedMap<String, Step> methods = new TreeMap<>(Map.of("OPTIONS", Step.OPTIONS));
        if (isRegistry(path)) {
            methods.put("PUT", Step.REGISTRY_PUT);
        }
        if (path.equals("/v1/query")) {
            methods.put("POST", Step.QUERY);
        } else {
            Step read = read(path);
            methods.put("GET", read);
            methods.put("HEAD", read);
        }
        return methods;
    }

    private static Step read(String path) throws Refusal {
        if (isRegistry(path)) {
            return Step.REGISTRY_GET;
        }
        return switch (path) {
            case "/health" -> Step.HEALTH;
            case "/openapi.json" -> Step.OPENAPI;
            case "/metrics" -> Step.METRICS;
            case "/v1/resolve" -> Step.RESOLVE;
            default ->
                throw Refusal.notFound("No such path; /openapi.json lists them (a / inside a URN is written %2F)");
        };
    }

    private static boolean isRegistry(String path) {
        return path.startsWith(REGISTRY) && path.indexOf('/', REGISTRY.length()) < 0;
    }

    /**
     * The URN this target names.
     *
     * @throws Refusal (400) if it names none, more than one, or a malformed one, or says more than the name
     */
    Urn urn() throws Refusal {
        return Urn.of(Percent.decode(step == Step.RESOLVE ? onlyUrnOf(query.orElse("")) : onlySegment()));
    }

    /** A query after the URN would be an r- or q-component: who sends one must not believe it heard. */
    private String onlySegment() throws Refusal {
        if (query.isPresent()) {
            throw Refusal.badRequest("This path takes no query: r- and q-components (?+ and ?=) do not belong to the"
                    + " name of a manifest, so leave out the ? and what follows it");
        }
        return segment;
    }

    private static String onlyUrnOf(String query) throws Refusal {
        List<String> parameters = Stream.of(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .toList();
        if (!parameters.stream().allMatch(Target::isUrn)) {
            throw Refusal.badRequest(
                    "The query may hold the parameter urn and no other (a & inside a URN is written %26)");
        }
        List<String> values = parameters.stream()
                .map(parameter -> parameter.substring(Math.min(parameter.length(), "urn=".length())))
                .toList();
        if (values.size() != 1) {
            throw Refusal.badRequest(
                    "The query must hold the parameter urn exactly once, but does " + values.size() + " times");
        }
        return values.get(0);
    }

    private static boolean isUrn(String parameter) {
        return parameter.equals("urn") || parameter.startsWith("urn=");
    }

    private static String originForm(String target) {
        if (!target.regionMatches(true, 0, "http://", 0, "http://".length())) {
            return target;
        }
        int path = target.indexOf('/', "http://".length());
        return path < 0 ? "/" : target.substring(path);
    }
}
