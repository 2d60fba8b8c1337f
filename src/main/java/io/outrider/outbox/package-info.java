/**
 * Alerts that wait for sinks: each sink takes them at its own pace.
 *
 * <p>An {@link io.outrider.outbox.Outbox} keeps what was said; a {@link io.outrider.outbox.SinkWorker} brings it to one sink, as its
 * {@link io.outrider.outbox.DeliveryPolicy} has it; {@link io.outrider.outbox.SinkWorkers} runs them. See {@code
 * docs/design/outbox.md}.
 */
@NullMarked
package io.outrider.outbox;

import org.jspecify.annotations.NullMarked;
