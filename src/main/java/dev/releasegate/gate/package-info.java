/**
 * Two sentences: take a measurement; judge it.
 */
@NullMarked
package dev.releasegate.gate;

import org.jspecify.annotations.NullMarked;
