package io.outrider.camel.kafka;

import io.outrider.normalize.SourceUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Consecutive messages of one partition: what one exchange carries.
 *
 * @param unit the partition
 * @param messages one at least; keys and values are bytes or {@code null}
 * @param counts of the consumer that they came through
 */
record PolledMessages(SourceUnit unit, List<ConsumerRecord<Object, Object>> messages, MessageCounts counts) {

    PolledMessages {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("expected one message or more of " + unit.place());
        }
    }

    /** Behind the last message. */
    long endOffset() {
        return last().offset() + 1;
    }

    ConsumerRecord<Object, Object> last() {
        return messages.get(messages.size() - 1);
    }
}
