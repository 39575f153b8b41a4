package dev.releasegate.verdict;

import dev.releasegate.summary.Series;
import java.util.function.IntToDoubleFunction;

/**
 * The claim of an average: the mean latency is at most the limit, where a sample counts as no more than a cap of 20 times
 * the limit. Without a cap no test is possible: of an unbounded mean nothing can be proven from samples, because one call in
 * a million could take a year (Bahadur and Savage 1956). How bad a sample is, is its part of the cap, min(ms, cap) / cap, so
 * that 1/20 is allowed. A failed sample counts as the cap, so that breaking a call never helps; so it does in what was
 * measured. Beyond what the wager proves of the capped mean, a PASS needs the plain mean, without a cap, to be within the
 * limit.
 *
 * <p>Worked number: with a limit of 100 ms the cap is 2,000 ms; a call of 100 ms is bad by 0.05, one of 5,000 ms by 1.
 *
 * @param limitMs the most that the mean may be, in milliseconds
 */
public record Mean(double limitMs) implements Claim {
    /** The cap is so many times the limit. */
    static final double CAP = 20;

    private static final double HALF = 0.5;

    /** A mean that is proven to be at most so many times the limit is too close to call. */
    private static final double NEARLY = 1.25;

    /** @throws IllegalArgumentException if the limit is not positive */
    public Mean {
        if (!(limitMs > 0)) {
            throw new IllegalArgumentException("the limit must be more than 0 ms, but is " + limitMs);
        }
    }

    /** What a failed sample counts as, and a slower one in the wager, in milliseconds. */
    public double capMs() {
        return CAP * limitMs;
    }

    @Override
    public double allowed() {
        return 1 / CAP;
    }

    @Override
    public double nearly() {
        return NEARLY / CAP;
    }

    @Override
    public double bad(Series series, int i) {
        return series.isKnown(i) ? Math.min(1, series.ms(i) / limitMs / CAP) : 0;
    }

    /** Only a sample that is slower than the limit: a fast one on a stuck machine is fast all the same. */
    @Override
    public boolean isDisturbed(Series series, int i) {
        return series.disturbanceMs(i) > DISTURBED * limitMs;
    }

    @Override
    public double badToFail(Series series, int i) {
        return series.ms(i) > limitMs && isDisturbed(series, i) ? 0 : bad(series, i);
    }

    @Override
    public boolean unknownIsDoubt() {
        return true;
    }

    @Override
    public boolean isAboutLatency() {
        return true;
    }

    /**
     * Of what is above half the limit: a mean above the limit cannot come from anything else, so that a service far below
     * it, which gets a little faster or slower, stays cheap to prove.
     */
    @Override
    public Clumping clumping(int samples, IntToDoubleFunction bad) {
        return Clumping.ofNumbers(samples, i -> Math.max(HALF / CAP, bad.applyAsDouble(i)));
    }

    /** The plain mean of the samples whose end is known, a failed one counted as the cap; summed as Neumaier did in 1974. */
    @Override
    public double measured(Series series, int samples) {
        double sum = 0;
        double lost = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        int known = 0;
        for (int i = 0; i < samples; i++) {
            if (series.isKnown(i)) {
                double ms = series.isFailed(i) ? capMs() : series.ms(i);
                double next = sum + ms;
                lost += sum >= ms ? (sum - next) + ms : (ms - next) + sum;
                sum = next;
                min = Math.min(min, ms);
                max = Math.max(max, ms);
                known++;
            }
        }
        return Math.max(min, Math.min(max, (sum + lost) / known));
    }

    @Override
    public double most() {
        return limitMs;
    }

    @Override
    public Bounds bounds(Series series, Proof proof, double barToPass, double barToFail) {
        Bounds shares = Bounds.ofMean(proof, barToPass, barToFail);
        double upper = shares.upper() < 1 ? shares.upper() * capMs() : Double.POSITIVE_INFINITY;
        return new Bounds(shares.lower() * capMs(), upper);
    }
}
