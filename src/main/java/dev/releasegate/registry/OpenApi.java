package dev.releasegate.registry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The OpenAPI 3.1 description of this service: every route, every status it answers with, every body. Written with
 * single quotes, which become double ones.
 */
final class OpenApi {
    private static final String INFO = "{'title': 'Registry', 'version': '1',"
            + " 'description': 'Keeps JSON manifests by URN. The bundled service that Release Gate probes.',"
            + " 'license': {'name': 'Apache-2.0', 'identifier': 'Apache-2.0'}}";

    private static final String OPEN = "'security': [], ";

    private static final String SECURITY = "{'key': {'type': 'apiKey', 'in': 'header', 'name': 'X-API-Key'}}";

    private static final String URN_IN_PATH = "{'name': 'urn', 'in': 'path', 'required': true,"
            + " 'description': 'Percent-encoded; decoded once; no query may follow', 'schema': {'$ref': '#/components/schemas/Urn'}}";

    private static final String URN_IN_QUERY = "{'name': 'urn', 'in': 'query', 'required': true,"
            + " 'description': 'Percent-encoded, exactly once and nothing else; a plus sign is a plus sign',"
            + " 'schema': {'$ref': '#/components/schemas/Urn'}}";

    private static final String REGISTRATION = "{'required': true,"
            + " 'description': 'At most 1048576 bytes of UTF-8, not compressed, nested at most 64 deep',"
            + " 'content': {'application/json': {'schema': {'$ref': '#/components/schemas/Registration'}}}}";

    private static final String BAD_REQUEST =
            response(400, "Malformed URN, percent-encoding, JSON or framing, or a query that is not served", "Error");
    private static final String UNAUTHORIZED =
            response(401, "The header X-API-Key is missing, repeated or wrong", "Error");
    private static final String NOT_FOUND = response(404, "Nothing is registered under this URN", "Error");
    private static final String FAILED = response(500, "The service failed", "Error");
    private static final String BUSY =
            response(503, "Too many requests are waiting; Retry-After says how many seconds to wait", "Error");

    /** The answer of {@code /openapi.json}, made once. */
    static final Answer ANSWER = Answer.json(200, document().replace('\'', '"'));

    private OpenApi() {}

    private static String document() {
        return members(
                "'openapi': '3.1.0'",
                "'info': " + INFO,
                "'servers': [{'url': '/'}]",
                "'security': [{'key': []}]",
                "'paths': " + paths(),
                "'components': " + members("'securitySchemes': " + SECURITY, "'schemas': " + schemas()));
    }

    private static String paths() {
        String health = get(about("health", "Whether the service can read its store"), OPEN, health());
        String openapi = get(about("openapi", "This document"), OPEN, List.of(response(200, "It", "OpenApi")));
        return members(
                "'/health': " + members(health),
                "'/openapi.json': " + members(openapi),
                "'/v1/registry/{urn}': " + members("'parameters': [" + URN_IN_PATH + "]", registryGet(), registryPut()),
                "'/v1/resolve': " + members(resolve()));
    }

    private static List<String> health() {
        return List.of(
                response(200, "It can", "Healthy"),
                response(503, "It cannot, or too many requests are waiting", "Unhealthy"));
    }

    private static String registryGet() {
        return get(
                about("registry_get", "The manifest of a URN, and which version it is"),
                "",
                List.of(response(200, "It", "Entry"), BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, FAILED, BUSY));
    }

    private static String registryPut() {
        return put(
                about(
                        "registry_put",
                        "Register a manifest or replace it. Manifest and capabilities change together, and the answer is sent"
                                + " when both are on the disk."),
                "'requestBody': " + REGISTRATION + ", ",
                List.of(
                        response(200, "The manifest was replaced", "Receipt"),
                        response(201, "The URN is new", "Receipt"),
                        BAD_REQUEST,
                        UNAUTHORIZED,
                        response(413, "The body is larger than 1048576 bytes; the connection is closed", "Error"),
                        response(415, "The body is not application/json in UTF-8, or is compressed", "Error"),
                        FAILED,
                        BUSY));
    }

