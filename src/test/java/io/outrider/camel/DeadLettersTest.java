package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    @Test
    void lineOfAFindingTellsTheSinkAndTheReason() throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Map.of("message", "synthetic\nof two lines"));
        exchange.setVariable(RouteSender.SINK, "soc");
        exchange.setVariable(RouteSender.REASON, "webhook soc at 127.0.0.1 answered 410");

        assertThat(new DeadLetters(new ObjectMapper(), new Statistics()).undelivered(exchange))
                .isEqualTo("{\"reason\":\"webhook soc at 127.0.0.1 answered 410\",\"sink\":\"soc\","
                        + "\"finding\":{\"message\":\"synthetic\\nof two lines\"}}\n");
    }
}
