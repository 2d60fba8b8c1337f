package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.Corpus;
import io.outrider.cim.Event;
import io.outrider.normalize.RawRecord.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A scanned row and its slow twins say the same: the end that {@link CsvExtent} finds, the values of {@link CsvValues}, the event
 * of the row that is parsed whole. Synthetic, but for what is of the corpus.
 */
class CsvScanTest {

    private static final String TIME = "2024-01-01T10:00:00Z";

    private static final List<String> NAMES = List.of(
            "time",
            "_time",
            "@timestamp",
            "EventTime",
            "EventID",
            "Channel",
            "Name",
            "host",
            "Computer",
            "hostname",
            "source",
            "sourcetype",
            "index",
            "eventtype",
            "tag",
            "user",
            "message",
            "event_simpleName",
            "aid",
            "CommandLine",
            "ImageFileName",
            "UserName",
            "eventType",
            "published",
            "a.b",
            "x{}.y",
            "x{}.?",
            "?",
            "",
            "\u00e9 \u20ac");

    private static final List<String> VALUES = List.of(
            "",
            "",
            "\"\"",
            " ",
            "  x ",
            "x",
            "-",
            "1",
            "4688",
            "Security",
            "Microsoft-Windows-Sysmon/Operational",
            "ProcessRollup2",
            "aws:cloudtrail",
            "C:\\Windows\\cmd.exe",
            "A\\b",
            TIME,
            "2024-01-01 10:00:00",
            "\"2024-01-01T10:00:00.123Z\"",
            "1704164645",
            "\"quoted\"",
            " \"behind a blank\"",
            "\"before a blank\" ",
            "\"before a text\"x",
            "\"say \"\"it\"\"\"",
            "\"\"\"\"",
            "\"\"\"A\\b\"\"\"",
            "\"one,two;three\tfour\"",
            "\"two\nlines\"",
            "\"two\r\nlines\"",
            "\"carriage\rreturn\"",
            "\"control\u0001\"",
            "\" blanks \"",
            "con\u0001trol",
            "mid\"quote",
            "two\"\"quotes",
            "\"open",
            "open\"",
            "\t",
            "a\tb",
            "a\rb",
            "\r",
            "\u00e9\u20ac\uD83D\uDE00",
            "\"\u00e9\u20ac\uD83D\uDE00\"",
            "\uFEFF",
            "\u00a0x\u00a0",
            "a rather long value that is not in quotes at all",
            "\"a rather long value that is in quotes, as most are\"");

    record Table(List<String> names, char delimiter, String rows) {
        CsvColumns columns() {
            return new CsvColumns(names, delimiter);
        }

        byte[] bytes() {
            return utf8(rows);
        }
    }

    @Property(tries = 5000)
    void rowsEndWhereTheTwinEndsThem(
            @ForAll("tables") Table table,
            @ForAll @IntRange(min = 1, max = 300) int buffer,
            @ForAll @IntRange(min = 1, max = 200) int maxRecord)
            throws IOException {
        for (int most : List.of(maxRecord, RecordReader.DEFAULT_MAX_RECORD)) {
            List<Cut> expected = slowly(table.bytes(), table.columns(), most);
            assertThat(cuts(table.bytes(), table.columns(), most, buffer)).isEqualTo(expected);
        }
    }

