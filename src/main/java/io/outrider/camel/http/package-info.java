/**
 * Sinks that call other systems over HTTP.
 *
 * <p>{@link io.outrider.camel.http.OutboundClient} is the one way out: no redirects, no addresses but those that {@link
 * io.outrider.deliver.EgressPolicy} allows, an end to every call. {@link io.outrider.camel.http.HttpSink} is a step of a route.
 * See {@code docs/design/delivery.md}.
 */
@NullMarked
package io.outrider.camel.http;

import org.jspecify.annotations.NullMarked;
