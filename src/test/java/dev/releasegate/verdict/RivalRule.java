package dev.releasegate.verdict;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What others do to judge "p95 ≤ limit", so that the rule of this product can be held beside them on the same services.
 * Pure: the same source and limit always give the same answer.
 */
enum RivalRule {
    /** One percentile of 50 samples against the limit. */
    PREDECESSOR("predecessor p95 of 50", (service, limit) -> plain(service, limit, 50)),
    /** A threshold on p(95), evaluated at the end. */
    K6("k6-like p95 of 500", (service, limit) -> plain(service, limit, 500)),
    /** The same threshold, evaluated every 50 samples (2 s at 25 a second), and red at once. */
    K6_ABORT("k6-like abortOnFail", RivalRule::abortOnFail),
    /** A red build is started again, up to two times. */
    BEST_OF_THREE("best of 3 × 50", RivalRule::bestOfThree),
    /** One percentile of many samples. */
    PLAIN_2000("plain p95 of 2000", (service, limit) -> plain(service, limit, 2_000)),
    /** The confidence interval of the percentile between two order statistics, 99 % to each side. */
    INTERVAL_500("fixed order-stat CI n=500", (service, limit) -> interval(service, limit, 500)),
    INTERVAL_2000("fixed order-stat CI n=2000", (service, limit) -> interval(service, limit, 2_000)),
    /** Wald's sequential test of 1945: is twice the allowed share slow, or half of it? It always decides. */
    SPRT_TWICE("Wald SPRT 2-way, 2a or a/2", (service, limit) -> sprt(service, limit, 2)),
    /** The same for one and a half times the share: later, and less often wrong near the budget. */
    SPRT_HALF_AGAIN("Wald SPRT 2-way, 1.5a or a/1.5", (service, limit) -> sprt(service, limit, 1.5)),
    /** The two gamblers of this product, who believe that every sample is a witness of its own. */
    INDEPENDENT_WAGER("e-process assuming iid", RivalRule::independentWager);

    /** The share of slow samples that a p95 budget allows. */
    private static final double ALLOWED = 0.05;

    private static final double ALPHA = 0.01;
    private static final int ABORT_LOOKS_EVERY = 50;
    private static final int FIRST_LOOK = 50;
    private static final int MOST_SAMPLES = 3_000;

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
    private final Rule rule;

    RivalRule(String words, Rule rule) {
        this.words = words;
        this.rule = rule;
    }

    /** What a rule says, and how many samples it took to say it. */
    record Answer(Light light, int samples) {}

    /** OPEN is for the rules that can say that they do not know. */
    enum Light {
        RED,
        GREEN,
        OPEN
    }

    @FunctionalInterface
    private interface Rule {
        Answer of(Shape.Source service, double limitMs);
    }

    Answer judge(Shape.Source service, double limitMs) {
        return rule.of(service, limitMs);
    }

    @Override
    public String toString() {
        return words;
    }

    /**
     * The 95th percentile as most tools have it, a number between two samples: with h = 0.95 (n − 1) it lies that far
     * along the samples in order of size, counted from 0. (Hyndman and Fan 1996, definition 7.) That of 1, 2, …, 50 is
     * 47.55, where nearest rank is 48.
     */
    static double interpolatedP95(double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double along = (sorted.length - 1) * 95 / 100.0;
        int below = (int) along;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (along - below) * (sorted[above] - sorted[below]);
    }

    /** The most of so many samples that may be slow if the limit is to hold for sure; −1 if not even none proves it. */
    static int mostToPass(int samples) {
        return slowestWithin(samples, ALPHA);
    }

    /** The fewest of so many samples that must be slow if the limit is to be broken for sure. */
    static int fewestToFail(int samples) {
        return slowestWithin(samples, 1 - ALPHA) + 2;
    }

