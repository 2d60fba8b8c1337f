package io.outrider.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that a transport has framed, to events. Events are synthetic. */
class MessageRecordsTest {

    private final MessageRecords records = new MessageRecords();
    private final Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Clock.systemUTC());

    private EventBatch normalize(RawRecord... messages) {
        return normalizer.normalize(
                new RecordBatch(new SourceUnit("syslog test", "udp:514"), List.of(messages), messages.length));
    }

    private RawRecord record(String text, long number, String peer) {
        byte[] bytes = text.getBytes(UTF_8);
        return records.record(bytes, bytes.length, number, peer);
    }

    private Value host(RawRecord message) {
        return normalize(message).events().get(0).field("host");
    }

    @Test
    void sourceIsTheInputAndHostThePeerWhereTheEventNamesNone() {
        Event event = normalize(record("{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"a\":1}", 41, "192.0.2.7"))
                .events()
                .get(0);

        assertThat(event.field("host")).isEqualTo(Value.of("192.0.2.7"));
        assertThat(event.field("source")).isEqualTo(Value.of("udp:514"));
        assertThat(event.origin().line()).isEqualTo(42);
        assertThat(event.origin().offset()).isEqualTo(41);
    }

    @Test
    void hostThatTheEventNamesIsKept() {
        assertThat(host(record("{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"host\":\"fw1\"}", 0, "192.0.2.7")))
                .isEqualTo(Value.of("fw1"));
        assertThat(host(record("{\"EventID\":1,\"Channel\":\"x\",\"Hostname\":\"ws1\"}", 0, "192.0.2.7")))
                .isEqualTo(Value.of("ws1"));
    }

    @Test
    void hostIsThePeerHoweverTheEventIsRead() {
        RawRecord message = record(
                "{\"EventID\":1,\"Channel\":\"x\",\"@timestamp\":\"2025-06-03T09:00:00Z\"}", 0, "2001:db8:0:0:0:0:0:7");

        assertThat(message.index()).as("scanned").isNotNull();
        assertThat(host(message)).isEqualTo(Value.of("2001:db8:0:0:0:0:0:7"));
        assertThat(normalize(message).events().get(0).fields()).containsEntry("host", Value.of("2001:db8:0:0:0:0:0:7"));
    }

    @Test
    void messageOfSeveralLinesIsOneRecord() {
        assertThat(normalize(record("{\"@timestamp\":\"2025-06-03T09:00:00Z\",\n\"a\":\n1}", 0, "192.0.2.7"))
                        .events())
                .hasSize(1);
    }

    @Test
    void cutMessageIsSetAsideWithItsWholeLength() {
        SourceUnit unit = new SourceUnit("syslog fw", "tcp:514", "tcp:514", "outrider.source.fw.maxMessageSize");
        RawRecord cut = records.record("{\"a\":".getBytes(UTF_8), 5_000_000, 0, "192.0.2.7");
        EventBatch batch = normalizer.normalize(new RecordBatch(unit, List.of(cut), 1));

        assertThat(batch.events()).isEmpty();
        assertThat(batch.rejects()).hasSize(1);
        assertThat(batch.rejects().get(0).length()).isEqualTo(5_000_000);
        assertThat(batch.rejects().get(0).text()).isEqualTo("{\"a\":");
        assertThat(batch.rejects().get(0).reason())
                .isEqualTo(
                        "expected a record within the size limit (outrider.source.fw.maxMessageSize), but found one of"
                                + " 5000000 bytes");
    }

    @Test
    void messageThatIsNotUtf8IsAnEventAndSaidSo() {
        byte[] bytes = "{\"@timestamp\":\"2025-06-03T09:00:00Z\",\"a\":\"?\"}".getBytes(UTF_8);
        bytes[bytes.length - 3] = (byte) 0xFF;

        EventBatch batch = normalize(records.record(bytes, bytes.length, 0, null));

        assertThat(batch.events()).hasSize(1);
        assertThat(batch.rejects()).hasSize(1);
        assertThat(batch.rejects().get(0).repaired()).isTrue();
    }

    @Test
    void timesThatLackAYearOrAreNotThereAreThoseOfTheReceiptOfWhatWasKept() {
        Instant received = Instant.parse("2025-12-31T23:00:00Z");
        Normalizer later =
                new Normalizer(ZoneOffset.UTC, Clock.fixed(Instant.parse("2027-02-03T04:05:06Z"), ZoneOffset.UTC));
        RawRecord dated = record("<13>Dec 31 22:59:58 fw1 app: words", 0, "192.0.2.7");
        RawRecord undated = record("{\"a\":1}", 1, "192.0.2.7");

        EventBatch events = later.normalize(new RecordBatch(
                new SourceUnit("syslog test", "tcp:514"),
                List.of(dated.receivedAt(received), undated.receivedAt(received)),
                2));

        assertThat(events.events())
                .extracting(Event::time)
                .containsExactly(Instant.parse("2025-12-31T22:59:58Z"), received);
        assertThat(dated.receivedAt(received)).isEqualTo(dated);
        assertThat(dated.receivedAt(received).at(7).received()).isEqualTo(received);
    }
}
