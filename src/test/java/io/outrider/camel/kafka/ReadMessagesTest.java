package io.outrider.camel.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.ShippedRoutes;
import io.outrider.cim.DataModels;
import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceUnit;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Messages are synthetic. */
class ReadMessagesTest {

    private static final SourceUnit UNIT = new SourceUnit("kafka edr events-3", "events", "events-3");

    private final GroupingSettings settings = ShippedRoutes.settings(false);
    private final Detector detector =
            new Detector(RulePack.compile(List.of(), DataModels.standard(), settings), Clock.systemUTC());
    private final WindowGrouping grouping = new WindowGrouping(detector, settings, Clock.systemUTC());
    private final MessageCounts counts = new MessageCounts();

    private RecordBatch read(long first, String... values) throws Exception {
        List<ConsumerRecord<Object, Object>> messages = new ArrayList<>();
        for (String value : values) {
            messages.add(new ConsumerRecord<>(
                    "events",
                    3,
                    first + messages.size(),
                    null,
                    value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        }
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(new PolledMessages(UNIT, messages, counts));
        new ReadMessages(grouping, 1000).process(exchange);
        return exchange.getMessage().getBody(RecordBatch.class);
    }

    private void commitUpTo(long position) {
        Detections batch = grouping.begin(detector.detect(new EventBatch(UNIT, List.of(), List.of(), position, false)));
        grouping.savePosition(batch);
        grouping.commit();
    }

    @Test
    void batchEndsBehindItsLastMessageAlsoWhereThatHasNoRecord() throws Exception {
        RecordBatch batch = read(40, "{\"a\":1}", null, "{\"b\":1}\n{\"c\":1}", " ");

        assertThat(batch.unit()).isEqualTo(UNIT);
        assertThat(batch.records()).extracting(RawRecord::offset).containsExactly(40L, 42L, 42L);
        assertThat(batch.endOffset()).isEqualTo(44);
        assertThat(counts.line()).isEqualTo("4 messages, 2 of them without a value; 0 came again and were left out");
    }

    @Test
    void messagesThatAreThroughAreLeftOutWhenTheyComeAgain() throws Exception {
        commitUpTo(42);

        RecordBatch batch = read(40, "one", "two", "three");

        assertThat(batch.records()).extracting(RawRecord::text).containsExactly("three");
        assertThat(counts.line()).endsWith("2 came again and were left out");
    }

    @Test
    void positionNeverGoesBack() throws Exception {
        commitUpTo(50);

        assertThat(read(40, "one", "two").endOffset()).isEqualTo(50);
    }

    @Test
    void partitionThatWasLeftKeepsItsPositionAndOneThatIsForgottenDoesNot() {
        commitUpTo(50);

        grouping.leave(UNIT.id());
        assertThat(grouping.position(UNIT.id())).isEqualTo(50);
        grouping.forget(UNIT.id());
        assertThat(grouping.position(UNIT.id())).isZero();
    }
}
