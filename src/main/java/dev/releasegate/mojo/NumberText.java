package dev.releasegate.mojo;

/**
 * Reads numbers as people write them in a POM. They are not bound by Maven, because a number that Maven cannot read ends
 * the goal before it could say that an older verdict no longer counts.
 */
final class NumberText {
    private NumberText() {}

    /** Reads a whole number from 1 to 999,999,999. */
    static int whole(String parameter, String text) throws ConfigurationException {
        if (!text.strip().matches("[1-9][0-9]{0,8}")) {
            throw new ConfigurationException(
                    parameter + " must be a whole number from 1 to 999999999, but is \"" + text + "\"");
        }
        return Integer.parseInt(text.strip());
    }

    /** Reads any whole number that fits into 64 bits. */
    static long seed(String parameter, String text) throws ConfigurationException {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new ConfigurationException(parameter + " must be a whole number, but is \"" + text + "\"");
        }
    }

    /** Reads a number such as {@code 25}, {@code 0.5} or {@code 25/s}, a second. */
    static double rate(String parameter, String text) throws ConfigurationException {
        if (!text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?\\s*(/s)?")) {
            throw new ConfigurationException(
                    parameter + " must be a number of requests a second such as 25 or 0.5, but is \"" + text + "\"");
        }
        return Double.parseDouble(text.replace("/s", "").strip());
    }

    /** Reads a chance such as {@code 0.01} or {@code 1%}, more than 0 and less than 1. */
    static double chance(String parameter, String text) throws ConfigurationException {
        String number = text.strip();
        if (number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?\\s*%?")) {
            double value = number.endsWith("%")
                    ? Double.parseDouble(number.replace("%", "").strip()) / 100
                    : Double.parseDouble(number);
            if (value > 0 && value < 1) {
                return value;
            }
        }
        throw new ConfigurationException(parameter
                + " must be a chance such as 0.01 or 1%, more than 0 and less than 1, but is \"" + text + "\"");
    }
}
