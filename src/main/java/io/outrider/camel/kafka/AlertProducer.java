package io.outrider.camel.kafka;

import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Kafka's producer for a sink: what will never be taken ends as a refusal, see {@link RefusingCallback}. */
final class AlertProducer extends KafkaProducer<Object, Object> {

    private final String sink;

    AlertProducer(Properties properties, String sink) {
        super(properties);
        this.sink = sink;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> message, @Nullable Callback callback) {
        return super.send(message, callback == null ? null : new RefusingCallback(sink, callback));
    }
}
