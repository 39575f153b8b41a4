package dev.releasegate.report;

import dev.releasegate.verdict.Verdict;

/** The number in {@code verdict.json} for scripts: 0 only for a pass. */
public enum ExitCode {
    PASS(0),
    COULD_NOT_JUDGE(1),
    INCONCLUSIVE(2),
    FAIL(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> PASS;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case FAIL -> FAIL;
        };
    }
}
