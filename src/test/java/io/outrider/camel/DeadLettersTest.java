package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final DeadLetters deadLetters = new DeadLetters(
            new ObjectMapper(), new OcsfFinding("0", new AttackCatalog()), Clock.systemUTC(), new Statistics());

    @Test
    void secretsOfAnEndpointAreNotWritten() throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Map.of("message", "synthetic"));
        exchange.setProperty(
                Exchange.FAILURE_ENDPOINT,
                "kafka://alerts?brokers=b:9092&saslPassword=hunter2&sslKeystorePassword=RAW(hunter2)"
                        + "&saslJaasConfig=RAW(a.B required username=\"u\" password=\"hunter2\";)");

        assertThat(String.valueOf(deadLetters.undelivered(exchange)))
                .contains("kafka://alerts", "b:9092")
                .doesNotContain("hunter2");
    }
}
