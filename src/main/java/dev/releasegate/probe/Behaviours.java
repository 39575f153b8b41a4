package dev.releasegate.probe;

/** Behavioural proofs: what a service does and a stub, a mock or canned answers do not. */
@FunctionalInterface
public interface Behaviours {
    /** Asks for each of them in turn, with random content that nobody has seen before. */
    void show(Proving proving);
}
