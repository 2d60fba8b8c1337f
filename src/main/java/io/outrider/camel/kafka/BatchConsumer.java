package io.outrider.camel.kafka;

import io.outrider.detect.Backlog;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.StateConflictException;
import io.outrider.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that gives batches for records: of each partition's messages one record or a few, whose value is {@link PolledMessages}
 * and whose offset is that of its last message.
 *
 * <p>So Camel makes an exchange of a batch and not of a message, all of a poll is through or given up before the next, when partitions
 * may change hands, and what messages have for headers never comes near Camel's own. It subscribes to the topics of its settings,
 * whatever Camel takes for the topic.
 *
 * <p>It tells the grouping which partitions it reads no more, and the {@link Backlog} which it is behind on.
 */
final class BatchConsumer extends KafkaConsumer<Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    /**
     * Bytes of a batch from which on the next message begins another: some hundred Windows events. What a message is cut into, at
     * least two bytes each, is in memory at once.
     */
    private static final int MAX_BYTES = 1 << 20;

    /** How long the broker may take to say where a partition ends, or to take the last commit: as long as a commit may, by Camel's default. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // A broker that refuses us is asked again, but not at the speed of a loop.
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 8_000;

    private final ClientSettings settings;
    private final WindowGrouping grouping;
    private final Backlog backlog;
    private final MessageCounts counts = new MessageCounts();
    // Behind what is through and not yet committed; the consumer's thread's alone.
    private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();
    private @Nullable Metric connections;
    private long pause = FIRST_PAUSE_MILLIS;

    BatchConsumer(Properties properties, ClientSettings settings, WindowGrouping grouping, Backlog backlog) {
        super(properties);
        this.settings = settings;
        this.grouping = grouping;
        this.backlog = backlog;
    }

    @Override
    public void subscribe(Pattern ignored, ConsumerRebalanceListener listener) {
        subscribe(listener);
    }

    @Override
    public void subscribe(Collection<String> ignored, ConsumerRebalanceListener listener) {
        subscribe(listener);
    }

    private void subscribe(ConsumerRebalanceListener listener) {
        if (settings.isPattern()) {
            super.subscribe(settings.topicPattern(), new Leaving(listener));
        } else {
            super.subscribe(settings.topicNames(), new Leaving(listener));
        }
    }

    @Override
    public ConsumerRecords<Object, Object> poll(Duration timeout) {
        ConsumerRecords<Object, Object> polled = pollPatiently(timeout);
        boolean connected = isConnected();
        for (TopicPartition partition : assignment()) {
            // Nothing is known of a partition's end before its first answer.
            boolean behind = !connected || currentLag(partition).orElse(1) > 0;
            backlog.set(unit(partition).id(), behind);
        }
        Map<TopicPartition, List<ConsumerRecord<Object, Object>>> batches = new LinkedHashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<Object, Object>> messages = polled.records(partition);
            try {
                beginAnewIfReplaced(partition, messages.get(0).offset());
            } catch (StoreException | StateConflictException e) {
                return again(polled, e);
            }
            batches.put(partition, batches(unit(partition), messages));
        }
        return new ConsumerRecords<>(batches, polled.nextOffsets());
    }

    /** Gives nothing of a poll now, and all of it at the next one: where partitions are is not known without the store. */
    private ConsumerRecords<Object, Object> again(ConsumerRecords<Object, Object> polled, RuntimeException cause) {
        LOG.error("Source {}: reads nothing, and tries again: {}", settings.name(), cause.getMessage());
        for (TopicPartition partition : polled.partitions()) {
            seek(partition, polled.records(partition).get(0).offset());
        }
        pause();
        return ConsumerRecords.empty();
    }

    private ConsumerRecords<Object, Object> pollPatiently(Duration timeout) {
        try {
            ConsumerRecords<Object, Object> polled = super.poll(timeout);
            pause = FIRST_PAUSE_MILLIS;
            return polled;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.error("Source {}: cannot read from Kafka, and tries again: {}", settings.name(), e.getMessage());
            pause();
            throw e;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }

    /** Whether there is a connection to any broker: Kafka's client says of a broker that is gone only that nothing came. */
    private boolean isConnected() {
        if (connections == null) {
            connections = metrics().entrySet().stream()
                    .filter(metric -> metric.getKey().name().equals("connection-count")
                            && metric.getKey().group().equals("consumer-metrics"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .map(Metric.class::cast)
                    .orElse(null);
        }
        return connections == null || !(connections.metricValue() instanceof Double count) || count > 0;
    }

    /** A topic that was deleted and made again begins at 0: by its old position its messages would be taken for read. */
    private void beginAnewIfReplaced(TopicPartition partition, long offset) {
        SourceUnit unit = unit(partition);
        long position = grouping.position(unit.id());
        if (offset < position) {
            Long end = endOffsets(List.of(partition), PATIENCE).get(partition);
            if (end != null && end < position) {
                LOG.warn(
                        "Source {}: {} ends at offset {}, but was read up to {}: it is taken for a new one",
                        settings.name(),
                        unit.place(),
                        end,
                        position);
                grouping.forget(unit.id());
            }
        }
    }

    private List<ConsumerRecord<Object, Object>> batches(
            SourceUnit unit, List<ConsumerRecord<Object, Object>> messages) {
        List<ConsumerRecord<Object, Object>> batches = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < messages.size(); i++) {
            bytes += Math.max(0, messages.get(i).serializedValueSize());
            if (bytes >= MAX_BYTES || i == messages.size() - 1) {
                batches.add(record(new PolledMessages(unit, messages.subList(from, i + 1), counts)));
                from = i + 1;
                bytes = 0;
            }
        }
        return batches;
    }

    private static ConsumerRecord<Object, Object> record(PolledMessages batch) {
        ConsumerRecord<Object, Object> last = batch.last();
        return new ConsumerRecord<>(last.topic(), last.partition(), last.offset(), null, batch);
    }

    /** The same on every instance: of one source, a topic and a partition. */
    private SourceUnit unit(TopicPartition partition) {
        return new SourceUnit("kafka " + settings.name() + ' ' + partition, partition.topic(), partition.toString());
    }

    /** A rebalance may stand in the way. Then the next batch's commit makes up for it, or the one when the partition is taken, or the last. */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        owed.putAll(offsets);
        try {
            commitOwed(owed.keySet(), timeout);
        } catch (WakeupException e) {
            // Who stops wakes it out of a poll; the batch is through all the same.
            commitOwed(owed.keySet(), timeout);
        }
    }

    private void commitOwed(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(owed);
        offsets.keySet().retainAll(partitions);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            super.commitSync(offsets, timeout);
            owed.keySet().removeAll(offsets.keySet());
        } catch (RebalanceInProgressException e) {
            LOG.debug("Source {}: {} is committed later: {}", settings.name(), offsets, e.getMessage());
        }
    }

    /** For the last time: whoever has the partitions next begins where these offsets are. */
    private void commitAtTheEnd(Collection<TopicPartition> partitions) {
        try {
            commitOwed(partitions, PATIENCE);
        } catch (KafkaException e) {
            LOG.warn(
                    "Source {}: offsets are not committed, so that messages which are through come again: {}",
                    settings.name(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        commitAtTheEnd(owed.keySet());
        super.close();
        LOG.info("Source {}: {}", settings.name(), counts.line());
    }

    /** Ends the units of partitions that are taken from this consumer. */
    private final class Leaving implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener next;

        Leaving(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            next.onPartitionsRevoked(partitions);
            commitAtTheEnd(partitions);
            leave(partitions);
        }

        /** Another consumer has them by now: there is nothing to commit. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            leave(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                String id = unit(partition).id();
                backlog.set(id, true);
                grouping.arrive(id);
            }
            next.onPartitionsAssigned(partitions);
        }

        private void leave(Collection<TopicPartition> partitions) {
            owed.keySet().removeAll(partitions);
            for (TopicPartition partition : partitions) {
                String id = unit(partition).id();
                backlog.set(id, false);
                grouping.leave(id);
            }
        }
    }
}
