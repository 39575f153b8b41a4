package dev.releasegate.budget;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most that a metric may be.
 *
 * @param metric what is limited
 * @param most in the unit of the metric: milliseconds greater than 0, or a share from 0 to 1
 */
public record Limit(Metric metric, double most) {
    private static final Pattern MILLISECONDS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s)?");
    private static final Pattern SHARE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(%)?");

    /** @throws IllegalArgumentException if the limit is outside the range of its unit */
    public Limit {
        if (metric.unit() == Metric.Unit.MILLISECONDS && !(most > 0 && Double.isFinite(most))) {
            throw new IllegalArgumentException(
                    metric.label() + " must be a finite number of milliseconds greater than 0, but is " + most);
        }
        if (metric.unit() == Metric.Unit.SHARE && !(most >= 0 && most <= 1)) {
            throw new IllegalArgumentException(metric.label() + " must be from 0 to 1 (0 % to 100 %), but is " + most);
        }
    }

    /**
     * Reads {@code 300}, {@code 300ms} or {@code 0.3s} for a latency, {@code 0.01} or {@code 1%} for a share.
     *
     * @throws IllegalArgumentException if the text is neither, or out of range
     */
    public static Limit parse(Metric metric, String text) {
        return metric.unit() == Metric.Unit.MILLISECONDS
                ? new Limit(metric, scaled(metric, MILLISECONDS, text, "a duration such as 300, 300ms or 0.3s"))
                : new Limit(metric, scaled(metric, SHARE, text, "a share such as 0.01 or 1%"));
    }

    private static double scaled(Metric metric, Pattern pattern, String text, String wanted) {
        Matcher matcher = pattern.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(metric.label() + " must be " + wanted + ", but is \"" + text + "\"");
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        BigDecimal number = new BigDecimal(matcher.group(1));
        return number.scaleByPowerOfTen(
                        switch (unit) {
                            case "s" -> 3;
                            case "%" -> -2;
                            default -> 0;
                        })
                .doubleValue();
    }
}
