package io.outrider.camel.kafka;

import io.outrider.deliver.RefusedDeliveryException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a message that will never be taken from one that may be later: one that is larger than client or topic allow, and one for a topic
 * that cannot be.
 */
final class RefusingCallback implements Callback {

    private final String sink;
    private final Callback callback;

    RefusingCallback(String sink, Callback callback) {
        this.sink = sink;
        this.callback = callback;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception e) {
        boolean never = e instanceof RecordTooLargeException || e instanceof InvalidTopicException;
        callback.onCompletion(
                metadata, never ? new RefusedDeliveryException("kafka " + sink + ": " + e.getMessage()) : e);
    }
}
