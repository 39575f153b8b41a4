package dev.releasegate.gate;

import dev.releasegate.verdict.Rule;

/**
 * How a measurement is judged.
 *
 * @param rule how the judge makes up his mind
 * @param wagers how many limits are decided by a wager in all, whichever of them are judged: {@code Claim.count}
 * @param goesOnIfTooClose whether the build goes on where nothing is open but what is too close to call
 */
public record Judging(Rule rule, int wagers, boolean goesOnIfTooClose) {
    /** The same for evidence to which no more samples can be added: everything is weighed once. */
    Judging of(Evidence evidence) {
        return evidence instanceof Evidence.GivenLog && rule instanceof Rule.Sequential sequential
                ? new Judging(new Rule.Once(sequential.numbers()), wagers, goesOnIfTooClose)
                : this;
    }
}
