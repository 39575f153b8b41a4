package dev.releasegate.verdict;

/**
 * What a limit was decided on, or left open on: everything that is needed to work it out again from the log.
 *
 * @param rule how it was decided
 * @param tests how many limits share the chance of a wrong FAIL
 * @param claim what the limit says of each sample
 * @param proof what the samples prove
 * @param bounds between what the evidence leaves it
 * @param looks how many looks there were, the deciding one included
 * @param atTheEnd whether it was decided, or left open, when there were no more samples, and not at a look
 */
public record Weight(
        Rule.Tested rule, int tests, Claim claim, Proof proof, Bounds bounds, int looks, boolean atTheEnd) {
    /** How many samples it was decided on. */
    public int samples() {
        return proof.tally().samples();
    }

    /** How many of them count as bad where we try to pass: the bad and the doubtful. */
    public double badToPass() {
        return proof.tally().badToPass();
    }

    /** How many of them are bad beyond doubt. */
    public double badToFail() {
        return proof.tally().badToFail();
    }

    /** While how many of them the machine was stuck for more than a quarter of the limit. */
    public int disturbed() {
        return proof.tally().disturbed();
    }

    /** How many of them failed. */
    public int failed() {
        return proof.tally().failed();
    }

    /** From when the first sample was due to when the last was due, in milliseconds; NaN where nobody wrote that down. */
    public double elapsedMs() {
        return proof.tally().elapsedMs();
    }

    /** How many samples the newer half has, which must confirm a FAIL. */
    public int newest() {
        return samples() - samples() / 2;
    }
}
