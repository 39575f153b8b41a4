package dev.releasegate.registry;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.registry.Operation.Failed;
import dev.releasegate.registry.Operation.Missing;
import dev.releasegate.registry.Operation.Outcome;
import dev.releasegate.registry.Operation.Put;
import dev.releasegate.registry.Operation.Refused;
import dev.releasegate.registry.Operation.Seen;
import dev.releasegate.registry.Operation.Stored;
import dev.releasegate.registry.Operation.Unsure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One client of a history: sends one request after the other, each PUT with a manifest that nobody else sends, and notes
 * what it is told. For one thread.
 */
final class HistoryClient {
    private static final Pattern STORED = Pattern.compile("\"digest\":\"([0-9a-f]{64})\",\"version\":(\\d+)");
    private static final Pattern SEEN =
            Pattern.compile("\"manifest\":(\\{.*}),\"digest\":\"([0-9a-f]{64})\",\"version\":(\\d+)");
    private static final Pattern RESOLVED =
            Pattern.compile("\"manifest\":(\\{.*}),\"capabilities\":(\\[.*]),\"digest\":\"([0-9a-f]{64})\"");
    private static final Pattern CAPABILITIES = Pattern.compile("\"capabilities\":(\\[.*?])");

    /** How large manifests are: one in so many, by chance, up to the larger size, the others up to the smaller one. */
    record Padding(int oneIn, int larger, int smaller) {
        /** Mostly within one page of the store, sometimes over many. */
        static final Padding MOSTLY_SMALL = new Padding(20, 20_000, 300);

        /** So that the log is full after some tens of them, and is folded into the database. */
        static final Padding LARGE = new Padding(2, 400_000, 300);
    }

    private final String name;
    private final Random random;
    private final Padding padding;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, String> tags = new HashMap<>();
    private int sent;

