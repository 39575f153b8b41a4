/**
 * Starts the service under test, waits until it answers, and always stops it.
 */
@NullMarked
package dev.releasegate.service;

import org.jspecify.annotations.NullMarked;
