package dev.releasegate.evidence;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.Budgets;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Claim;
import dev.releasegate.verdict.Rule;

/**
 * What a release is held to. It is settled before the first sample is taken.
 *
 * @param budgets of everything that is probed
 * @param rule how a verdict is come to
 * @param requiredIdentity the least that must be known of what answered
 */
public record Terms(Budgets budgets, Rule rule, IdentityLevel requiredIdentity) {
    /**
     * The budgets that a filter accepts.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Budgets budgetsOf(StepFilter filter) {
        try {
            return budgets.only(filter);
        } catch (BudgetException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Among how many limits the chance of a wrong FAIL is shared; at least 1. */
    public int wagers() {
        return Math.max(1, Claim.count(budgets));
    }
}
