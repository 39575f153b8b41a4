package dev.releasegate.registry;

/** Is told of each request that is over, by a thread of the sockets: it must not block. */
@FunctionalInterface
interface Witness {
    void isOver(Passage.Passed request);

    /** So many requests it has written down. */
    default long written() {
        return 0;
    }

    /** So many requests it should have written down and could not. */
    default long lost() {
        return 0;
    }
}
