/**
 * A summary held against the budgets. Pure: no file, no clock, no net.
 */
@NullMarked
package dev.releasegate.verdict;

import org.jspecify.annotations.NullMarked;
