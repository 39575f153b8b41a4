package dev.releasegate.verdict;

import dev.releasegate.summary.Series;

/**
 * The first samples of a series, counted as a claim sees them.
 *
 * @param samples how many there are
 * @param known of how many it is known how they ended
 * @param failed how many failed
 * @param disturbed while how many the machine was stuck for more than a quarter of the limit
 * @param badToPass how many count as bad where we try to pass; not whole for a mean
 * @param badToFail how many count as bad where we try to fail; not whole for a mean
 * @param toPass what they did to the stakes against "over"
 * @param toFail what they did to the stakes against "within"
 * @param ifCalm what they would have done to these had the machine never been stuck
 * @param elapsedMs from when the first was due to when the last was due; NaN where nobody wrote that down
 */
record Tally(
        int samples,
        int known,
        int failed,
        int disturbed,
        double badToPass,
        double badToFail,
        Growth toPass,
        Growth toFail,
        Growth ifCalm,
        double elapsedMs) {
    /** Counts the first so many, at least one. */
    static Tally of(Claim claim, Series series, int samples) {
        int known = 0;
        int failed = 0;
        int disturbed = 0;
        double badToPass = 0;
        double badToFail = 0;
        for (int i = 0; i < samples; i++) {
            known += series.isKnown(i) ? 1 : 0;
            failed += series.isFailed(i) ? 1 : 0;
            disturbed += claim.isDisturbed(series, i) ? 1 : 0;
            badToPass += claim.badToPass(series, i);
            badToFail += claim.badToFail(series, i);
        }
        return new Tally(
                samples,
                known,
                failed,
                disturbed,
                badToPass,
                badToFail,
                Wager.growthAgainstOver(samples, i -> claim.badToPass(series, i)),
                Wager.growthAgainstWithin(samples, i -> claim.badToFail(series, i)),
                Wager.growthAgainstWithin(samples, i -> claim.bad(series, i)),
                series.dueMs(samples - 1) - series.dueMs(0));
    }
}
