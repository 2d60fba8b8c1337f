package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.outrider.cim.DataModels;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text is, its parser gives a record or says what it expected, within bounds. Synthetic. */
class HostileTextTest {

    private static final FullPath PATH =
            new FullPath(new CimMapper(SourceMappings.standard(), DataModels.standard()), DefaultFields.standard());

    private static final List<String> HEADERS = List.of(
            "",
            "<34>",
            "<34>Oct 11 22:14:15 h app[1]: ",
            "<165>1 2024-10-11T22:14:15Z h app 1 - - ",
            "Oct 11 22:14:15 h ",
            "<165>1 - - - - - [a@1 b=\"c\\\"\\]\"] ",
            "2024-10-11T22:14:15Z h app: ",
            "<189>29: *Mar  1 18:46:11.5 CET: ",
            "<189>29: sw1: 000123: .Mar  1 2024 18:46:11.5 NewYork: ",
            "<189>29: ");

    private static final List<String> PAYLOADS = List.of(
            "CEF:0|a|b\\||c|d|e|5|src=1 msg=a b\\=c cs1Label=x cs1=y",
            "LEEF:2.0|a|b|c|d|^|x=1^y=2",
            "a=1 b='2' c=\"3\\\"\" d=4,e=5",
            "type=SYSCALL msg=audit(1.1:1): a=1 msg='op=a b res=success'UID=\"root\" SADDR={ fam=inet }",
            "node=h type=EXECVE msg=audit(1.1:1): argc=2 a0=\"x\" a1[0]=6161",
            "MSWinEventLog\t1\tSecurity\t77\tFri Mar 01 10:20:30 2024\t4688\tp\tu\tt\tx\tc\tk\td\tA.    B:   C D:  e   F: g",
            "1.2.3.4 - - [11/Oct/2024:22:14:15 -0500] \"GET /?x HTTP/1.1\" 200 5 \"-\" \"a\\\"\"",
            "%ASA-6-302013: Built x=1",
            "sw1: 000123: *Mar  1 18:46:11.5 CET: %SYS-5-CONFIG_I: x",
            "{\"a\":{\"b\":[1]}}",
            "<Event><System><EventID>1</EventID></System></Event>",
            "03/01/2024 10:20:30 AM\nLogName=Security\nEventCode=1\nMessage=x:\n\ty: z",
            "words only");

    /** Of what parsers look for, and little else: so that they get far. */
    private static final List<String> PIECES = List.of(
            "<", ">", "[", "]", "{", "}", "|", "\\", "\"", "'", "=", " ", "  ", "   ", "\t", ":", ",", ";", "%", "-",
            "@", "#011", "a", "msg=", "\"=", "=\"", "audit(", ")", "\u001D", "0", "1", "99", "é", "\uFEFF", "\0", "\n",
            "Oct ", "type=", "node=", "CEF:", "x5E");

    @Property(tries = 5000)
    void anyTextIsARecordOrIsRefusedByName(@ForAll("texts") String text) {
        check(text);
    }

    @Property(tries = 2000)
    void anyCharactersAre(@ForAll String text) {
        HEADERS.forEach(header -> check(header + text));
    }

    @Property(tries = 2000)
    void lineBySomeOfThemIsJoinedWithoutAnExceptionWhateverItHolds(@ForAll("audits") List<String> lines) {
        Normalizer normalizer = Reading.normalizer(ZoneOffset.UTC);
        AuditJoiner joiner = normalizer.joiner();
        List<RawRecord> records = new ArrayList<>();
        for (String line : lines) {
            records.add(new RawRecord(line, records.size() + 1, records.size(), 1, RawRecord.Fault.NONE));
        }
        EventBatch batch =
                normalizer.normalize(new RecordBatch(new SourceUnit("u", "s"), records, records.size()), joiner);
        long lost =
                batch.rejects().stream().filter(reject -> !reject.repaired()).count();
        long joined = batch.events().stream()
                .filter(event -> event.origin().shape().equals(AuditedProcess.SHAPE))
                .count();
        assertThat(batch.events().size() - joined + lost).isEqualTo(lines.size());
        joiner.end();
    }

