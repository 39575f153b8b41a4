package dev.releasegate.verdict;

/** One thing that was found out: about a limit, or about the evidence as a whole. */
public sealed interface Finding permits BudgetFinding, EvidenceFinding {
    /** What it means for the release. */
    Verdict verdict();
}
