/**
 * A summary held against the budgets. Pure: no file, no clock, no net.
 *
 * <p>A {@link dev.releasegate.verdict.Claim} says what a limit means for each sample, a {@link
 * dev.releasegate.verdict.Wager} what the samples prove about it, a {@link dev.releasegate.verdict.SequentialTest} when that
 * is enough. The probe asks it whether to go on, and {@link dev.releasegate.verdict.Judge} repeats it over the log.
 */
@NullMarked
package dev.releasegate.verdict;

import org.jspecify.annotations.NullMarked;