    /** A record as long as any may be, of one piece again and again: what takes more than linear time shows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=",
                "a={ ",
                "a=\"",
                "a='",
                "a=,",
                "a,",
                "a=b,c ",
                "(",
                "[",
                "=",
                "\\",
                "|",
                "x\\|",
                " ",
                "   A:",
                "   A: ",
                "#011",
                "\t",
                "'",
                "a='b ",
                "<34>",
                "<34>Oct 11 22:14:15 h ",
                "<34>1 ",
                "[a b=\"",
                "[a b=\"c\"]",
                " b=\"c\"",
                "type=",
                "msg='",
                "op=a ",
                "a0=\"x\" ",
                "cs1Label=a ",
                "\"",
                "%A-1-",
                "Oct ",
                "audit(",
                "1.",
                "{",
                "\u001D",
                "a b c [",
                "-",
                "A",
                "é",
                "x:",
                "\uFEFF",
            })
    void timeGrowsWithTheLengthOnly(String piece) {
        String filler = piece.repeat((1 << 20) / piece.length());
        List<String> starts = List.of(
                "",
                "<34>",
                "<34>Oct 11 22:14:15 h ",
                "<165>1 2024-10-11T22:14:15Z h app 1 - ",
                "CEF:0|a|b|c|d|e|5|",
                "CEF:",
                "LEEF:2.0|",
                "LEEF:2.0|a|b|c|d|",
                "type=SYSCALL msg=audit(1.1:1): ",
                "type=X msg=audit(1.1:1): msg='",
                "a=1 b=2 ",
                "MSWinEventLog\t1\tSecurity\t77\tx\t4688\tp\tu\tt\tx\tc\tk\td\t",
                "1.2.3.4 - - [11/Oct/2024:22:14:15 -0500] \"",
                "<13>%ASA-6-302013: ");
        // Each takes some milliseconds; ten thousand times a million steps would take hours.
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> starts.forEach(start -> check(start + filler)));
    }

    private static void check(String text) {
        for (RecordParser parser : parsers()) {
            if (parser.accepts(text)) {
                parse(parser, text);
            }
        }
        try {
            RecordParser.Parsed parsed = PATH.parse(text, "synthetic", null);
            PATH.map(parsed);
            new EventTime(ZoneOffset.UTC, Clock.systemUTC()).of(parsed, null);
            assertBounded(parsed);
        } catch (MalformedRecordException e) {
            assertThat(e.getMessage()).startsWith("expected ");
        }
    }

    private static List<RecordParser> parsers() {
        return List.of(
                new AuditRecords(),
                new CefRecords(),
                new LeefRecords(),
                new SnareRecords(),
                new KeyValueRecords(),
                new AccessLogRecords(),
                new SyslogText(),
                new TextRecords(List.of(), true));
    }

    private static void parse(RecordParser parser, String text) {
        try {
            assertBounded(parser.parse(text));
        } catch (MalformedRecordException e) {
            assertThat(e.getMessage()).startsWith("expected ");
        }
    }

    private static void assertBounded(RecordParser.Parsed parsed) {
        // The few that the normaliser supplies come on top.
        assertThat(parsed.fields().names().size()).isLessThanOrEqualTo(FieldTable.MAX_FIELDS + 32);
        for (String name : parsed.fields().names()) {
            assertThat(name.length()).isLessThanOrEqualTo(FieldTable.MAX_NAME);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(HEADERS)
                .flatMap(header -> Arbitraries.of(PAYLOADS).flatMap(payload -> damaged(header + payload)));
    }

    @Provide
    Arbitrary<List<String>> audits() {
        List<String> types = List.of("SYSCALL", "EXECVE", "CWD", "PATH", "PROCTITLE", "EOE", "LOGIN");
        return Arbitraries.of(types)
                .flatMap(type -> Arbitraries.integers()
                        .between(1, 3)
                        .flatMap(serial -> damaged("node=h type=" + type + " msg=audit(1." + serial + ":1): success=yes"
                                + " SYSCALL=execve a0=\"x\" a1[0]=61 cwd=\"/\" name=61 proctitle=6100")))
                .list()
                .ofMaxSize(12);
    }

    private static Arbitrary<String> damaged(String text) {
        return Arbitraries.longs().map(seed -> {
            Random random = new Random(seed);
            StringBuilder changed = new StringBuilder(text);
            IntStream.range(0, random.nextInt(5)).forEach(i -> {
                int at = random.nextInt(changed.length() + 1);
                String piece = PIECES.get(random.nextInt(PIECES.size()));
                switch (random.nextInt(3)) {
                    case 0 -> changed.insert(at, piece);
                    case 1 -> changed.replace(at, Math.min(changed.length(), at + random.nextInt(4)), piece);
                    default -> changed.setLength(at);
                }
            });
            return changed.toString();
        });
    }
}
