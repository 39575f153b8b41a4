/**
 * What the release is allowed: one limit for each step and metric.
 */
@NullMarked
package dev.releasegate.budget;

import org.jspecify.annotations.NullMarked;
