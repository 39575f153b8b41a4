package dev.releasegate.evidence;

/**
 * A file by what is in it.
 *
 * @param name of the file, without its folder
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 */
public record Artifact(String name, String sha256) {}