    /** The largest number of slow samples such that no more are slow with at most that probability; −1 if there is none. */
    private static int slowestWithin(int samples, double probability) {
        int slow = 0;
        double exactly = Math.pow(1 - ALLOWED, samples);
        double atMost = exactly;
        while (atMost <= probability) {
            exactly *= (samples - slow) * ALLOWED / ((slow + 1) * (1 - ALLOWED));
            atMost += exactly;
            slow++;
        }
        return slow - 1;
    }

    /**
     * The logarithm of how much likelier the samples are if so many times the allowed share is slow than if it is the
     * share divided by that. For 2 a slow sample is 4 times as likely, another 0.9 / 0.975 times.
     */
    static double logLikelihoodRatio(double times, int samples, int slow) {
        double fast = (1 - ALLOWED * times) / (1 - ALLOWED / times);
        return slow * Math.log(times * times) + (samples - slow) * Math.log(fast);
    }

    private static Answer plain(Shape.Source service, double limitMs, int samples) {
        return new Answer(twoWay(interpolatedP95(take(service, samples)) > limitMs), samples);
    }

    /** Green if one of three attempts is, each with samples of its own. */
    private static Answer bestOfThree(Shape.Source service, double limitMs) {
        int samples = 0;
        for (int attempt = 0; attempt < 3; attempt++) {
            Answer answer = plain(service, limitMs, 50);
            samples += answer.samples();
            if (answer.light() == Light.GREEN) {
                return new Answer(Light.GREEN, samples);
            }
        }
        return new Answer(Light.RED, samples);
    }

    private static Answer abortOnFail(Shape.Source service, double limitMs) {
        double[] samples = take(service, 500);
        for (int n = ABORT_LOOKS_EVERY; n <= samples.length; n += ABORT_LOOKS_EVERY) {
            if (interpolatedP95(Arrays.copyOf(samples, n)) > limitMs) {
                return new Answer(Light.RED, n);
            }
        }
        return new Answer(Light.GREEN, samples.length);
    }

    /** The interval is above the limit, or below it, exactly where the number of slow samples is. */
    private static Answer interval(Shape.Source service, double limitMs, int samples) {
        long slow =
                Arrays.stream(take(service, samples)).filter(ms -> ms > limitMs).count();
        if (slow <= mostToPass(samples)) {
            return new Answer(Light.GREEN, samples);
        }
        return new Answer(slow >= fewestToFail(samples) ? Light.RED : Light.OPEN, samples);
    }

    private static Answer sprt(Shape.Source service, double limitMs, double times) {
        double sure = Math.log((1 - ALPHA) / ALPHA);
        int slow = 0;
        for (int n = 1; n <= MOST_SAMPLES; n++) {
            slow += service.next() > limitMs ? 1 : 0;
            double ratio = logLikelihoodRatio(times, n, slow);
            if (n == MOST_SAMPLES || (n >= FIRST_LOOK && Math.abs(ratio) >= sure)) {
                return new Answer(twoWay(ratio > 0), n);
            }
        }
        throw new IllegalStateException("it ends with the last sample");
    }

    private static Answer independentWager(Shape.Source service, double limitMs) {
        Wager wager = new Wager(ALLOWED);
        int slow = 0;
        int samples = 0;
        for (int look = FIRST_LOOK; samples < MOST_SAMPLES; look = Math.min(MOST_SAMPLES, look + look / 10)) {
            for (; samples < look; samples++) {
                slow += service.next() > limitMs ? 1 : 0;
            }
            if (wager.againstOver(samples, slow) >= -Math.log(ALPHA)) {
                return new Answer(Light.GREEN, samples);
            }
            if (wager.againstWithin(samples, slow) >= -Math.log(ALPHA)) {
                return new Answer(Light.RED, samples);
            }
        }
        return new Answer(Light.OPEN, samples);
    }

    private static Light twoWay(boolean red) {
        return red ? Light.RED : Light.GREEN;
    }

    private static double[] take(Shape.Source service, int samples) {
        return DoubleStream.generate(service::next).limit(samples).toArray();
    }
}
