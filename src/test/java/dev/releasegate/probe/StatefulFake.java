package dev.releasegate.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers as the Registry would and keeps what it is given in memory: everything but the Registry. It may have flaws. */
final class StatefulFake implements AutoCloseable {
    static final String KEY = "0123456789abcdef";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REGISTRY = "/v1/registry/";

    /** One thing that it does not do. */
    enum Flaw {
        FORGETS_WHAT_WAS_PUT,
        NEVER_REPLACES,
        COUNTS_NO_VERSIONS,
        DIGESTS_WHAT_WAS_SENT,
        ANSWERS_OTHERWISE_EACH_TIME,
        CHANGES_ITS_TAG,
        HAS_NO_TAG,
        RESOLVES_ANYTHING,
        FINDS_ANYTHING,
        TAKES_ANY_KEY,
        NEEDS_NO_KEY,
        TAKES_ANY_NAME
    }

    private final HttpServer server;
    private final Set<Flaw> flaws;
    private final Map<String, ObjectNode> entries = new ConcurrentHashMap<>();
    private final Map<String, byte[]> pages = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private int answers;

    StatefulFake(Set<Flaw> flaws) throws IOException {
        this.flaws = flaws.isEmpty() ? EnumSet.noneOf(Flaw.class) : EnumSet.copyOf(flaws);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers this path with this JSON. */
    void serves(String path, String json) {
        pages.put(path, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Method and target of every request so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getRawPath();
        byte[] page = pages.get(path);
        if (page != null) {
            send(exchange, 200, page);
        } else if (!path.startsWith("/v1/")) {
            refuse(exchange, 404);
        } else if (!isLetIn(exchange.getRequestHeaders().getFirst("X-API-Key"))) {
            refuse(exchange, 401);
        } else if (path.equals("/v1/resolve")) {
            String query = exchange.getRequestURI().getRawQuery();
            find(exchange, decoded(query.substring("urn=".length())), has(Flaw.RESOLVES_ANYTHING));
        } else {
            registry(exchange, decoded(path.substring(REGISTRY.length())), body);
        }
    }

    private boolean isLetIn(@Nullable String key) {
        return key == null ? has(Flaw.NEEDS_NO_KEY) : key.equals(KEY) || has(Flaw.TAKES_ANY_KEY);
    }

    private void registry(HttpExchange exchange, String urn, byte[] body) throws IOException {
        if (!urn.startsWith("urn:") && !has(Flaw.TAKES_ANY_NAME)) {
            refuse(exchange, 400);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange, urn, body);
        } else {
            find(exchange, urn, false);
        }
    }

    private void put(HttpExchange exchange, String urn, byte[] body) throws IOException {
        JsonNode manifest = JSON.readTree(body).path("manifest");
        ObjectNode before = entries.get(urn);
        boolean isNew = before == null;
        int version = before == null || has(Flaw.COUNTS_NO_VERSIONS)
                ? 1
                : before.path("version").asInt() + 1;
        String canonical = "{\"name\":" + manifest.path("name") + ",\"nonce\":" + manifest.path("nonce") + "}";
        ObjectNode entry = JSON.createObjectNode().put("urn", urn).put("version", version);
        entry.put("digest", sha256(has(Flaw.DIGESTS_WHAT_WAS_SENT) ? manifest.toString() : canonical));
        byte[] receipt = JSON.writeValueAsBytes(entry);
        entry.set("manifest", has(Flaw.FORGETS_WHAT_WAS_PUT) ? JSON.createObjectNode() : manifest);
        if (isNew || !has(Flaw.NEVER_REPLACES)) {
            entries.put(urn, entry);
        }
        send(exchange, isNew ? 201 : 200, receipt);
    }

    private void find(HttpExchange exchange, String urn, boolean isAnything) throws IOException {
        ObjectNode entry = entries.get(urn);
        if (entry == null && has(Flaw.FINDS_ANYTHING)) {
            entry = JSON.createObjectNode().put("urn", urn);
        }
        if (entry == null) {
            refuse(exchange, 404);
            return;
        }
        answers++;
        String tag = "\"" + entry.path("version").asText() + (has(Flaw.CHANGES_ITS_TAG) ? "-" + answers : "") + "\"";
        if (!has(Flaw.HAS_NO_TAG)) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        ObjectNode said = isAnything ? JSON.createObjectNode().put("urn", urn) : entry.deepCopy();
        if (has(Flaw.ANSWERS_OTHERWISE_EACH_TIME)) {
            said.put("now", answers);
        }
        send(exchange, 200, JSON.writeValueAsBytes(said));
    }

    private boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        send(exchange, status, "{\"error\":\"refused\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
