package dev.releasegate.verdict;

/**
 * When there is enough evidence. A limit is looked at after the first samples, and again whenever their number has grown
 * by a tenth; the evidence is valid at whatever moment one stops.
 *
 * @param alphaPass how often a limit that is broken may pass, more than 0 and less than 1
 * @param alphaFail how often a limit that holds may fail, more than 0 and less than 1
 * @param minSamples no verdict with fewer samples
 * @param minSamplesToFail no FAIL with fewer samples, while more can be had
 * @param maxSamples no more samples than that
 */
public record SequentialRule(double alphaPass, double alphaFail, int minSamples, int minSamplesToFail, int maxSamples) {
    /** What a look came to. */
    public enum Ruling {
        PASS,
        FAIL,
        /** More samples are wanted. */
        CONTINUE,
        /** There are no more samples; it is proven that at most twice the allowed share is slow. */
        TOO_CLOSE,
        /** There are no more samples, and they prove too little. */
        NOT_ENOUGH
    }

    /** One in a hundred either way, 50 samples at least, 400 to fail, 3,000 at most. */
    public static final SequentialRule DEFAULT = new SequentialRule(0.01, 0.01, 50, 400, 3_000);

    /** @throws IllegalArgumentException if an error rate is not between 0 and 1, or the numbers of samples contradict */
    public SequentialRule {
        if (!(alphaPass > 0 && alphaPass < 1 && alphaFail > 0 && alphaFail < 1)) {
            throw new IllegalArgumentException("alpha must be between 0 and 1");
        }
        if (minSamples < 1 || maxSamples < minSamples || minSamplesToFail < 1) {
            throw new IllegalArgumentException("1 <= minSamples <= maxSamples must hold");
        }
    }

    /** After how many samples to look again, given after how many one has just looked. */
    public int nextLook(int samples) {
        return samples < minSamples ? minSamples : Math.min(maxSamples, samples + Math.max(1, samples / 10));
    }

    /**
     * Rules on what has been proven so far.
     *
     * @param allowed the share that may be slow
     */
    public Ruling rule(Proof proof, double allowed) {
        boolean enough = proof.samples() >= minSamples;
        if (enough && proof.logPass() >= -Math.log(alphaPass)) {
            return Ruling.PASS;
        }
        boolean mayFail = enough && proof.samples() >= Math.min(minSamplesToFail, maxSamples) && proof.confirmed();
        if (mayFail && proof.logFail() >= -Math.log(alphaFail)) {
            return Ruling.FAIL;
        }
        if (proof.samples() < maxSamples) {
            return Ruling.CONTINUE;
        }
        return 2 * allowed < 1 && proof.logAtMost(2 * allowed) >= -Math.log(alphaPass)
                ? Ruling.TOO_CLOSE
                : Ruling.NOT_ENOUGH;
    }
}
