/**
 * Signed envelopes (Dead Simple Signing Envelope 1.0): who signed what, and whose signature is believed. Knows nothing of
 * what is signed, nor of who asks.
 */
@NullMarked
package dev.releasegate.dsse;

import org.jspecify.annotations.NullMarked;
