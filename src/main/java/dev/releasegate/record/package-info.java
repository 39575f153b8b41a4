/**
 * One timed request is one line of the perf log: the record, its outcome, and how a log is written and read.
 */
@NullMarked
package dev.releasegate.record;

import org.jspecify.annotations.NullMarked;
