/**
 * The bundled Registry service: a program of its own, started in a JVM of its own. It knows record and process, and no other
 * package of ours.
 */
@NullMarked
package dev.releasegate.registry;

import org.jspecify.annotations.NullMarked;
