package dev.releasegate.budget;

/** A budget cannot be understood; the message names the place, the fault, and what would be right. */
public final class BudgetException extends Exception {
    private static final long serialVersionUID = 1;

    public BudgetException(String message) {
        super(message);
    }
}
