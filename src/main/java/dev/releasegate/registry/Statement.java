package dev.releasegate.registry;

import dev.releasegate.dsse.Envelope;
import java.util.SortedMap;

/** What was signed: an in-toto Statement v1, which says of some subjects, by name and digest, something of some type. */
final class Statement {
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final String TYPE = "https://in-toto.io/Statement/v1";

    private final Json.Elements subjects;

    private Statement(Json.Elements subjects) {
        this.subjects = subjects;
    }

    /**
     * Reads the payload of an envelope whose signature is verified.
     *
     * @throws Refusal (422) if it is something else
     */
    static Statement of(Envelope envelope) throws Refusal {
        if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
            throw Refusal.unprocessable(Flaw.UNSUPPORTED_TYPE, "The payloadType must be " + PAYLOAD_TYPE);
        }
        if (!(json(envelope.payload()) instanceof Json.Members object)) {
            throw bad("it is no object");
        }
        SortedMap<String, Json> members = object.members();
        if (!new Json.Text(TYPE).equals(members.get("_type"))) {
            throw bad("its _type is another one");
        }
        if (!(members.get("predicateType") instanceof Json.Text type)
                || type.value().isEmpty()) {
            throw bad("its predicateType must be a string that is not empty");
        }
        Json predicate = members.get("predicate");
        if (predicate != null && !(predicate instanceof Json.Members)) {
            throw bad("its predicate must be an object");
        }
        if (!(members.get("subject") instanceof Json.Elements subjects)) {
            throw bad("its subject must be an array");
        }
        return new Statement(subjects);
    }

    private static Json json(byte[] payload) throws Refusal {
        try {
            return JsonReader.read(payload);
        } catch (Refusal refusal) {
            throw bad("it is not strict JSON: " + refusal.getMessage());
        }
    }

    private static Refusal bad(String what) {
        return Refusal.unprocessable(
                Flaw.BAD_STATEMENT, "The payload must be an in-toto Statement (" + TYPE + "): " + what);
    }

    /**
     * Returns if one of the subjects is this manifest under this name. One subject must have both: a statement about
     * another manifest of this URN, or about this manifest of another URN, is about something else.
     *
     * @throws Refusal (422, {@link Flaw#WRONG_SUBJECT}) if none is
     */
    void checkSubject(Urn urn, Manifest manifest) throws Refusal {
        if (subjects.elements().stream().noneMatch(subject -> is(subject, urn, manifest))) {
            throw Refusal.unprocessable(
                    Flaw.WRONG_SUBJECT,
                    "No subject of the statement has the name " + urn + " and the digest sha256 " + manifest.digest()
                            + ", which is that of the canonical form of this manifest (RFC 8785)");
        }
    }

    private static boolean is(Json subject, Urn urn, Manifest manifest) {
        return subject instanceof Json.Members object
                && object.members().get("name") instanceof Json.Text name
                && isName(name.value(), urn)
                && object.members().get("digest") instanceof Json.Members digests
                && new Json.Text(manifest.digest()).equals(digests.members().get("sha256"));
    }

    private static boolean isName(String name, Urn urn) {
        try {
            return Urn.of(name).equals(urn);
        } catch (Refusal refusal) {
            return false;
        }
    }
}
