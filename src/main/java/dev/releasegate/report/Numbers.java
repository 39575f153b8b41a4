package dev.releasegate.report;

import dev.releasegate.record.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people read them: few digits, but always enough that what is printed is true. The same in every locale. */
final class Numbers {
    private static final int MOST_DECIMALS = 30;

    private Numbers() {}

    /** A latency of its own, such as {@code 312.4 ms}: one decimal, more below 10 ms. */
    static String ms(double ms) {
        return plain(Decimal.of(ms).setScale(decimals(ms), RoundingMode.HALF_UP)) + " ms";
    }

    /** A latency beside a limit, with as many decimals as it takes to stay above or below it. */
    static String ms(double ms, double limit) {
        return plain(firstUnlike(Decimal.of(ms), decimals(ms), Decimal.of(limit))) + " ms";
    }

    /** A limit as it was written, such as {@code 300 ms}. */
    static String limitMs(double limit) {
        return plain(Decimal.of(limit)) + " ms";
    }

    /** A share of its own, such as {@code 7.3%}. */
    static String percent(double share) {
        return plain(Decimal.of(share).movePointRight(2).setScale(1, RoundingMode.HALF_UP)) + "%";
    }

    /** A share beside a limit, with as many decimals as it takes to stay above or below it. */
    static String percent(double share, double limit) {
        return plain(firstUnlike(
                        Decimal.of(share).movePointRight(2),
                        1,
                        Decimal.of(limit).movePointRight(2)))
                + "%";
    }

    /** A limit as it was written, such as {@code 1.25%}. */
    static String limitPercent(double limit) {
        return plain(Decimal.of(limit).movePointRight(2)) + "%";
    }

    /** A duration, such as {@code 73 s}; one decimal below 10 s. Rounded down, so that no more is said than was measured. */
    static String seconds(double ms) {
        return plain(Decimal.of(ms / 1000).setScale(ms < 10_000 ? 1 : 0, RoundingMode.DOWN)) + " s";
    }

    /**
     * What evidence is worth, such as {@code 223:1}, rounded down; from a million on by its power of ten, such as
     * {@code 10^32:1}.
     *
     * @param log the natural logarithm of it
     */
    static String odds(double log) {
        double power = Math.floor(log / StrictMath.log(10) + 1e-9);
        if (power >= 6) {
            return "10^" + plain(Decimal.of(power)) + ":1";
        }
        double coins = StrictMath.exp(log);
        return coins < 1
                ? "less than 1:1"
                : plain(Decimal.of(coins).setScale(coins < 10 ? 1 : 0, RoundingMode.DOWN)) + ":1";
    }

    /** A measured share beside its limit, such as {@code 1.04% > 1%}. */
    static String shares(double measured, String relation, double limit) {
        BigDecimal most = Decimal.of(limit).movePointRight(2);
        BigDecimal shown = firstUnlike(Decimal.of(measured).movePointRight(2), 1, most);
        return plain(shown) + "% " + relation + " " + plain(most) + "%";
    }

    /** A limit that was broken: {@code 312.4 ms > 300 ms (+12.4 ms, +4.1%)}; both sides and their difference differ. */
    static String above(double measured, double limit) {
        BigDecimal most = Decimal.of(limit);
        BigDecimal shown = firstUnlike(Decimal.of(measured), decimals(measured), most);
        BigDecimal more = shown.subtract(most);
        BigDecimal share = more.movePointRight(2).divide(most, MOST_DECIMALS, RoundingMode.HALF_UP);
        return plain(shown) + " ms > " + plain(most) + " ms (+" + plain(more) + " ms, +"
                + plain(firstUnlike(share, 1, BigDecimal.ZERO)) + "%)";
    }

    /** A limit that holds: {@code 8.6 ms <= 100 ms (91.4 ms headroom)}. */
    static String within(double measured, double limit) {
        BigDecimal most = Decimal.of(limit);
        BigDecimal shown = firstUnlike(Decimal.of(measured), decimals(measured), most);
        return plain(shown) + " ms <= " + plain(most) + " ms (" + plain(most.subtract(shown)) + " ms headroom)";
    }

    /** The value with at least so many decimals, and as many more as it takes to stay above or below the other. */
    private static BigDecimal firstUnlike(BigDecimal value, int decimals, BigDecimal other) {
        if (value.compareTo(other) == 0) {
            return value;
        }
        int scale = decimals;
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        while (rounded.compareTo(other) != value.compareTo(other)) {
            rounded = value.setScale(++scale, RoundingMode.HALF_UP);
        }
        return rounded;
    }

    private static int decimals(double ms) {
        return ms >= 10 ? 1 : ms >= 1 ? 2 : 3;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
