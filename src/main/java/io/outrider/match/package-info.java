/**
 * Finds the rules whose conditions hold on an event, at a cost that hangs on how many could hold, not on how many there are.
 *
 * <p>Enters: the conditions of a group of rules ({@link io.outrider.rule.Predicate}), compiled to a {@link
 * io.outrider.match.MatchIndex}, and the values of an event, folded to one case in {@link io.outrider.match.FoldedFields}.
 * Leaves: the numbers of the rules. What the index cannot decide it lets through and says so ({@link
 * io.outrider.match.MatchIndex#exact}). Start at {@link io.outrider.match.Matcher}; why it is built so is told in {@code
 * docs/design/matcher.md}.
 */
@NullMarked
package io.outrider.match;

import org.jspecify.annotations.NullMarked;
