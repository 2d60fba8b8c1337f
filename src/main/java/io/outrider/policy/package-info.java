/**
 * What becomes of alerts between the grouping and the outbox: which of them are held back, and by what.
 *
 * <p>Enter: the emissions of a batch, with what an inventory knows of their rows. Leave: those that are to be sent, and of the others
 * what is listed. Start at {@link io.outrider.policy.AlertGate}; {@code docs/design/suppression.md} tells why it is made so.
 */
@NullMarked
package io.outrider.policy;

import org.jspecify.annotations.NullMarked;
