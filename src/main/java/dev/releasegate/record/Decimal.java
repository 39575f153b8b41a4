package dev.releasegate.record;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/** The shortest decimal that is read back as the same double; unlike {@link Double#toString}, the same on every JDK. */
public final class Decimal {
    private Decimal() {}

    /**
     * The decimal for a finite double: 0.1 is 0.1 and not 0.1000000000000000055511151231257827.
     *
     * @throws NumberFormatException if the value is not finite
     */
    public static BigDecimal of(double value) {
        return new BigDecimal(NumberOutput.toString(value, true));
    }
}
