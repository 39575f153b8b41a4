/**
 * The verdict in words: for the console and as JSON.
 */
@NullMarked
package dev.releasegate.report;

import org.jspecify.annotations.NullMarked;
