/**
 * A summary held against the budgets. Pure: no file, no clock, no net.
 *
 * <p>{@link dev.releasegate.verdict.Judge} decides today, by point estimates. {@link dev.releasegate.verdict.Proof} and
 * {@link dev.releasegate.verdict.SequentialRule} are the sequential test that is to take its place once the probe can go
 * on sampling until it is decided; so far only the simulation in the tests uses them.
 */
@NullMarked
package dev.releasegate.verdict;

import org.jspecify.annotations.NullMarked;
