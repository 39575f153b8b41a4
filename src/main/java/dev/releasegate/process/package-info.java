/**
 * Which process it is, and who listens on a port.
 */
@NullMarked
package dev.releasegate.process;

import org.jspecify.annotations.NullMarked;
