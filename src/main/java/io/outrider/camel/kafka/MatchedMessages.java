package io.outrider.camel.kafka;

import io.outrider.camel.MatchedDocument;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/**
 * Makes messages of a batch's events that matched: in a list of {@link MatchedDocument}, out a list of lists of messages, whose keys are
 * the events' ids. A list is to be sent as a whole, and the next one once all of it is acknowledged.
 *
 * <p>The first list has one message. Where the brokers cannot be reached Kafka's client waits for each message anew; so it waits for one.
 */
public final class MatchedMessages implements Processor {

    /** Bytes of the messages of a list, at most, unless it is one: half of what Kafka's client holds before it makes senders wait. */
    private static final int MOST_BYTES = 16 << 20;

    @Override
    public void process(Exchange exchange) {
        List<List<Message>> lists = new ArrayList<>();
        List<Message> list = new ArrayList<>();
        long bytes = 0;
        for (Object each : exchange.getMessage().getBody(List.class)) {
            MatchedDocument document = (MatchedDocument) each;
            int size = document.json().length;
            if (lists.size() < 2 || bytes + size > MOST_BYTES) {
                list = new ArrayList<>();
                lists.add(list);
                bytes = 0;
            }
            bytes += size;
            list.add(message(exchange, document));
        }
        exchange.getMessage().setBody(lists);
    }

    private static Message message(Exchange exchange, MatchedDocument document) {
        Message message = new DefaultMessage(exchange.getContext());
        message.setBody(document.json());
        message.setHeader(KafkaConstants.KEY, document.id());
        return message;
    }
}
