package io.outrider.camel.kafka;

import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.ValueRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Cuts messages into records: in {@link PolledMessages}, out {@link RecordBatch}. Messages before the partition's position are
 * left out: they come again where their batch went through but its offset was not committed.
 */
public final class ReadMessages implements Processor {

    private final WindowGrouping grouping;
    private final int maxEventSize;

    /** @param maxEventSize in bytes; a longer event goes to the dead letters */
    public ReadMessages(WindowGrouping grouping, int maxEventSize) {
        this.grouping = grouping;
        this.maxEventSize = maxEventSize;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        PolledMessages polled = exchange.getMessage().getMandatoryBody(PolledMessages.class);
        long position = grouping.position(polled.unit().id());
        ValueRecords reader = new ValueRecords(maxEventSize);
        List<RawRecord> records = new ArrayList<>(polled.messages().size());
        for (ConsumerRecord<Object, Object> message : polled.messages()) {
            polled.counts().message();
            if (message.offset() < position) {
                polled.counts().readBefore();
            } else if (!(message.value() instanceof byte[] value && reader.cut(value, message.offset(), records))) {
                polled.counts().withoutValue();
            }
        }
        // Never back: what was read before the position is in the windows.
        exchange.getMessage().setBody(new RecordBatch(polled.unit(), records, Math.max(position, polled.endOffset())));
    }
}
