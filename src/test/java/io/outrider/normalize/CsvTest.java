package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.normalize.RawRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Comma-separated values with a header. Synthetic. */
class CsvTest {

    private static final String HEADER = "time,host,message\n";

    @Test
    void eachRowIsAnEventWhoseFieldsAreTheColumnsAndWhoseRawTextIsTheRow() throws IOException {
        Reading reading =
                Reading.of(HEADER + "2024-01-01T10:00:00Z,ws1,\"a, \"\"b\"\"\nc\"\r\n2024-01-01T10:00:01Z,,d\n");

        assertThat(reading.rejects()).isEmpty();
        Event first = reading.events().get(0);
        assertThat(first.raw()).isEqualTo("2024-01-01T10:00:00Z,ws1,\"a, \"\"b\"\"\nc\"");
        assertThat(Reading.texts(first, "message")).containsExactly("a, \"b\"\nc");
        assertThat(first.time()).isEqualTo("2024-01-01T10:00:00Z");
        assertThat(first.origin().shape()).isEqualTo("csv");
        assertThat(first.origin().line()).isEqualTo(2);
        Event second = reading.events().get(1);
        assertThat(second.origin().line()).isEqualTo(4);
        assertThat(second.origin().offset()).isEqualTo(57);
    }

    @Test
    void rowHasTheSourcetypeThatSplunkGivesItUnlessItHasABetterOne() throws IOException {
        assertThat(sourcetype("time,user\n2024-01-01T10:00:00Z,x\n", "")).isEqualTo("csv");
        assertThat(sourcetype("time,user\n2024-01-01T10:00:00Z,x\n", "acme:vpn"))
                .isEqualTo("acme:vpn");
        assertThat(sourcetype("time,sourcetype\n2024-01-01T10:00:00Z,own\n", ""))
                .isEqualTo("own");
        assertThat(sourcetype("EventTime,EventID,Channel\n2024-01-01T10:00:00Z,4688,Security\n", ""))
                .isEqualTo("XmlWinEventLog");
        assertThat(sourcetype(
                        "published,eventType,displayMessage,actor.alternateId,outcome.result\n"
                                + "2024-01-01T10:00:00Z,a,b,c,SUCCESS\n",
                        ""))
                .isEqualTo("OktaIM2:log");
    }

    @Test
    void rowThatQuotesTheMessageOfAnotherSourceIsNoMessageOfThat() throws IOException {
        String message = "2 123456789012 eni-0123 10.0.1.30 192.0.2.1 47254 22 6 2 98 1704067200 1704067230 REJECT OK";
        assertThat(sourcetype(HEADER + "2024-01-01T10:00:00Z,h," + message + "\n", ""))
                .isEqualTo("csv");
    }

    private static String sourcetype(String table, String said) throws IOException {
        Normalizer normalizer = new Normalizer(
                ZoneOffset.UTC,
                Clock.fixed(Reading.RECEIVED, ZoneOffset.UTC),
                SourceMappings.standard(),
                DataModels.standard(),
                said);
        List<RawRecord> records = Reading.records(table);
        EventBatch batch =
                normalizer.normalize(new RecordBatch(new SourceUnit("unit", "synthetic"), records, table.length()));
        return Reading.texts(batch.events().get(0), "sourcetype").get(0);
    }

    @Test
    void emptyValueIsNoField() throws IOException {
        assertThat(Reading.event("time,user,action\n2024-01-01T10:00:00Z,,x\n").fields())
                .doesNotContainKey("user");
    }

    @Test
    void semicolonsAndTabsDelimitToo() throws IOException {
        for (String delimiter : List.of(";", "\t")) {
            String input = "time,user,action,last\n2024-01-01T10:00:00Z,u,\"x,y;z\tt\",\n".replace(",", delimiter);
            Event event = Reading.event(input);
            assertThat(Reading.texts(event, "user")).containsExactly("u");
            assertThat(Reading.texts(event, "action")).hasSize(1);
            assertThat(event.fields()).doesNotContainKey("last");
        }
    }

    @Test
    void rowOfAnotherLengthIsSetAsideAndTheNextIsRead() throws IOException {
        Reading reading = Reading.of(
                HEADER
                        + "2024-01-01T10:00:00Z,a,b\n2024-01-01T10:00:01Z,a\n2024-01-01T10:00:02Z,a,b,c\n2024-01-01T10:00:03Z,a,b\n");

        assertThat(reading.events()).hasSize(2);
        assertThat(reading.rejects())
                .extracting(Reject::reason)
                .containsExactly(
                        "expected 3 values, as many as the first row names columns, but found 2",
                        "expected 3 values, as many as the first row names columns, but found 4");
    }

    @Test
    void quoteThatIsNotClosedTakesNoOtherRowWithIt() throws IOException {
        assertThat(texts(HEADER + "1:1,a,\"b\n1:2,a,\"b\"\n1:3,c,d\n", InputFormat.CSV))
                .containsExactly("1:1,a,\"b", "1:2,a,\"b\"", "1:3,c,d");
        assertThat(texts(HEADER + "1:1,a,b\n1:2,a,\"b\n1:3,c,d\n", InputFormat.AUTO))
                .containsExactly("1:1,a,b", "1:2,a,\"b", "1:3,c,d");
    }

