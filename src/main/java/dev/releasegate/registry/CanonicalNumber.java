package dev.releasegate.registry;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Numbers as RFC 8785 wants them: IEEE 754 doubles, written as ECMAScript writes them.
 *
 * <p>The shortest digits that read back as the same double come from Jackson's Schubfach writer and not from
 * {@link Double#toString}, which before JDK 19 wrote 2.0E-3 and 2E23 with digits too many: the digest of a manifest must
 * not depend on the Java it runs on.
 */
final class CanonicalNumber {
    private static final MathContext ONE_DIGIT = new MathContext(1);
    private static final int MAX_PLAIN_EXPONENT = 21;
    private static final int MIN_PLAIN_EXPONENT = -6;

    private CanonicalNumber() {}

    /**
     * Reads a JSON number.
     *
     * @throws Refusal (400) if it is beyond the doubles (1e400), or a whole number that no double keeps
     *     (9007199254740993): rounding it in silence would give two manifests one digest
     */
    static double read(String literal) throws Refusal {
        double value = Double.parseDouble(literal);
        if (Double.isInfinite(value) || (isWhole(literal) && !isKept(literal, value))) {
            throw Refusal.badRequest(
                    "A number of the manifest is too large or too exact for JSON; write it as a string");
        }
        return value;
    }

    /** The number as ECMAScript writes it: 1e21, 0.000001, 1e-7, 4.5, 0 (also for -0). */
    static String write(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        return (value < 0 ? "-" : "") + layOut(digits, digits.length() - shortest.scale());
    }

    /** Java's shortest has two digits where one would do: 4.9E-324, which ECMAScript writes 5e-324. */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        BigDecimal rounded = digits.round(ONE_DIGIT).stripTrailingZeros();
        return digits.precision() == 2 && rounded.doubleValue() == value ? rounded : digits;
    }

    /** The value is 0.digits times ten to the power of {@code exponent}. */
    private static String layOut(String digits, int exponent) {
        if (exponent > MAX_PLAIN_EXPONENT || exponent <= MIN_PLAIN_EXPONENT) {
            return scientific(digits, exponent - 1);
        }
        if (exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        if (exponent >= digits.length()) {
            return digits + "0".repeat(exponent - digits.length());
        }
        return digits.substring(0, exponent) + "." + digits.substring(exponent);
    }

    private static String scientific(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    private static boolean isWhole(String literal) {
        return literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }

    private static boolean isKept(String whole, double value) {
        return new BigDecimal(value).compareTo(new BigDecimal(new BigInteger(whole))) == 0;
    }
}
