package dev.releasegate.verdict;

import dev.releasegate.verdict.OperatingCharacteristic.Cell;
import dev.releasegate.verdict.OperatingCharacteristic.Ending;
import java.util.Locale;

/** What the rule should reach, and whether a simulation contradicts it. Chance is allowed for, and how much is said. */
enum Aim {
    FAIL_WITHIN("FAIL at 0.95 of the limit or less", 0.001) {
        @Override
        boolean isAbout(Shape shape, double ratio) {
            return ratio <= 0.95;
        }

        @Override
        int errors(Cell cell) {
            return cell.count(Ending.FAIL);
        }
    },
    PASS_OVER("PASS at 1.1 of the limit or more", 0.01) {
        @Override
        boolean isAbout(Shape shape, double ratio) {
            return ratio >= 1.1;
        }

        @Override
        int errors(Cell cell) {
            return cell.count(Ending.PASS);
        }
    },
    /** Asked of the three shapes whose calls are independent and not far spread. */
    UNDECIDED("not decided at 0.8 of the limit or less, or at 1.2 or more", 0.01) {
        @Override
        boolean isAbout(Shape shape, double ratio) {
            return shape.isEasy() && (ratio <= 0.8 || ratio >= 1.2);
        }

        @Override
        int errors(Cell cell) {
            return cell.count(Ending.TOO_CLOSE) + cell.count(Ending.NOT_ENOUGH);
        }
    };

    /** So many errors contradict an aim that would be this rare, or rarer, if it were just reached. */
    private static final double RARE = 0.01;

    private final String words;
    private final double most;

    Aim(String words, double most) {
        this.words = words;
        this.most = most;
    }

    /** Whether it says anything of services of that shape whose true value is that part of the limit. */
    abstract boolean isAbout(Shape shape, double ratio);

    abstract int errors(Cell cell);

    /** Whether so many errors are no more than chance makes of an aim that is just reached. */
    boolean allows(int wrong, int runs) {
        return atLeast(wrong, runs, most) >= RARE;
    }

    /** The most errors in so many runs that do not contradict it. */
    int mostErrors(int runs) {
        int wrong = 0;
        while (wrong < runs && allows(wrong + 1, runs)) {
            wrong++;
        }
        return wrong;
    }

    /** The smallest true rate that so many runs would contradict in 99 of 100 simulations: what they cannot tell is below. */
    double seenFrom(int runs) {
        int wrong = mostErrors(runs) + 1;
        double low = most;
        double high = 1;
        for (int i = 0; i < 50; i++) {
            double middle = (low + high) / 2;
            if (atLeast(wrong, runs, middle) >= 1 - RARE) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: at most %.1f %%", words, 100 * most);
    }

    /** The chance of so many errors or more in so many runs, each of them wrong with that probability; exact. */
    static double atLeast(int wrong, int runs, double probability) {
        if (wrong <= 0) {
            return 1;
        }
        double term = runs * Math.log1p(-probability);
        double fewer = 0;
        for (int k = 0; k < wrong; k++) {
            fewer += Math.exp(term);
            term += Math.log((double) (runs - k) / (k + 1)) + Math.log(probability) - Math.log1p(-probability);
        }
        return Math.max(0, 1 - fewer);
    }
}
