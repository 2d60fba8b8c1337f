package io.outrider.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A topic of a real broker, in all of whose partitions there are events of all hosts. */
final class OracleTopic implements OracleSource {

    private static final int PARTITIONS = 4;

    private final CountedEvents events;
    private final KafkaBroker broker;
    private final String topic;
    private final Random random;
    private final boolean known;
    private final Admin admin;

    /** @param known whether the group knows the instance by a name; otherwise it waits for a killed one for some seconds */
    OracleTopic(CountedEvents events, KafkaBroker broker, String topic, Random random, boolean known) throws Exception {
        this.events = events;
        this.broker = broker;
        this.topic = topic;
        this.random = random;
        this.known = known;
        broker.create(topic, PARTITIONS);
        this.admin = broker.admin();
    }

    @Override
    public void configure(Outrider outrider) {
        outrider.with("outrider.sources", "edr")
                .with("outrider.source.edr.type", "kafka")
                .with("outrider.source.edr.brokers", broker.address())
                .with("outrider.source.edr.topics", topic)
                .with("outrider.source.edr.group", topic)
                .with("outrider.source.edr.pollTimeout", "100")
                .with("outrider.source.edr.maxPollRecords", "25")
                .with("outrider.source.edr.sessionTimeout", "6000");
        if (known) {
            outrider.with("outrider.source.edr.groupInstanceId", "one");
        }
    }

    @Override
    public void feed() {
        List<CountedEvents.Event> next = events.next(1_200);
        try (KafkaProducer<byte[], byte[]> producer = broker.producer("lz4")) {
            for (CountedEvents.Event event : next) {
                producer.send(new ProducerRecord<>(
                        topic, random.nextInt(PARTITIONS), null, event.text().getBytes(StandardCharsets.UTF_8)));
            }
        }
        events.count(next);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
        return admin.listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    @Override
    public long taken() {
        try {
            return committed().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isUnacknowledged(StoreLook store) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        Map<String, StoreLook.Unit> units = store.units();
        for (int i = 0; i < PARTITIONS; i++) {
            TopicPartition partition = new TopicPartition(topic, i);
            OffsetAndMetadata offset = committed.get(partition);
            StoreLook.Unit unit = units.get("kafka edr " + partition);
            if (unit != null && unit.position() > (offset == null ? 0 : offset.offset())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        admin.close();
    }
}
