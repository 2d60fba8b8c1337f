/**
 * The neutral rule: what a detection means, whatever language it was written in.
 *
 * <p>Compilers of rule languages produce {@link io.outrider.rule.Rule}s; the engine ({@code detect}) runs them. Nothing
 * here knows SPL, files or routes. All values are immutable and check themselves.
 */
@NullMarked
package io.outrider.rule;

import org.jspecify.annotations.NullMarked;
