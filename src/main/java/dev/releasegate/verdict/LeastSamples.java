package dev.releasegate.verdict;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** How many samples it takes at the least. */
public final class LeastSamples {
    /** Nobody takes more than that. */
    private static final int MOST = 1_000_000_000;

    private LeastSamples() {}

    /**
     * How many samples it takes to pass if not one of them is bad: 109 for a p95 at one wrong PASS in a hundred, 53 for a
     * p90, 551 for a p99 or an error rate of 1 %.
     *
     * @param alpha how often a limit that is broken may pass
     */
    public static int toPass(Claim claim, double alpha) {
        Wager wager = new Wager(claim.allowed());
        return least(0, n -> wager.againstOver(n, 0) >= -StrictMath.log(alpha)).orElse(MOST);
    }

    /** How many more samples would pass a limit that was left open if not one of them is bad. Of shares only. */
    public static OptionalInt furtherWithoutABadOne(Weight weight) {
        Proof proof = weight.proof();
        Wager wager = new Wager(weight.claim().allowed());
        double clumping = proof.clumpingToPass();
        Growth growth = proof.tally().toPass().times(1 / clumping);
        return least(
                1,
                more -> wager.againstOver((weight.samples() + (double) more) / clumping, growth)
                        >= weight.rule().numbers().barToPass());
    }

    /** How many samples in all would pass or fail it if the others are as these are; empty if no number would. */
    public static OptionalInt ofTheSameKind(Weight weight) {
        Proof proof = weight.proof();
        Wager wager = new Wager(weight.claim().allowed());
        double toPass = weight.samples() * proof.clumpingToPass();
        double toFail = weight.samples() * proof.clumpingToFail();
        double part = (double) proof.samplesToFail() / weight.samples();
        SequentialRule numbers = weight.rule().numbers();
        return least(
                weight.samples(),
                n -> wager.againstOver(
                                        n / proof.clumpingToPass(),
                                        proof.tally().toPass().times(n / toPass))
                                >= numbers.barToPass()
                        || wager.againstWithin(
                                        n * part / proof.clumpingToFail(),
                                        proof.charge().tally().toFail().times(n / toFail))
                                >= numbers.barToFail(weight.tests()));
    }

    /** The least number from which on it is enough. */
    private static OptionalInt least(int from, IntPredicate enough) {
        if (!enough.test(MOST)) {
            return OptionalInt.empty();
        }
        int low = Math.max(1, from);
        int high = MOST;
        while (low < high) {
            int middle = (int) (((long) low + high) / 2);
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return OptionalInt.of(low);
    }
}
