/**
 * Real HTTP requests, each of them timed and checked, each of them one sample.
 */
@NullMarked
package dev.releasegate.probe;

import org.jspecify.annotations.NullMarked;
