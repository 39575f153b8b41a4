package dev.releasegate.registry;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a request goes, read from its method and its request target; nothing is decoded yet.
 *
 * @param argument the raw path segment after {@code /v1/registry/}, or the raw query of {@code /v1/resolve}, else empty
 */
record Target(Step step, String argument) {
    private static final String REGISTRY = "/v1/registry/";
    private static final Set<String> READ = Set.of("GET", "HEAD");

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
        String query = mark < 0 ? "" : originForm.substring(mark + 1);
        if (path.equals("/health")) {
            return read(method, Step.HEALTH, "");
        }
        if (path.equals("/openapi.json")) {
            return read(method, Step.OPENAPI, "");
        }
        if (path.equals("/v1/resolve")) {
            return read(method, Step.RESOLVE, query);
        }
        if (path.startsWith(REGISTRY) && path.indexOf('/', REGISTRY.length()) < 0) {
            return registry(method, path.substring(REGISTRY.length()));
        }
        throw Refusal.notFound("No such path; /openapi.json lists them (a / inside a URN is written %2F)");
    }

    /**
     * The URN this target names.
     *
     * @throws Refusal (400) if it names none, more than one, or a malformed one
     */
    Urn urn() throws Refusal {
        return Urn.of(Percent.decode(step == Step.RESOLVE ? onlyUrnOf(argument) : argument));
    }

    private static Target read(String method, Step step, String argument) throws Refusal {
        if (!READ.contains(method)) {
            throw Refusal.methodNotAllowed("GET, HEAD");
        }
        return new Target(step, argument);
    }

    private static Target registry(String method, String segment) throws Refusal {
        if (method.equals("PUT")) {
            return new Target(Step.REGISTRY_PUT, segment);
        }
        if (!READ.contains(method)) {
            throw Refusal.methodNotAllowed("GET, HEAD, PUT");
        }
        return new Target(Step.REGISTRY_GET, segment);
    }

    private static String onlyUrnOf(String query) throws Refusal {
        List<String> values = Stream.of(query.split("&", -1))
                .filter(parameter -> parameter.equals("urn") || parameter.startsWith("urn="))
                .map(parameter -> parameter.substring(Math.min(parameter.length(), "urn=".length())))
                .toList();
        if (values.size() != 1) {
            throw Refusal.badRequest(
                    "The query must hold the parameter urn exactly once, but does " + values.size() + " times");
        }
        return values.get(0);
    }

    private static String originForm(String target) {
        if (!target.regionMatches(true, 0, "http://", 0, "http://".length())) {
            return target;
        }
        int path = target.indexOf('/', "http://".length());
        return path < 0 ? "/" : target.substring(path);
    }
}
