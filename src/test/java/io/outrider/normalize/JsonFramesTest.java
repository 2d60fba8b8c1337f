package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.normalize.RawRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects of arrays and envelopes. Synthetic. */
class JsonFramesTest {

    @Test
    void elementsOfAnArrayAreRecordsWithTheirOwnPlaces() throws IOException {
        assertThat(Reading.records("[{\"a\":1}, {\"b\":2}\n,\n{\"c\":3}]\n"))
                .containsExactly(
                        new RawRecord("{\"a\":1}", 1, 1, 7, Fault.NONE),
                        new RawRecord("{\"b\":2}", 1, 10, 7, Fault.NONE),
                        new RawRecord("{\"c\":3}", 3, 20, 7, Fault.NONE));
    }

    @Test
    void prettyPrintedArrayIsTakenApart() throws IOException {
        assertThat(texts("[\n  {\n    \"a\": [\n      {}\n    ]\n  },\n  {\n    \"b\": 2\n  }\n]\n"))
                .containsExactly("{\n    \"a\": [\n      {}\n    ]\n  }", "{\n    \"b\": 2\n  }");
    }

    @Test
    void envelopesOfCloudTrailAndAzureAreTakenApart() throws IOException {
        assertThat(texts(
                        "{\"Records\":[{\"eventVersion\":\"1.08\"},{\"b\":2}]}\n{\"records\" : [ {\"time\":\"x\"} ] }"))
                .containsExactly("{\"eventVersion\":\"1.08\"}", "{\"b\":2}", "{\"time\":\"x\"}");
    }

    @Test
    void envelopesInAnArrayAreTakenApart() throws IOException {
        assertThat(texts("[{\"records\":[{\"a\":1}]},{\"records\":[]},{\"b\":2}]"))
                .containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void objectWithAnotherFirstMemberOrWithoutObjectsInItIsNoEnvelope() throws IOException {
        List<String> objects = List.of(
                "{\"a\":1,\"Records\":[{\"b\":2}]}",
                "{\"Records\":[1,2]}",
                "{\"Records\":{\"b\":[{}]}}",
                "{\"recordsets\":[{}]}");
        for (String object : objects) {
            assertThat(texts(object)).containsExactly(object);
        }
    }

    @Test
    void elementsThatAreNoObjectsAreRecordsAndTakeNoOtherWithThem() throws IOException {
        assertThat(texts("[{\"a\":1},5,\"x,]\",[1,[2]],null,{\"b\":2}]\n{\"c\":3}"))
                .containsExactly("{\"a\":1}", "5", "\"x,]\"", "[1,[2]]", "null", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void whatAnEnvelopeHasBehindItsArrayIsARecord() throws IOException {
        assertThat(texts("{\"records\":[{\"a\":1}],\"next\":\"x\"}\n{\"b\":2}"))
                .containsExactly("{\"a\":1}", "\"next\":\"x\"", "{\"b\":2}");
    }

    @Test
    void textBehindAnArrayThatIsCutIsAgainText() throws IOException {
        assertThat(texts("[{\"a\":1},{\"b\":2}\nsome text, with commas\n{\"c\":3}\n"))
                .containsExactly("{\"a\":1}", "{\"b\":2}", "some text, with commas", "{\"c\":3}");
    }

    @Test
    void emptyArrayHasNoRecord() throws IOException {
        assertThat(texts("[]\n")).isEmpty();
        assertThat(texts("[ ]")).isEmpty();
        assertThat(texts("[] is text")).containsExactly("[] is text");
    }

    @Test
    void lineInBracketsIsText() throws IOException {
        assertThat(texts("[2024-01-01 10:00:00] ok\n[{x\n")).containsExactly("[2024-01-01 10:00:00] ok", "{x");
    }

    @Test
    void elementsTakeTheScannedPath() throws IOException {
        assertThat(Reading.records("[{\"a\":1},\n {\"a\":2}]"))
                .allSatisfy(record -> assertThat(record.index()).isNotNull());
        assertThat(Reading.records("{\"Records\":[{\"a\":1},{\"a\":2}]}"))
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.index()).isNotNull());
    }

    @Test
    void arrayOfMoreBytesThanARecordMayHaveIsReadInBoundedMemory() throws IOException {
        byte[] array = ("[" + "{\"a\":1},".repeat(100_000) + "{\"a\":2}]").getBytes(StandardCharsets.UTF_8);
        assertThat(Reading.records(array, 100, 64))
                .hasSize(100_001)
                .allSatisfy(record -> assertThat(record.fault()).isEqualTo(Fault.NONE));
    }

    @Test
    void formatSaysWhatIsLookedFor() throws IOException {
        String array = "[{\"a\":1},{\"b\":2}]";
        assertThat(texts(array, InputFormat.JSON_ARRAY)).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(texts(array, InputFormat.TEXT)).containsExactly(array);
        assertThat(texts("{\"records\":[{}]}", InputFormat.JSON)).containsExactly("{\"records\":[{}]}");
        assertThat(texts("{\n}\n<Event>\n</Event>", InputFormat.TEXT)).containsExactly("{", "}", "<Event>", "</Event>");
        assertThat(texts("{\n}\n<Event>\n</Event>", InputFormat.XML)).containsExactly("{", "}", "<Event>\n</Event>");
        assertThat(texts("{\n}\n<Event>\n</Event>", InputFormat.JSON)).containsExactly("{\n}", "<Event>", "</Event>");
    }

    private static List<String> texts(String input) throws IOException {
        return texts(input, InputFormat.AUTO);
    }

    static List<String> texts(String input, InputFormat format) throws IOException {
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        List<String> texts = new ArrayList<>();
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(bytes), 1 << 20, format, 0)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                texts.add(record.text());
            }
        }
        return texts;
    }
}
