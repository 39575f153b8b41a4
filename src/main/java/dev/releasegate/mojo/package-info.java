/**
 * Translates Maven to the domain and back, and decides nothing.
 */
@NullMarked
package dev.releasegate.mojo;

import org.jspecify.annotations.NullMarked;
