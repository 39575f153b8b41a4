/**
 * The hook of maven-release-plugin: no commit, no tag and no deployment without evidence. Knows Maven's release API, and is
 * found through {@code META-INF/plexus/components.xml}.
 */
@NullMarked
package dev.releasegate.release;

import org.jspecify.annotations.NullMarked;
