package io.outrider.camel.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.MatchedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class MatchedMessagesTest {

    private static List<List<String>> keys(int documents, int bytes) {
        byte[] json = new byte[bytes];
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(IntStream.range(0, documents)
                        .mapToObj(i -> new MatchedDocument("id-" + i, json))
                        .toList());
        new MatchedMessages().process(exchange);
        List<List<String>> keys = new ArrayList<>();
        for (Object list : exchange.getMessage().getBody(List.class)) {
            List<String> ofList = new ArrayList<>();
            for (Object message : (List<?>) list) {
                assertThat(((Message) message).getBody()).isSameAs(json);
                ofList.add(((Message) message).getHeader("kafka.KEY", String.class));
            }
            keys.add(ofList);
        }
        return keys;
    }

    @Test
    void firstMessageGoesAloneAndTheOthersTogether() {
        assertThat(keys(1, 10)).containsExactly(List.of("id-0"));
        assertThat(keys(4, 10)).containsExactly(List.of("id-0"), List.of("id-1", "id-2", "id-3"));
    }

    @Test
    void listIsNoLargerThanTheClientHolds() {
        assertThat(keys(5, 6 << 20)).containsExactly(List.of("id-0"), List.of("id-1", "id-2"), List.of("id-3", "id-4"));
    }

    @Test
    void messageThatIsLargerGoesAlone() {
        assertThat(keys(3, 17 << 20)).containsExactly(List.of("id-0"), List.of("id-1"), List.of("id-2"));
    }
}
