/**
 * What an auditor needs to repeat the judgement: the session that wrote the samples, and how it ended.
 */
@NullMarked
package dev.releasegate.evidence;

import org.jspecify.annotations.NullMarked;
