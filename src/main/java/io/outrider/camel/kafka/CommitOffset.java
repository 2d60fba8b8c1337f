package io.outrider.camel.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * Commits the offset behind a batch that is through. On the consumer's own thread, as Kafka's client demands: everything between the
 * source and this happens on it.
 */
public final class CommitOffset implements Processor {

    /** Exchange variable: Camel's handle for the commit. */
    public static final String COMMIT = "commit";

    @Override
    public void process(Exchange exchange) {
        exchange.getVariable(COMMIT, KafkaManualCommit.class).commit();
    }
}
