/**
 * The map: one folder for each station of a sample's journey.
 *
 * <pre>
 * service ─&gt; probe ─&gt; record ─&gt; summary ─&gt; verdict ─&gt; report ─&gt; evidence
 *                                             ↑
 *                                 budget ─────┘
 * </pre>
 *
 * {@code gate} strings the stations together, {@code mojo} knows Maven, {@code release} is the hook of
 * maven-release-plugin, and {@code registry} is a program of its
 * own, a service to probe, that logs its requests as {@code record} says. Which package may know which is kept by {@code PackageRulesTest}.
 */
@NullMarked
package dev.releasegate;

import org.jspecify.annotations.NullMarked;
