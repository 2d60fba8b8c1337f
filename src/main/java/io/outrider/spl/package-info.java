/**
 * The SPL front end: from the text of a search to the parts of a rule.
 *
 * <p>Enters: a search as a detection file holds it, and the macros that it may call. Leaves: the neutral parts of {@link
 * io.outrider.rule.Rule}, or everything that is wrong with the search, each with its position. Start at {@link
 * io.outrider.spl.SplCompiler}.
 *
 * <p>The stages, one after the other: <em>expand</em> macros as text ({@code MacroExpander}), split the pipeline
 * ({@code PipelineSplitter}), <em>parse</em> each command to a tree ({@code PipelineParser}), <em>lower</em> the tree
 * ({@code PipelineLowering}). Design and alternatives: {@code docs/design/spl-front-end.md}.
 */
@NullMarked
package io.outrider.spl;

import org.jspecify.annotations.NullMarked;
