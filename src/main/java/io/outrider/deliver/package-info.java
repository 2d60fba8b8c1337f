/**
 * What deliveries to other systems have in common, without a client: what is sent, where it may go, and what an answer means.
 *
 * <p>A {@link io.outrider.deliver.Target} is a kind of system, made from a sink's {@link io.outrider.deliver.SinkSettings}; it delivers a
 * {@link io.outrider.deliver.Finding} by the calls that a {@link io.outrider.deliver.Delivery} makes. {@link
 * io.outrider.deliver.EgressPolicy} says which addresses may be called, {@link io.outrider.deliver.HttpOptions} how. {@code
 * PayloadFormat} is the form of what a webhook is sent; {@link io.outrider.deliver.Templates} are read elsewhere. See {@code docs/design/delivery.md}.
 */
@NullMarked
package io.outrider.deliver;

import org.jspecify.annotations.NullMarked;
