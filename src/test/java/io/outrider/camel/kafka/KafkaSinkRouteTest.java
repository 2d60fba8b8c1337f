package io.outrider.camel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.ShippedRoutes;
import io.outrider.deliver.RenderedFindings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Kafka sink's route as it is shipped, before Kafka's own stand-in for a producer. Findings are synthetic. */
class KafkaSinkRouteTest {

    private final MockProducer<Object, Object> producer =
            new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, value) -> new byte[0]);

    private CamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        context = ShippedRoutes.context(Map.of());
        context.getRegistry().bind("kafkaClients", new DefaultKafkaClientFactory() {
            @Override
            public Producer<Object, Object> getProducer(Properties properties) {
                return producer;
            }
        });
        ShippedRoutes.load(context, "9-error-handling", "sinks/kafka");
        context.start();
        TemplatedRouteBuilder.builder(context, "kafka-sink")
                .routeId("sink-soc")
                .parameters(Map.of("name", "soc", "brokers", "127.0.0.1:1", "topic", "alerts"))
                .add();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void send(int revision) {
        template.send("direct:sink-soc", exchange -> {
            exchange.setVariable("uid", "5ca1ab1e");
            exchange.getMessage()
                    .setBody(RenderedFindings.document(
                            "TTP",
                            RenderedFindings.row(),
                            revision,
                            revision == 0 ? Activity.CREATE : Activity.UPDATE));
        });
    }

    @Test
    void alertThatIsDeliveredTwiceIsASecondRecordOfTheSameKeyIdAndSequence() throws Exception {
        send(0);
        send(1);
        send(1);

        List<ProducerRecord<Object, Object>> records = producer.history();
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("alerts");
            assertThat(record.key()).isEqualTo("5ca1ab1e");
        });
        JsonNode first = finding(records.get(0));
        JsonNode update = finding(records.get(1));
        assertThat(finding(records.get(2))).isEqualTo(update);
        assertThat(update.at("/metadata/uid").asText()).isEqualTo("5ca1ab1e");
        assertThat(update.at("/metadata/uid")).isEqualTo(first.at("/metadata/uid"));
        assertThat(first.at("/metadata/sequence").asInt()).isZero();
        assertThat(update.at("/metadata/sequence").asInt()).isEqualTo(1);
    }

    private static JsonNode finding(ProducerRecord<Object, Object> record) throws Exception {
        return new ObjectMapper().readTree(new String((byte[]) record.value(), UTF_8));
    }
}
