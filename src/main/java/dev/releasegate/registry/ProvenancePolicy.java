package dev.releasegate.registry;

import dev.releasegate.dsse.Envelope;
import dev.releasegate.dsse.TrustedKey;
import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.dsse.UnusableKeyException;
import java.nio.file.Path;
import java.util.Optional;

/** What a PUT must prove. */
sealed interface ProvenancePolicy {
    /** Nothing, and nothing can be proved either. */
    record Off() implements ProvenancePolicy {}

    /**
     * What is said must be proved by a signature of a trusted key.
     *
     * @param isRequired whether it must be said
     */
    record Verified(TrustedKeys keys, boolean isRequired) implements ProvenancePolicy {}

    /** What an operator may say of it. */
    enum Mode {
        OFF,
        PERMISSIVE,
        ENFORCE
    }

    /**
     * What an operator has said.
     *
     * @param file of the trusted keys
     * @throws UsageException if only one of both is said, or the file cannot be read
     */
    static ProvenancePolicy of(Mode mode, Optional<Path> file) throws UsageException {
        if (mode == Mode.OFF) {
            if (file.isPresent()) {
                throw new UsageException(
                        "provenance-keys are given, but provenance is off, so that nothing would be held"
                                + " against them: set provenance to permissive or enforce, or leave the keys out");
            }
            return new Off();
        }
        Path keys = file.orElseThrow(() -> new UsageException(
                "provenance is on, but no keys are trusted: name a file of public keys (provenance-keys)"));
        try {
            return new Verified(TrustedKeys.read(keys), mode == Mode.ENFORCE);
        } catch (UnusableKeyException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Judges what a PUT brought.
     *
     * @param envelope the member {@code provenance} of its body, if there is one
     * @return what is to be kept with the manifest; empty if nothing was brought and nothing need be
     * @throws Refusal (422) and says why
     */
    default Optional<Provenance> judge(Urn urn, Manifest manifest, Optional<Json> envelope) throws Refusal {
        if (this instanceof Verified verified) {
            if (envelope.isPresent()) {
                return Optional.of(verify(urn, manifest, Envelopes.of(envelope.get()), verified.keys()));
            }
            if (verified.isRequired()) {
                throw Refusal.unprocessable(
                        Flaw.MISSING_PROVENANCE,
                        "This Registry takes no manifest without provenance: a DSSE envelope beside it in the body");
            }
        } else if (envelope.isPresent()) {
            throw Refusal.unprocessable(
                    Flaw.PROVENANCE_OFF,
                    "This Registry checks no provenance, and keeps none unchecked: leave it out of the body");
        }
        return Optional.empty();
    }

    private static Provenance verify(Urn urn, Manifest manifest, Envelope envelope, TrustedKeys keys) throws Refusal {
        TrustedKey signer = Envelopes.signer(keys, envelope);
        Statement.of(envelope).checkSubject(urn, manifest);
        return new Provenance(signer, envelope);
    }
}
