/**
 * Kafka as a source and a sink: what Camel's component leaves to its users.
 *
 * <p>Camel's component runs the loop of a consumer: it polls, makes an exchange of each record, commits where the route says so, and
 * begins anew behind the last commit when an exchange fails. {@link io.outrider.camel.kafka.KafkaClients} gives it consumers whose
 * records are batches ({@link io.outrider.camel.kafka.PolledMessages}); {@link io.outrider.camel.kafka.ReadMessages} cuts
 * them into records, {@link io.outrider.camel.kafka.CommitOffset} commits. See {@code docs/design/kafka.md}.
 */
@NullMarked
package io.outrider.camel.kafka;

import org.jspecify.annotations.NullMarked;
