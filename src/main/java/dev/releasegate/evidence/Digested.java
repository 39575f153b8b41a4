package dev.releasegate.evidence;

/**
 * What a file was when it was read.
 *
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param bytes how many it has
 */
public record Digested(String sha256, long bytes) {}