    private static String resolve() {
        return get(
                about("resolve", "The manifest of a URN and its capabilities, both of one version"),
                "'parameters': [" + URN_IN_QUERY + "], ",
                List.of(response(200, "Both", "Resolved"), BAD_REQUEST, UNAUTHORIZED, NOT_FOUND, FAILED, BUSY));
    }

    private static String schemas() {
        return members(
                "'Urn': {'type': 'string', 'maxLength': 1024, 'description': 'urn:nid:nss of RFC 8141, without r-, q-"
                        + " and f-components; answers carry its case-normalised form',"
                        + " 'pattern': '^[Uu][Rr][Nn]:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:[^/].*$'}",
                "'Digest': {'type': 'string', 'pattern': '^[0-9a-f]{64}$',"
                        + " 'description': 'SHA-256 of the canonical form of the manifest (RFC 8785)'}",
                "'Version': {'type': 'integer', 'minimum': 1,"
                        + " 'description': '1 when the URN is new, one more with each further PUT'}",
                "'Capabilities': {'type': 'array', 'items': {'type': 'string', 'minLength': 1}}",
                "'Manifest': {'type': 'object', 'description': 'Any members, names unique; answers carry the canonical"
                        + " form', 'properties': {'capabilities': {'$ref': '#/components/schemas/Capabilities'}}}",
                "'Registration': " + object("manifest", "Manifest"),
                "'Receipt': " + object("urn", "Urn", "digest", "Digest", "version", "Version"),
                "'Entry': "
                        + object(
                                "urn",
                                "Urn",
                                "manifest",
                                "Manifest",
                                "digest",
                                "Digest",
                                "version",
                                "Version",
                                "updatedAt",
                                "Instant"),
                "'Resolved': "
                        + object(
                                "urn",
                                "Urn",
                                "manifest",
                                "Manifest",
                                "capabilities",
                                "Capabilities",
                                "digest",
                                "Digest"),
                "'Instant': {'type': 'string', 'format': 'date-time'}",
                "'Text': {'type': 'string'}",
                "'Healthy': " + object("status", "Text"),
                "'Unhealthy': " + object("status", "Text", "message", "Text"),
                "'OpenApi': {'type': 'object', 'required': ['openapi', 'info', 'paths']}",
                "'Error': " + object("error", "Word", "message", "Text"),
                "'Word': {'enum': ['bad_request', 'unauthorized', 'not_found', 'method_not_allowed',"
                        + " 'payload_too_large', 'unsupported_media_type', 'request_header_fields_too_large',"
                        + " 'http_version_not_supported', 'internal_error', 'service_unavailable']}");
    }

    private static String about(String id, String summary) {
        return "'operationId': '" + id + "', 'summary': '" + summary + "', ";
    }

    private static String get(String about, String more, List<String> responses) {
        return "'get': {" + about + more + "'responses': " + members(responses.toArray(String[]::new)) + "}";
    }

    private static String put(String about, String more, List<String> responses) {
        return "'put': {" + about + more + "'responses': " + members(responses.toArray(String[]::new)) + "}";
    }

    private static String response(int status, String description, String schema) {
        return "'" + status + "': {'description': '" + description + "', 'content': {'application/json': {'schema': "
                + reference(schema) + "}}}";
    }

    /** An object of exactly the given members: name, schema, name, schema and so on. */
    private static String object(String... members) {
        List<String> names = Stream.iterate(0, i -> i < members.length, i -> i + 2)
                .map(i -> "'" + members[i] + "'")
                .toList();
        String properties = Stream.iterate(0, i -> i < members.length, i -> i + 2)
                .map(i -> "'" + members[i] + "': " + reference(members[i + 1]))
                .collect(Collectors.joining(", ", "{", "}"));
        return "{'type': 'object', 'required': " + names + ", 'properties': " + properties
                + ", 'additionalProperties': false}";
    }

    private static String reference(String schema) {
        return "{'$ref': '#/components/schemas/" + schema + "'}";
    }

    private static String members(String... members) {
        return Stream.of(members).collect(Collectors.joining(",\n", "{", "}"));
    }
}
