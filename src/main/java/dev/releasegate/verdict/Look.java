package dev.releasegate.verdict;

import dev.releasegate.summary.Series;
import dev.releasegate.verdict.BudgetFinding.Exceeded;
import dev.releasegate.verdict.BudgetFinding.Result;
import dev.releasegate.verdict.BudgetFinding.TooFewSamples;
import dev.releasegate.verdict.BudgetFinding.Undecided;
import dev.releasegate.verdict.BudgetFinding.Within;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Looks at samples and rules on one claim.
 *
 * @param rule how much evidence is enough
 * @param claim what the limit says of each sample
 * @param tests how many limits share the chance of a wrong FAIL, 1 or more
 */
record Look(Rule.Tested rule, Claim claim, int tests) {
    Look {
        if (tests < 1) {
            throw new IllegalArgumentException("there is at least one test, but not " + tests);
        }
    }

    /**
     * Rules on the first so many samples while more can be had.
     *
     * @param number which look this is, counted from 1
     */
    Optional<Result> at(Series series, int samples, int number) {
        Tally tally = Tally.of(claim, series, samples);
        if (tally.known() < rule.minSamples() || !Proof.couldReach(claim, tally, barToPass(), barToFail())) {
            return Optional.empty();
        }
        Proof proof = Proof.of(series, claim, tally);
        if (passes(proof, series) && !isTooShort(proof)) {
            return Optional.of(within(series, weight(series, proof, number, false)));
        }
        boolean mayFail =
                samples >= Math.min(numbers().minSamplesToFail(), numbers().maxSamples());
        return mayFail && fails(proof)
                ? Optional.of(exceeded(series, weight(series, proof, number, false)))
                : Optional.empty();
    }

    /** Rules on all samples when no more can be had. */
    Result atTheEnd(Series series, int looks) {
        int known = known(series);
        if (known < rule.minSamples()) {
            return new TooFewSamples(rule.minSamples(), soFar(series, known));
        }
        Proof proof = Proof.of(series, series.size(), claim);
        Weight weight = weight(series, proof, looks, true);
        if (passes(proof, series)) {
            return isTooShort(proof) ? undecided(series, weight, Why.TOO_SHORT) : within(series, weight);
        }
        return fails(proof) ? exceeded(series, weight) : undecided(series, weight, why(proof, series));
    }

    private Why why(Proof proof, Series series) {
        if (proof.logFail() >= barToFail()) {
            return Why.STILL_WARMING_UP;
        }
        if (proof.logFailIfCalm() >= barToFail()) {
            return Why.MACHINE_TOO_NOISY;
        }
        if (proof.logNearly() >= barToPass() && isNear(series) && couldHavePassed(proof) && !isTooShort(proof)) {
            return Why.TOO_CLOSE;
        }
        return 2 * proof.tally().disturbed() > proof.tally().samples()
                ? Why.MACHINE_TOO_NOISY
                : Why.NOT_ENOUGH_EVIDENCE;
    }

    /** What is measured of a mean is not capped, so that a few calls of hours keep it from passing. */
    private boolean passes(Proof proof, Series series) {
        return proof.logPass() >= barToPass()
                && claim.measured(series, proof.tally().samples()) <= claim.most();
    }

    private boolean fails(Proof proof) {
        return proof.logFail() >= barToFail() && proof.confirmed();
    }

    /** Of the mean that was measured; a share is near whenever that is proven. */
    private boolean isNear(Series series) {
        return !(claim instanceof Mean)
                || claim.measured(series, series.size()) <= claim.most() * claim.nearly() / claim.allowed();
    }

    /** So few samples that not even spotless ones would have passed are too few, and not too close. */
    private boolean couldHavePassed(Proof proof) {
        return proof.tally().samples() >= LeastSamples.toPass(claim, numbers().alpha());
    }

    /** Where nobody wrote down when samples were due, nothing can be said of the duration. */
    private boolean isTooShort(Proof proof) {
        return rule instanceof Rule.Sequential
                && proof.tally().elapsedMs() < numbers().minElapsedMs();
    }

    private Weight weight(Series series, Proof proof, int looks, boolean atTheEnd) {
        Bounds bounds = claim.bounds(series, proof, barToPass(), barToFail());
        return new Weight(rule, tests, claim, proof, bounds, looks, atTheEnd);
    }

    private Result within(Series series, Weight weight) {
        return new Within(measured(series, weight), Optional.of(weight));
    }

    private Result exceeded(Series series, Weight weight) {
        return new Exceeded(measured(series, weight), Optional.of(weight));
    }

    private Result undecided(Series series, Weight weight, Why why) {
        return new Undecided(measured(series, weight), Optional.of(weight), why);
    }

    private double measured(Series series, Weight weight) {
        return claim.measured(series, weight.samples());
    }

    private OptionalDouble soFar(Series series, int known) {
        return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(claim.measured(series, series.size()));
    }

    private SequentialRule numbers() {
        return rule.numbers();
    }

    private double barToPass() {
        return numbers().barToPass();
    }

    private double barToFail() {
        return numbers().barToFail(tests);
    }

    private static int known(Series series) {
        int known = 0;
        for (int i = 0; i < series.size(); i++) {
            known += series.isKnown(i) ? 1 : 0;
        }
        return known;
    }
}
