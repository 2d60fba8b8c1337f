package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.normalize.RawRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

    @Test
    void jsonLinesAreOneRecordEachWithLineOffsetAndLength() throws IOException {
        assertThat(Reading.records("{\"a\":1}\r\n\n  {\"b\":\"\u00e9\"}"))
                .containsExactly(
                        new RawRecord("{\"a\":1}", 1, 0, 7, Fault.NONE),
                        new RawRecord("{\"b\":\"\u00e9\"}", 3, 12, 10, Fault.NONE));
    }

    @Test
    void objectsOnOneLineAreRecordsOfTheirOwn() throws IOException {
        assertThat(texts("{\"a\":1}{\"b\":2} {\"c\":3}")).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void prettyPrintedObjectIsOneRecord() throws IOException {
        String pretty = "{\n  \"Event\": {\n    \"x\": [\n      {\n        \"y\": \"}\"\n      }\n    ]\n  }\n}";
        assertThat(texts(pretty + "\n" + pretty)).containsExactly(pretty, pretty);
    }

    @Test
    void recordHeadersDeclarationsAndEventsTagsFrameRecordsAndAreNone() throws IOException {
        assertThat(texts(
                        "Record 1\n{\n \"a\": 1\n}\nRecord 2\r\n<?xml version=\"1.0\"?>\n<Events xmlns='e'><Event>1</Event>"
                                + "<Event>2</Event></Events>\n"))
                .containsExactly("{\n \"a\": 1\n}", "<Event>1</Event>", "<Event>2</Event>");
    }

    @Test
    void xmlEventOverSeveralLinesIsOneRecord() throws IOException {
        String event = "<Event xmlns='e'>\n<EventData>\n{\"a\":1}\n01/14/2021 11:41:39 PM\n</EventData></Event>";
        assertThat(texts(event + "\n" + event)).containsExactly(event, event);
    }

    @Test
    void eventDataIsNoStartOfAnEvent() throws IOException {
        assertThat(texts("<EventData>\n<Event>1</Event>")).containsExactly("<EventData>", "<Event>1</Event>");
    }

    @Test
    void textEventGoesOnToTheNextStart() throws IOException {
        String text = "01/14/2021 11:41:39 PM\r\nLogName=x\r\nMessage=a\r\n\r\n{ script }\r\n{\r\nb";
        assertThat(texts(text + "\r\n\r\n" + text + "\n<Event>1</Event>\n" + text + "\n{\"a\":1}"))
                .containsExactly(text, text, "<Event>1</Event>", text, "{\"a\":1}");
    }

    @Test
    void otherTextIsOneRecordPerLine() throws IOException {
        assertThat(texts("one\ntwo \n[\n")).containsExactly("one", "two", "[");
    }

    @Test
    void objectCutInAStringDoesNotTakeTheNextOne() throws IOException {
        assertThat(texts("{\"a\":\"x\n{\"b\":2}\n")).containsExactly("{\"a\":\"x", "{\"b\":2}");
    }

    @Test
    void objectCutBetweenMembersDoesNotTakeTheNextOne() throws IOException {
        assertThat(texts("{\"a\":1,\n{\"b\":2}\n{\"c\":\n{\"d\":4}\n{\"e\":[\n{\"f\":6}\n{\"g\":7"))
                .containsExactly("{\"a\":1,", "{\"b\":2}", "{\"c\":", "{\"d\":4}", "{\"e\":[", "{\"f\":6}", "{\"g\":7");
    }

    @Test
    void prettyObjectThatIsCutDoesNotTakeTheNextOne() throws IOException {
        assertThat(texts("{\n  \"a\": {\n    \"b\": 1,\n{\n  \"c\": 2\n}\n"))
                .containsExactly("{\n  \"a\": {\n    \"b\": 1,", "{\n  \"c\": 2\n}");
    }

    @Test
    void objectThatIsCutDoesNotTakeEventsOfOtherShapes() throws IOException {
        assertThat(texts("{\"a\":\n<Event>1</Event>\n{\"b\":\n01/14/2021 11:41:39 PM\nLogName=x"))
                .containsExactly("{\"a\":", "<Event>1</Event>", "{\"b\":", "01/14/2021 11:41:39 PM\nLogName=x");
    }

    @Test
    void xmlEventThatIsCutDoesNotTakeTheNextOne() throws IOException {
        assertThat(texts("<Event><System>\n<Event>1</Event>")).containsExactly("<Event><System>", "<Event>1</Event>");
    }

    @Test
    void recordOfExactlyTheGreatestSizeIsWhole() throws IOException {
        assertThat(Reading.records("{\"a\":12}\nx".getBytes(StandardCharsets.UTF_8), 8, 3))
                .containsExactly(
                        new RawRecord("{\"a\":12}", 1, 0, 8, Fault.NONE), new RawRecord("x", 2, 9, 1, Fault.NONE));
    }

    @Test
    void whiteSpaceBehindARecordDoesNotMakeItTooLong() throws IOException {
        assertThat(Reading.records(("abc" + " ".repeat(500) + "\nx").getBytes(StandardCharsets.UTF_8), 3, 16))
                .extracting(RawRecord::fault)
                .containsExactly(Fault.NONE, Fault.NONE);
    }

    @Test
    void longerRecordKeepsItsBeginningAndItsLength() throws IOException {
        List<RawRecord> records =
                Reading.records("{\"a\":\"\u20ac\u20ac\"}\n{}".getBytes(StandardCharsets.UTF_8), 10, 4);
        assertThat(records)
                .containsExactly(
                        // The second euro sign would be cut in two.
                        new RawRecord("{\"a\":\"\u20ac", 1, 0, 14, Fault.TOO_LONG),
                        new RawRecord("{}", 2, 15, 2, Fault.NONE));
    }

    @Test
    void lineOfTenMegabytesIsSetAsideAndReadingGoesOn() throws IOException {
        String line = "{\"a\":\"" + "x".repeat(10 << 20) + "\"}";
        List<RawRecord> records = Reading.records(line + "\n{\"b\":1}\n");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(records.get(0).length()).isEqualTo(line.length());
        assertThat(records.get(0).text()).isEqualTo(line.substring(0, 1 << 16));
        assertThat(records.get(1).text()).isEqualTo("{\"b\":1}");
    }

    @Test
    void memoryIsBoundedWhateverTheRecordIsLong() throws IOException {
        // More than an int counts, and more than any array holds.
        long length = Integer.MAX_VALUE + 1000L;
        InputStream endless = new InputStream() {
            private long left = length;

            @Override
            public int read() {
                throw new AssertionError("read byte by byte");
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                if (left == 0) {
                    return -1;
                }
                // As one unclosed object: '{' and nothing that would end it.
                int given = (int) Math.min(count, left);
                Arrays.fill(target, offset, offset + given, (byte) '{');
                left -= given;
                return given;
            }
        };
        try (RecordReader reader = new RecordReader(endless)) {
            assertThat(reader.next())
                    .extracting(RawRecord::length, RawRecord::fault)
                    .containsExactly(length, Fault.TOO_LONG);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void bytesThatAreNoUtf8AreReplacedAndTheFaultIsTold() throws IOException {
        byte[] input = "{\"a\":\"?\"}\n{\"b\":\"\uFFFD\"}".getBytes(StandardCharsets.UTF_8);
        input[6] = (byte) 0xFF;
        assertThat(Reading.records(input, 1000, 1000))
                .containsExactly(
                        new RawRecord("{\"a\":\"\uFFFD\"}", 1, 0, 9, Fault.MALFORMED_TEXT),
                        new RawRecord("{\"b\":\"\uFFFD\"}", 2, 10, 11, Fault.NONE));
    }

    @Test
    void positionIsBehindTheLastRecord() throws IOException {
        try (RecordReader reader =
                new RecordReader(new ByteArrayInputStream("{}\n\n{}\n".getBytes(StandardCharsets.UTF_8)))) {
            reader.next();
            assertThat(reader.position()).isEqualTo(2);
            reader.next();
            assertThat(reader.position()).isEqualTo(6);
            assertThat(reader.next()).isNull();
            assertThat(reader.position()).isEqualTo(7);
        }
    }

    @Test
    void manyLinesThatMightStartARecordTakeNoQuadraticTime() throws IOException {
        // Each line has to be looked at ahead, as it might be an object of its own; all of it is one broken record.
        String input = "{\"a\":[\n" + "{\"x\":1},\n".repeat(200_000);
        assertThat(Reading.records(input)).hasSize(1);
    }

    private static List<String> texts(String input) throws IOException {
        return Reading.records(input).stream().map(RawRecord::text).toList();
    }
}
