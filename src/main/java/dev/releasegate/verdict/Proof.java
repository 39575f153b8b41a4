package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/**
 * What the first samples of a series prove about a claim, for instance about "at most 5 % are slower than 300 ms", which is
 * what p95 ≤ 300 ms says.
 *
 * <p>Where some samples failed, those that did not are looked at by themselves too. To pass, the failed ones must not make
 * a clump of slow ones look smaller. To fail, either is enough: that too many are bad, the failed ones among them, or that
 * too many of those that were answered are slow, so that a clump of failed ones cannot hide those that are slow.
 *
 * @param tally the samples, counted
 * @param clumpingToPass how many samples are worth one witness where we try to pass, 1 or more
 * @param logPass natural logarithm of the evidence that the limit holds
 * @param logNearly natural logarithm of the evidence that the limit is broken by little at most
 * @param charge the evidence that the limit is broken
 */
public record Proof(Tally tally, double clumpingToPass, double logPass, double logNearly, Charge charge) {
    /** Weighs the first so many samples, at least one. */
    public static Proof of(Series series, int samples, Claim claim) {
        return of(series, claim, Tally.of(claim, series, samples));
    }

    static Proof of(Series series, Claim claim, Tally tally) {
        Clumping all = claim.clumping(series, tally.samples());
        double toPass = Math.max(all.toPass(), clumpingOfDoubt(series, claim, tally));
        Charge charge = Charge.of(series, claim, tally, all);
        if (claim.isAboutLatency() && tally.failed() > 0 && tally.failed() < tally.samples()) {
            Series others = series.withoutFailed(tally.samples());
            Clumping among = claim.clumping(others, others.size());
            toPass = Math.max(toPass, among.toPass());
            charge = charge.or(Charge.of(others, claim, Tally.of(claim, others, others.size()), among));
        }
        return new Proof(
                tally, toPass, against(claim.allowed(), tally, toPass), against(claim.nearly(), tally, toPass), charge);
    }

    /** How many samples are worth one witness where we try to fail, 1 or more. */
    public double clumpingToFail() {
        return charge.clumping();
    }

    /** How many samples the evidence that the limit is broken rests on. */
    public int samplesToFail() {
        return charge.tally().samples();
    }

    /** How many of these are bad beyond doubt; not whole for a mean. */
    public double badToFail() {
        return charge.tally().badToFail();
    }

    /** The natural logarithm of the evidence that the limit is broken. */
    public double logFail() {
        return charge.log();
    }

    /** The same had the machine never been stuck. */
    public double logFailIfCalm() {
        return charge.logIfCalm();
    }

    /** Whether the newer half of these samples is bad by itself, and not getting faster. */
    public boolean confirmed() {
        return charge.confirmed();
    }

    /**
     * Whether the evidence could suffice if every sample were a witness of its own. It could not suffice otherwise, because
     * taking samples for fewer only makes evidence smaller, and so does leaving failed ones out; so it need not be asked how
     * they hang together.
     */
    static boolean couldReach(Claim claim, Tally tally, double barToPass, double barToFail) {
        Wager wager = new Wager(claim.allowed());
        return wager.againstOver(tally.samples(), tally.toPass()) >= barToPass
                || wager.againstWithin(tally.samples(), tally.toFail()) >= barToFail;
    }

    /** Samples that count as bad because nobody knows how they ended may come in clumps as others do. */
    private static double clumpingOfDoubt(Series series, Claim claim, Tally tally) {
        return tally.known() == tally.samples()
                ? 1
                : claim.clumping(tally.samples(), i -> claim.badToPass(series, i))
                        .toPass();
    }

    private static double against(double mean, Tally tally, double clumping) {
        return new Wager(mean)
                .againstOver(tally.samples() / clumping, tally.toPass().times(1 / clumping));
    }
}