    /**
     * A client that decides by chance.
     *
     * @param name which no other client of the history has
     */
    HistoryClient(String name, long seed, Padding padding) {
        this.name = name;
        random = new Random(seed);
        this.padding = padding;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * Sends a request on one of the URNs: a GET, or one of the PUTs there are.
     *
     * @throws IOException if the connection broke; what was sent is noted
     */
    void next(RegistryConnection connection, List<String> urns, int percentPut) throws IOException {
        String urn = urns.get(random.nextInt(urns.size()));
        if (random.nextInt(100) >= percentPut) {
            get(connection, urn);
            return;
        }
        int kind = random.nextInt(10);
        String tag = tags.getOrDefault(urn, "");
        if (kind == 0) {
            put(connection, urn, OptionalLong.of(0), "If-None-Match: *\r\n");
        } else if (kind < 6 && !tag.isEmpty()) {
            put(connection, urn, OptionalLong.of(version(tag)), "If-Match: " + tag + "\r\n");
        } else {
            put(connection, urn);
        }
    }

    /** As {@link #next}; returns whether there was an answer, whatever it was. */
    boolean isAnswered(RegistryConnection connection, List<String> urns, int percentPut) {
        try {
            next(connection, urns, percentPut);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Puts without a precondition; returns whether it was acknowledged. */
    boolean put(RegistryConnection connection, String urn) throws IOException {
        put(connection, urn, OptionalLong.empty(), "");
        return operations.get(operations.size() - 1).outcome() instanceof Stored;
    }

    /** Reads; a 5xx tells nothing and is not noted. */
    void get(RegistryConnection connection, String urn) throws IOException {
        long begin = System.nanoTime();
        RegistryConnection.Reply reply = connection.get("/v1/registry/" + urn);
        long end = System.nanoTime();
        if (reply.status() == 200) {
            Matcher seen = found(SEEN, reply.body());
            String digest = seen.group(2);
            operations.add(new Operation(
                    urn, begin, end, new Seen(Long.parseLong(seen.group(3)), digest, Sha256.hex(seen.group(1)))));
            tags.put(urn, reply.header("etag"));
        } else if (reply.status() == 404) {
            operations.add(new Operation(urn, begin, end, new Missing()));
        } else if (reply.status() < 500) {
            throw unexpected(reply);
        }
    }

    /**
     * Reads everything there is to read of a URN while nobody writes it: manifest, resolved capabilities, and who has
     * them. What does not belong together is noted as torn.
     *
     * @return whether it is there
     */
    boolean audit(RegistryConnection connection, String urn) throws IOException {
        int known = operations.size();
        get(connection, urn);
        if (operations.size() == known) {
            throw new IllegalStateException("it cannot be read: " + urn);
        }
        if (!(operations.get(known).outcome() instanceof Seen seen)) {
            return false;
        }
        long begin = System.nanoTime();
        Matcher resolved = found(RESOLVED, answer(connection.get("/v1/resolve?urn=" + urn)));
        String claimed = found(CAPABILITIES, resolved.group(1)).group(1);
        String found = answer(connection.query(claimed.replaceAll("[\\[\\]\"]", "")));
        String expected =
                "[{\"urn\":\"" + urn + "\",\"digest\":\"" + seen.digest() + "\",\"version\":" + seen.version() + "}]";
        String content = Sha256.hex(resolved.group(1));
        if (!claimed.equals(resolved.group(2)) || !found.contains(expected)) {
            content = "other capabilities: " + resolved.group(2) + " and " + found;
        }
        operations.add(
                new Operation(urn, begin, System.nanoTime(), new Seen(seen.version(), resolved.group(3), content)));
        return true;
    }

    private void put(RegistryConnection connection, String urn, OptionalLong over, String condition)
            throws IOException {
        String manifest = manifest();
        Put put = new Put(Sha256.hex(manifest), over);
        long begin = System.nanoTime();
        Optional<RegistryConnection.Reply> reply = Optional.empty();
        try {
            reply = Optional.of(connection.put(urn, manifest, condition));
        } finally {
            long end = System.nanoTime();
            Outcome outcome = reply.map(told -> outcome(put, told)).orElse(new Unsure(put));
            operations.add(new Operation(urn, begin, outcome instanceof Unsure ? Operation.NEVER : end, outcome));
            reply.filter(told -> told.status() < 300).ifPresent(told -> tags.put(urn, told.header("etag")));
        }
    }

    private static Outcome outcome(Put put, RegistryConnection.Reply reply) {
        if (reply.status() == 412 && put.over().isPresent()) {
            return new Refused(put);
        }
        if (reply.status() == 500 || reply.status() == 503) {
            return reply.body().contains("\"outcome_unknown\"") ? new Unsure(put) : new Failed(put);
        }
        if (reply.status() != 200 && reply.status() != 201) {
            throw unexpected(reply);
        }
        Matcher stored = found(STORED, reply.body());
        long version = Long.parseLong(stored.group(2));
        if (!stored.group(1).equals(put.digest()) || (reply.status() == 201) != (version == 1)) {
            throw unexpected(reply);
        }
        return new Stored(put, version);
    }

    /** In canonical form, so that its digest is that of this text. */
    private String manifest() {
        sent++;
        int length = random.nextInt(random.nextInt(padding.oneIn()) == 0 ? padding.larger() : padding.smaller());
        return "{\"by\":\"" + name + "\",\"capabilities\":[\"" + name + "-" + sent + "\"],\"n\":" + sent
                + ",\"padding\":\"" + "x".repeat(length) + "\"}";
    }

    private static long version(String tag) {
        return Long.parseLong(tag.substring(1, tag.indexOf('-')));
    }

    private static String answer(RegistryConnection.Reply reply) {
        if (reply.status() != 200) {
            throw unexpected(reply);
        }
        return reply.body();
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("not what was expected: " + text);
        }
        return matcher;
    }

    private static IllegalStateException unexpected(RegistryConnection.Reply reply) {
        return new IllegalStateException("not what was expected: " + reply);
    }
}