    @Test
    void rowThatIsTooLongIsSetAsideAndTheNextIsRead() throws IOException {
        byte[] input = ("a,b\n1," + "x".repeat(300) + "\n2,\"" + "\ny".repeat(100) + "\"\n3,c\n")
                .getBytes(StandardCharsets.UTF_8);
        List<RawRecord> records = new ArrayList<>();
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(input), 100, 16, InputFormat.CSV, 0)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        assertThat(records.get(0).fault()).isEqualTo(Fault.TOO_LONG);
        assertThat(records.get(0).length()).isEqualTo(302);
        assertThat(records.get(1).text()).isEqualTo("2,\"");
        assertThat(records.get(records.size() - 1).text()).isEqualTo("3,c");
    }

    @Test
    void whatOnlyResemblesATableIsNone() throws IOException {
        List<String> inputs = List.of(
                "alice,login,ok\nbob,login,ok\n",
                "user,action\nbob,login\n",
                "Started, at 10:00\nStopped, at 11:00\n",
                "time,host\n2024-01-01T10:00:00Z,a,b\n",
                "time,time\n2024-01-01T10:00:00Z,b\n",
                "key=value, other=1\nkey=value, other=2\n",
                "Jan  1 10:00:00 host a, b\nJan  1 10:00:00 host a, b\n",
                "1,2\n3,4\n",
                "time,host\n");
        for (String input : inputs) {
            assertThat(texts(input, InputFormat.AUTO))
                    .as(input)
                    .containsExactlyElementsOf(input.lines().toList());
        }
    }

    @Test
    void formatMakesATableOfWhatIsNotRecognised() throws IOException {
        assertThat(texts("user,action\nbob,login\n", InputFormat.CSV)).containsExactly("bob,login");
        assertThat(texts("1\n2\n", InputFormat.CSV)).containsExactly("2");
        assertThat(texts("", InputFormat.CSV)).isEmpty();
    }

    @Test
    void namesInQuotesAreReadWhateverDelimitsThem() throws IOException {
        for (String delimiter : List.of(",", ";", "\t")) {
            String input = "\"user\",\"action\"\n\"bob\",\"login\"\n".replace(",", delimiter);
            assertThat(texts(input, InputFormat.CSV)).containsExactly("\"bob\"" + delimiter + "\"login\"");
        }
    }

    @Test
    void firstRowWhoseQuotesAreNotInOrderIsAnErrorAndNoNameOfASingleColumn() {
        assertThatThrownBy(() -> texts("a,\"b\n1,2\n", InputFormat.CSV))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("Missing closing quote");
    }

    @Test
    void firstRowThatNamesNoColumnsIsAnErrorThatSaysWhatWasExpected() {
        assertThatThrownBy(() -> texts("a,a\n1,2\n", InputFormat.CSV))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("1 to 512 columns of different names in the first row, but found 2: [a, a]");
        assertThatThrownBy(() -> texts("x".repeat(70_000) + ",b\n1,2\n", InputFormat.CSV))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("65536 bytes");
    }

    @Test
    void columnWithoutANameIsNamedAsSplunkNamesIt() throws IOException {
        CsvColumns columns = new CsvColumns(List.of("a", "", "b"), ',');
        assertThat(columns.names()).containsExactly("a", "EXTRA_FIELD_2", "b");
    }

    @Property(tries = 1000)
    void rowsAreCutWhereTheyWereJoined(
            @ForAll("tables") List<List<String>> table, @ForAll @IntRange(min = 1, max = 90) int buffer)
            throws IOException {
        List<String> rows = table.stream()
                .map(row -> row.stream()
                        .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .toList();
        byte[] input = ("c1,c2,c3\n" + String.join("\n", rows)).getBytes(StandardCharsets.UTF_8);
        List<String> cut = new ArrayList<>();
        try (RecordReader reader =
                new RecordReader(new ByteArrayInputStream(input), 1 << 20, buffer, InputFormat.CSV, 0)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                cut.add(record.text());
            }
        }
        assertThat(cut).isEqualTo(rows);
    }

    @Property(tries = 1000)
    void anyTableIsReadWhole(@ForAll("tables") List<List<String>> table) throws MalformedRecordException {
        for (List<String> row : table) {
            String text = row.stream()
                    .map(value -> '"' + value.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(","));
            assertThat(CsvValues.of(text, ',')).isEqualTo(row);
        }
    }

    @Property(tries = 1000)
    void whateverTheBytesAreNothingIsThrownAndMostIsBounded(
            @ForAll("hostile") String input, @ForAll @IntRange(min = 1, max = 60) int buffer) throws IOException {
        byte[] bytes = ("a,b\n" + input).getBytes(StandardCharsets.UTF_8);
        long end = 4;
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(bytes), 30, buffer, InputFormat.CSV, 0)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                assertThat(record.offset()).isGreaterThanOrEqualTo(end);
                end = record.offset() + record.length();
            }
        }
        assertThat(new String(bytes, (int) end, bytes.length - (int) end, StandardCharsets.UTF_8))
                .isBlank();
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of("a", ",", "\"", "\"\"", "\n", "\r\n", " ", "\t", "xxxxxxxxxxxx", "\u20ac")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> value = Arbitraries.of("a", ",", "\"", "\n", "\r\n", ";", " ", "\u20ac", "b")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return value.list().ofSize(3).list().ofMinSize(1).ofMaxSize(8);
    }

    private static List<String> texts(String input, InputFormat format) throws IOException {
        return JsonFramesTest.texts(input, format);
    }
}