    @Property(tries = 5000)
    void eventsSayWhatThoseOfTheTwinSay(@ForAll("tables") Table table) throws IOException {
        List<RawRecord> records = records(table.bytes(), table.columns(), RecordReader.DEFAULT_MAX_RECORD, 1 << 16);
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"))) {
            ScannedEventsTest.check(records, zone);
        }
    }

    @Property(tries = 3000)
    void valuesAreThoseOfTheTwin(@ForAll("tables") Table table) throws Exception {
        for (RawRecord record : records(table.bytes(), table.columns(), RecordReader.DEFAULT_MAX_RECORD, 1 << 16)) {
            checkValues(record);
        }
    }

    /** Bytes that are no UTF-8 too. */
    @Test
    void agreesOnDamagedRows() throws Exception {
        Random random = new Random(1);
        byte[] pieces = "\",;\t\r\n \u0000ax\u00e9".getBytes(StandardCharsets.UTF_8);
        CsvColumns columns = new CsvColumns(List.of("time", "host", "message", "user"), ',');
        int scanned = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = utf8(TIME + ",\"host\",\"say \"\"it\"\", \u00e9\u20ac\uD83D\uDE00\nagain\", b\\c \r\n" + TIME
                    + ",h2,some longer text,\"\"\n" + TIME + ",,,\"x\"");
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(bytes.length);
                if (random.nextBoolean()) {
                    bytes[at] = pieces[random.nextInt(pieces.length)];
                } else {
                    System.arraycopy(bytes, at, bytes, random.nextInt(at + 1), bytes.length - at);
                }
            }
            int most = random.nextBoolean() ? 60 : RecordReader.DEFAULT_MAX_RECORD;
            List<Cut> expected = slowly(bytes, columns, most);
            assertThat(cuts(bytes, columns, most, 1 + random.nextInt(100))).isEqualTo(expected);
            List<RawRecord> records = records(bytes, columns, most, 1 << 16);
            for (RawRecord record : records) {
                checkValues(record);
            }
            scanned += ScannedEventsTest.check(records, ZoneOffset.UTC);
        }
        // Both answers of the scan are tried.
        assertThat(scanned).isBetween(5_000, 25_000);
    }

    /** Tables that people wrote. They state no time, so that their rows are no events that are scanned. */
    @Test
    void agreesOnTheTablesOfTheCorpusOfWhichMostIsScanned() throws Exception {
        int all = 0;
        int scanned = 0;
        for (Path file : CorpusFiles.below("escu/lookups", ".csv")) {
            byte[] bytes = Files.readAllBytes(file);
            try (RecordReader reader =
                    new RecordReader(Inputs.open(file), RecordReader.DEFAULT_MAX_RECORD, InputFormat.CSV, 0)) {
                for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                    all++;
                    scanned += checkValues(record) ? 1 : 0;
                }
                CsvColumns columns = reader.columns();
                if (columns != null) {
                    assertThat(cuts(bytes, columns, RecordReader.DEFAULT_MAX_RECORD, 1 << 12))
                            .as(file.toString())
                            .isEqualTo(slowly(bytes, columns, RecordReader.DEFAULT_MAX_RECORD));
                }
            }
        }
        assertThat(scanned).as("of %d", all).isGreaterThan(all * 9 / 10);
    }

    /** Process events of the corpus, written as a table. */
    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void agreesOnProcessEventsOfTheCorpusAllOfWhichAreScanned(char delimiter) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> names = List.of(
                "EventTime",
                "EventID",
                "Hostname",
                "Channel",
                "Image",
                "CommandLine",
                "ParentCommandLine",
                "User",
                "Message",
                "Hashes");
        StringBuilder table = new StringBuilder(String.join(String.valueOf(delimiter), names) + '\n');
        int rows = 0;
        try (InputStream in = Inputs.open(Corpus.path("events/process-events.ndjson.gz"))) {
            for (RawRecord record : Reading.records(in.readAllBytes(), RecordReader.DEFAULT_MAX_RECORD, 1 << 16)) {
                JsonNode event = json.readTree(record.text());
                if (event.path("EventTime").isTextual()) {
                    table.append(names.stream()
                                    .map(name -> event.path(name).asText())
                                    .map(text -> text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"") + '"')
                                    .collect(Collectors.joining(String.valueOf(delimiter))))
                            .append("\r\n");
                    rows++;
                }
            }
        }
        List<RawRecord> records = Reading.records(table.toString());
        assertThat(records).hasSize(rows);
        for (RawRecord record : records) {
            checkValues(record);
        }
        assertThat(ScannedEventsTest.check(records, ZoneOffset.UTC))
                .isEqualTo(rows)
                .isPositive();
    }

    @Test
    void rowIsScannedAndSaysWhatItHas() throws IOException {
        Event event = Reading.event("time,host,message,user,empty\n" + TIME
                + ",\"h\", \"say \"\"it\"\"\nA\\b \u00e9\u20ac\uD83D\uDE00\",A\\b ,\"\"\r\n");
        assertThat(event.content()).isInstanceOf(ScannedContent.class);
        assertThat(event.field("message").text()).isEqualTo("say \"it\"\nA\\b \u00e9\u20ac\uD83D\uDE00");
        assertThat(event.field("user").text()).isEqualTo("A\\b");
        assertThat(event.field("empty")).isNull();
        assertThat(event.field("sourcetype").text()).isEqualTo("csv");
        assertThat(event.time()).isEqualTo(TIME);
    }

    @Test
    void columnThatIsDerivedWhereItIsAbsentIsSoWhereItIsEmpty() throws IOException {
        Event event = Reading.event("time,Computer,host,source\n" + TIME + ",pc,,\n");
        assertThat(event.content()).isInstanceOf(ScannedContent.class);
        assertThat(event.field("host").text()).isEqualTo("pc");
        assertThat(event.field("source").text()).isEqualTo("synthetic");
    }

    @Test
    void allRowsOfATableHaveOneLayoutWhicheverOfTheirValuesAreEmpty() throws IOException {
        List<RawRecord> records = Reading.records("time,a,b\n" + TIME + ",1,\n" + TIME + ",,2\n,3,4\n");
        assertThat(records)
                .hasSize(3)
                .allSatisfy(record -> assertThat(record.index())
                        .isNotNull()
                        .extracting(ScanIndex::layout)
                        .isSameAs(records.get(0).index().layout()));
    }

    @Test
    void byteOrderMarkBelongsToNoColumn(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("t.csv"), utf8("\uFEFFtime,host\n" + TIME + ",h\n"));
        Event event = Reading.of(file).events().get(0);
        assertThat(event.content()).isInstanceOf(ScannedContent.class);
        assertThat(event.fields()).containsKey("time");
        assertThat(event.time()).isEqualTo(TIME);
    }

    @Test
    void tablesOfTheMostColumnsAndOfOneAreScanned() throws Exception {
        for (int count : List.of(1, 2, 200, 201, CsvColumns.MOST_COLUMNS)) {
            CsvColumns columns = new CsvColumns(
                    IntStream.range(0, count).mapToObj(i -> "c" + i).toList(), ',');
            String row = IntStream.range(0, count).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
            List<RawRecord> records =
                    records(utf8((row + '\n').repeat(50)), columns, RecordReader.DEFAULT_MAX_RECORD, 1 << 12);
            assertThat(records).hasSize(50);
            for (RawRecord record : records) {
                assertThat(checkValues(record)).isTrue();
            }
        }
    }

    @Test
    void rowIsIncompleteWhereverItIsCut() {
        byte[] row = utf8("time,\"a \"\"b\"\"\nc\", \u00e9\u20ac\uD83D\uDE00 ,\"d\"\r\n");
        CsvScan scan = new CsvScan(new CsvColumns(List.of("a", "b", "c", "d"), ','));
        assertThat(scan.scan(row, 0, row.length)).isEqualTo(row.length - 1);
        for (int length = 0; length < row.length; length++) {
            // With nothing behind the cut, and with bytes that are not to be looked at.
            byte[] cut = Arrays.copyOf(row, length);
            byte[] followed = Arrays.copyOf(cut, length + 20);
            Arrays.fill(followed, length, followed.length, (byte) '"');
            assertThat(scan.scan(cut, 0, length)).as("%d bytes", length).isEqualTo(JsonScan.INCOMPLETE);
            assertThat(scan.scan(followed, 0, length)).as("%d bytes", length).isEqualTo(JsonScan.INCOMPLETE);
            assertThat(scan.index()).isNull();
        }
    }

    @Test
    void rowsAreScannedHoweverTheyAreDelivered() throws IOException {
        CsvColumns columns = new CsvColumns(List.of("time", "message"), ',');
        byte[] rows = utf8((TIME + ",\"a, \"\"b\"\"\nc\"\r\n").repeat(5));
        byte[] withoutLastLineEnd = Arrays.copyOf(rows, rows.length - 2);
        for (int buffer = 1; buffer < 200; buffer++) {
            for (byte[] input : List.of(rows, withoutLastLineEnd)) {
                List<RawRecord> records = records(input, columns, RecordReader.DEFAULT_MAX_RECORD, buffer);
                assertThat(records).extracting(RawRecord::line).containsExactly(2L, 4L, 6L, 8L, 10L);
                assertThat(records)
                        .allSatisfy(record -> assertThat(record.index()).isNotNull());
            }
        }
    }

    @Provide
    Arbitrary<Table> tables() {
        Arbitrary<List<String>> names = Arbitraries.of(NAMES)
                .list()
                .ofMinSize(0)
                .ofMaxSize(4)
                .map(some -> {
                    LinkedHashSet<String> columns = new LinkedHashSet<>(List.of("time"));
                    columns.addAll(some);
                    return List.copyOf(columns);
                });
        Arbitrary<Character> delimiters = Arbitraries.of(',', ';', '\t');
        Arbitrary<List<String>> values = Arbitraries.of(VALUES).list().ofMaxSize(6);
        Arbitrary<Row> row = Combinators.combine(
                        values,
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of(TIME, TIME, TIME, "\"" + TIME + "\"", "no time", "", "2024-01-01 10:00:00"),
                        Arbitraries.of("\n", "\n", "\r\n", "\r\n", "\n\n", "\r\r\n", "\r", ""))
                .as(Row::new);
        return Combinators.combine(names, delimiters, row.list().ofMinSize(1).ofMaxSize(5))
                .as((columns, delimiter, rows) -> new Table(
                        columns,
                        delimiter,
                        rows.stream()
                                .map(one -> one.text(columns.size(), delimiter))
                                .collect(Collectors.joining())));
    }

    /** @param chance of a row that has more or fewer values than columns */
    private record Row(List<String> values, int chance, String time, String end) {
        String text(int columns, char delimiter) {
            int count = chance == 0 ? columns - 1 : chance == 1 ? columns + 1 : columns;
            List<String> row = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                row.add(i == 0 ? time : i <= values.size() ? values.get(i - 1) : "x");
            }
            return String.join(String.valueOf(delimiter), row) + end;
        }
    }

    /** What a reader gives, and whether it knew that there was no more of it to come. */
    private record Cut(RawRecord record, boolean whole) {}

    private static RecordReader reader(byte[] rows, CsvColumns columns, int maxRecord, int buffer) {
        return new RecordReader(new ByteArrayInputStream(rows), maxRecord, buffer, InputFormat.CSV, 0).from(2, columns);
    }

    private static List<RawRecord> records(byte[] rows, CsvColumns columns, int maxRecord, int buffer)
            throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (RecordReader reader = reader(rows, columns, maxRecord, buffer)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static List<Cut> cuts(byte[] rows, CsvColumns columns, int maxRecord, int buffer) throws IOException {
        List<Cut> cuts = new ArrayList<>();
        try (RecordReader reader = reader(rows, columns, maxRecord, buffer)) {
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                cuts.add(new Cut(record, reader.wasWhole()));
            }
        }
        return cuts;
    }

    /** Rows as {@link CsvExtent} has their ends, one byte after the other. */
    private static List<Cut> slowly(byte[] rows, CsvColumns columns, int maxRecord) throws IOException {
        ByteWindow window = new ByteWindow(new ByteArrayInputStream(rows), rows.length + 1, 0);
        CsvExtent extent = new CsvExtent(window, columns.delimiter(), maxRecord);
        List<Cut> cuts = new ArrayList<>();
        int at = 0;
        long line = 2;
        while (at < rows.length) {
            if (rows[at] == '\n' || rows[at] == '\r') {
                line += rows[at] == '\n' ? 1 : 0;
                at++;
                continue;
            }
            long found = extent.end(at);
            int end = found < 0 ? at : (int) found;
            while (found < 0 && end < rows.length && rows[end] != '\n') {
                end++;
            }
            int contentEnd = end;
            if (found < 0) {
                while (contentEnd > at && RecordReader.isBlank(rows[contentEnd - 1])) {
                    contentEnd--;
                }
            } else if (end > at && rows[end - 1] == '\r') {
                contentEnd--;
            }
            int length = contentEnd - at;
            RawRecord record = length > maxRecord
                    ? FramedRecord.beginning(rows, at, at + maxRecord + 1, maxRecord, line, at, length, Fault.TOO_LONG)
                    : FramedRecord.text(rows, at, contentEnd, line, at, null);
            cuts.add(new Cut(record, !extent.ranOut() && end < rows.length));
            for (int i = at; i < end; i++) {
                line += rows[i] == '\n' ? 1 : 0;
            }
            at = end;
        }
        return cuts;
    }

    /** @return whether the row was scanned */
    private static boolean checkValues(RawRecord record) throws MalformedRecordException {
        ScanIndex index = record.index();
        if (index == null) {
            return false;
        }
        List<String> texts = IntStream.range(0, index.size())
                .mapToObj(member -> index.text(member, record.bytes()))
                .toList();
        assertThat(texts).isEqualTo(CsvValues.of(record.text(), record.columns().delimiter()));
        List<String> names = IntStream.range(0, index.size())
                .mapToObj(member -> index.layout().name(member).path)
                .toList();
        assertThat(names).isEqualTo(record.columns().names());
        return true;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
