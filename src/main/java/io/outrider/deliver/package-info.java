/**
 * What deliveries to other systems have in common, without a client: what is sent, where it may go, and what an answer means.
 *
 * <p>{@link io.outrider.deliver.WebhookSettings} is a webhook as the operator gave it, {@link io.outrider.deliver.WebhookMessage} an
 * emission of an alert on its way, {@link io.outrider.deliver.Answer} what came back. {@link io.outrider.deliver.EgressPolicy} says
 * which addresses may be called. See {@code docs/design/delivery.md}.
 */
@NullMarked
package io.outrider.deliver;

import org.jspecify.annotations.NullMarked;
