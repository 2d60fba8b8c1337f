package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Over synthetic mixtures of records, pieces of records and garbage. */
class RecordReaderAgreementTest {

    private static final List<String> PIECES = List.of(
            "{\"a\":1}",
            "{\"a\":\"x\\\"}y\\\\\",\"b\":[{},{\"c\":2}]}",
            "{\n  \"Event\": {\n    \"a\": [\n      {\n      }\n    ]\n  }\n}",
            "{\"list\":[\n{\"x\":1},\n{\"y\":2}\n]}",
            "{\"a\":\"cut",
            "{\"a\":",
            "{",
            "}",
            "[",
            "]",
            "[{",
            "},{",
            "[[{\"a\":1},{\"b\":[{}]}]]",
            "[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": 2\n  }\n]",
            "[{\"a\":1},2,\"x]\\\"y\",[3,{\"b\":4}],null]",
            "{\"Records\":[{\"a\":1},{\"b\":2}]}",
            "{ \"records\" :\n[",
            "{\"records\":[]}",
            "]}",
            "[]",
            "\"",
            "\\",
            ",",
            ":",
            "<Event xmlns='x'><System><EventID>1</EventID></System></Event>",
            "<Event>\n<System>\n</System>\n</Event>",
            "<Event>\n <System>\n  <EventID>1</EventID>\n</System><EventData><Data Name='a'>x\n\n<y</Data></EventData></Event>",
            "<Event>\n <System>\n  <EventID>1</EventID>\n</System><EventData><Data Name='a'>\u00e9x\n\ny</Data>\n</EventData></Event>",
            "<Event>",
            "</Event>",
            "<EventData>",
            "<!DOCTYPE a>",
            "<?xml version=\"1.0\"?>",
            "<Events>",
            "<Events xmlns='x'>",
            "</Events>",
            "01/14/2021 11:41:39 PM",
            "01/14/2021 11:41:39.123 AM\r\nLogName=Security\r\nEventCode=4688\r\nMessage=A.\r\n\r\nSubject:\r\n\tX:\t\ty",
            "Record 1",
            "Record 12345678901234567890",
            "some other text",
            "\u00e9\u20ac\uD83D\uDE00",
            "\n",
            "\n",
            "\n",
            "\r\n",
            "\n\n",
            " ",
            "\t");

    // What may be taken for comma-separated values: CsvTest has those.
    private static final Pattern TABLE = Pattern.compile("\\s*[\\w\"@#\\x80-\\xff][^\n]*[,\t;]");

    @Property(tries = 3000)
    void agreesWithItsSlowTwin(
            @ForAll("inputs") byte[] input,
            @ForAll @IntRange(min = 1, max = 300) int maxRecord,
            @ForAll @IntRange(min = 1, max = 80) int buffer)
            throws IOException {
        assertThat(Reading.records(input, maxRecord, buffer)).isEqualTo(new SlowRecordReader(input, maxRecord).read());
    }

    @Property(tries = 1000)
    void givesTheSameRecordsWithAnyBuffer(
            @ForAll("inputs") byte[] input,
            @ForAll @IntRange(min = 1, max = 300) int maxRecord,
            @ForAll @IntRange(min = 1, max = 80) int buffer)
            throws IOException {
        assertThat(Reading.records(input, maxRecord, buffer)).isEqualTo(Reading.records(input, maxRecord, 1 << 16));
    }

    @Property(tries = 1000)
    void everyByteThatIsNotWhiteSpaceOrFramingBelongsToOneRecord(@ForAll("inputs") byte[] input) throws IOException {
        byte[] left = input.clone();
        long end = 0;
        for (RawRecord record : Reading.records(input, 1 << 20, 64)) {
            assertThat(record.offset()).isGreaterThanOrEqualTo(end);
            end = record.offset() + record.length();
            Arrays.fill(left, (int) record.offset(), (int) end, (byte) ' ');
        }
        String rest = new String(left, StandardCharsets.ISO_8859_1);
        assertThat(rest.replaceAll(
                        "<\\?xml[^>]*>|</?Events[^>]*>|Record [0-9]+|\\{\\s*\"[Rr]ecords\"\\s*:|[\\[\\],}]", ""))
                .isBlank();
    }

    @Provide
    Arbitrary<byte[]> inputs() {
        Arbitrary<byte[]> pieces = Arbitraries.of(PIECES).map(piece -> piece.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> garbage = Arbitraries.bytes().array(byte[].class).ofMaxSize(6);
        Arbitrary<byte[]> cuts = pieces.flatMap(
                piece -> Arbitraries.integers().between(0, piece.length).map(length -> Arrays.copyOf(piece, length)));
        return Arbitraries.frequencyOf(Tuple.of(8, pieces), Tuple.of(2, cuts), Tuple.of(1, garbage))
                .list()
                .ofMaxSize(25)
                .map(RecordReaderAgreementTest::join)
                .filter(input -> !TABLE.matcher(new String(input, StandardCharsets.ISO_8859_1))
                        .lookingAt());
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
