package io.outrider.camel.kafka;

import io.outrider.detect.Backlog;
import io.outrider.detect.WindowGrouping;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Makes the clients of Kafka sources and sinks, for Camel's component. It finds this factory by itself, so routes that are not of the
 * templates get theirs from it too: those are Kafka's own.
 */
public final class KafkaClients extends DefaultKafkaClientFactory {

    private final WindowGrouping grouping;
    private final Backlog backlog;

    public KafkaClients(WindowGrouping grouping, Backlog backlog) {
        this.grouping = grouping;
        this.backlog = backlog;
    }

    /** Called before a route starts: what is wrong with its parameters is told there. */
    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        ClientSettings settings = new ClientSettings(configuration.getAdditionalProperties());
        settings.apply(new Properties());
        if (settings.isPattern()) {
            settings.topicPattern();
        }
        return super.getBrokers(configuration);
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties given) {
        ClientSettings settings = new ClientSettings(given);
        if (settings.name().isEmpty()) {
            return new KafkaConsumer<>(given);
        }
        Properties properties = settings.apply(given);
        // What follows is no choice: offsets are committed once a batch is through, and values are read as bytes.
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return new BatchConsumer(properties, settings, grouping, backlog);
    }

    @Override
    public Producer<Object, Object> getProducer(Properties given) {
        ClientSettings settings = new ClientSettings(given);
        if (settings.name().isEmpty()) {
            return new KafkaProducer<>(given);
        }
        Properties properties = settings.apply(given);
        // An alert that was sent is on all replicas, once, however often the client had to try.
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new AlertProducer(properties, settings.name());
    }
}
