/**
 * Counts and percentiles of the samples of each step. Pure: no file, no clock, no net.
 */
@NullMarked
package dev.releasegate.summary;

import org.jspecify.annotations.NullMarked;
