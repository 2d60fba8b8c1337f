package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.normalize.RawRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Values are synthetic. */
class ValueRecordsTest {

    private static List<RawRecord> records(byte[] value, int maxRecord) {
        List<RawRecord> records = new ArrayList<>();
        boolean any = new ValueRecords(maxRecord).cut(value, 7, records);
        assertThat(any).isEqualTo(!records.isEmpty());
        return records;
    }

    private static List<RawRecord> records(String value) {
        return records(value.getBytes(StandardCharsets.UTF_8), 1000);
    }

    private static List<String> texts(String value) {
        return records(value).stream().map(RawRecord::text).toList();
    }

    @Test
    void valueIsOneRecordAtTheOffsetOfItsMessage() {
        assertThat(records(" {\"a\": 1}\n")).containsExactly(new RawRecord("{\"a\": 1}", 1, 7, 8, Fault.NONE));
        assertThat(records("{\"a\": 1}").get(0).index())
                .as("scanned in passing")
                .isNotNull();
    }

    @Test
    void textIsOneRecordHoweverManyLinesItHas() {
        assertThat(texts("<13>Jan 1 host app: one\n  two\n{\"three\": 3}\n"))
                .containsExactly("<13>Jan 1 host app: one\n  two\n{\"three\": 3}");
    }

    @Test
    void severalObjectsOrEventsOfAValueAreRecordsWithTheirLines() {
        assertThat(records("{\"a\":1}\n{\"b\":2}\n"))
                .extracting(RawRecord::text, RawRecord::line, RawRecord::offset)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("{\"a\":1}", 1L, 7L),
                        org.assertj.core.api.Assertions.tuple("{\"b\":2}", 2L, 7L));
        assertThat(texts("<?xml version='1.0'?><Event>1</Event><Event>2</Event>"))
                .containsExactly("<Event>1</Event>", "<Event>2</Event>");
    }

    @Test
    void byteOrderMarkBelongsToNoRecord() {
        assertThat(texts("\uFEFF{\"a\":1}")).containsExactly("{\"a\":1}");
    }

    @Test
    void valueOfWhiteSpaceOrNothingHasNone() {
        assertThat(texts("")).isEmpty();
        assertThat(texts(" \r\n\t")).isEmpty();
    }

    @Test
    void invalidBytesAndTooLongValuesAreMarked() {
        assertThat(records(new byte[] {'a', (byte) 0xFF, 'b'}, 1000).get(0).fault())
                .isEqualTo(Fault.MALFORMED_TEXT);
        RawRecord tooLong = records("x".repeat(1001)).get(0);
        assertThat(tooLong.fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(tooLong.length()).isEqualTo(1001);
        assertThat(records("{\"a\":\"" + "x".repeat(1001) + "\"}").get(0).fault())
                .isEqualTo(Fault.TOO_LONG);
    }

    @Test
    void valueOfVeryManyRecordsGivesABoundedNumber() {
        List<RawRecord> records = records("{}".repeat(ValueRecords.MOST + 500));

        assertThat(records).hasSize(ValueRecords.MOST + 1);
        RawRecord rest = records.get(ValueRecords.MOST);
        assertThat(rest.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(rest.length()).isEqualTo(1000);
    }

    /** Whatever it is, and with a maximum that cuts. */
    @Property
    void anyBytesGiveRecordsAndNoException(@ForAll byte[] value) {
        for (RawRecord record : records(value, 5)) {
            assertThat(record.length()).isBetween(1L, (long) value.length);
            assertThat(record.offset()).isEqualTo(7);
        }
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(
                        "{\"a\":1}",
                        "{\"a\":\"ü\"}",
                        "{\"a\":{\"b\":[1,2]}}",
                        "{\"a\": ",
                        "}",
                        "<Event>x</Event>",
                        "text",
                        "\n",
                        " ",
                        "{}")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** The slow twin is the reader of files: what begins as an event is cut in the same way. */
    @Property
    void valueThatBeginsAsAnObjectIsCutAsAFileIs(@ForAll("events") String rest) throws IOException {
        byte[] value = ("{\"first\":0}" + rest).getBytes(StandardCharsets.UTF_8);
        List<RawRecord> expected = new ArrayList<>();
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(value), 1000)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                expected.add(record.at(7));
            }
        }

        assertThat(records(value, 1000)).isEqualTo(expected);
    }
}
