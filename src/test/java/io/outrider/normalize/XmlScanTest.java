package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scanned XML event and its slow twin, the same record parsed whole, say the same. Synthetic, but for those of the corpus. */
class XmlScanTest {

    private static final String SYSTEM =
            "<System><Provider Name='Microsoft-Windows-Sysmon' Guid=\"{g}\"/><EventID>1</EventID>"
                    + "<TimeCreated SystemTime='2024-01-01T00:00:00.123Z'/><Correlation/><Channel>c</Channel></System>";

    private static final String EVENT = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>" + SYSTEM
            + "<EventData><Data Name='Image'>C:\\Windows\\cmd.exe</Data><Data Name=\"e\"/>\n <Data Name='User Name'>A\\b &amp;"
            + " \u00e9\u20ac\uD83D\uDE00</Data><Data>1</Data><Data>2</Data></EventData></Event>";

    private static final List<String> OF_SYSTEM = List.of(
            "<Provider Name='p'/>",
            "<Provider Name='p' Guid='g'></Provider>",
            "<EventID>1</EventID>",
            "<EventID>4688</EventID>",
            "<EventID Qualifiers='0'>1</EventID>",
            "<Level></Level>",
            "<Level/>",
            "<Level> </Level>",
            "<Level>\n</Level>",
            "<TimeCreated SystemTime='2024-01-02T03:04:05.6789Z'/>",
            "<TimeCreated SystemTime=\"2024-01-02T03:04:05&#90;\" />",
            "<Execution ProcessID=\"4\"  ThreadID='12'/>",
            "<Execution ProcessID='4'ThreadID='12'/>",
            "<Channel>Security</Channel>",
            "<Channel>System</Channel>",
            "<Channel>sYstem</Channel>",
            "<Channel>Sys&#116;em</Channel>",
            "<Channel>\u017Fystem</Channel>",
            "<Channel>Microsoft-Windows-Sysmon/Operational</Channel>",
            "<Computer>h</Computer>",
            "<Computer a='1' a='2'>h</Computer>",
            "<Computer a=''>\u00e9</Computer>",
            "<Computer a='&lt;\t>'>x</Computer>",
            "<Security xmlns='x' UserID='S-1-5-18'/>",
            "<s:Security UserID='u'/>",
            "<A><B c='d'>e</B><F>g</F></A>",
            "<A> <B c='d'/></A>",
            "<A>x<B>e</B></A>",
            "<Event>x</Event>",
            "<Event/>",
            "<!-- c -->",
            "<?damage expected x?>",
            "<?outrider-damage expected x?>",
            " ",
            "\n\t",
            "\r\n",
            "x",
            "<",
            "&amp;",
            "</System><System>");

    private static final List<String> OF_DATA = List.of(
            "<Data Name='Image'>C:\\Windows\\cmd.exe</Data>",
            "<Data Name='Image'>a</Data>",
            "<Data Name='CommandLine'>&quot;a&quot; &lt;b&gt; &apos;c&apos; &amp;d; &#xe9;&#233;&#x1F600;</Data>",
            "<Data Name='CommandLine'>x ]]&gt; y ]> ]] z</Data>",
            "<Data Name='CommandLine'>x ]]> y</Data>",
            "<Data Name='CommandLine'>]]></Data>",
            "<Data Name='CommandLine'>x\n\ty&#13;&#10;&#9;</Data>",
            "<Data Name='CommandLine'>x\ry</Data>",
            "<Data Name='CommandLine'>x\u0001&#1;</Data>",
            "<Data Name='CommandLine'>&#1;</Data>",
            "<Data Name='CommandLine'>&#xFFFF;</Data>",
            "<Data Name='CommandLine'>&#xD800;</Data>",
            "<Data Name='CommandLine'>&#x110000;</Data>",
            "<Data Name='CommandLine'>&#X41;</Data>",
            "<Data Name='CommandLine'>&#;</Data>",
            "<Data Name='CommandLine'>&#x;</Data>",
            "<Data Name='CommandLine'>&;&#-1;&#+1;</Data>",
            "<Data Name='CommandLine'>&#0000000000065;</Data>",
            "<Data Name='CommandLine'>&other;</Data>",
            "<Data Name='CommandLine'>&amp</Data>",
            "<Data Name='CommandLine'>\u007f\u0080\u0085\u009f\u2028\uFDD0\uFFFD</Data>",
            "<Data Name='CommandLine'>\uFFFE</Data>",
            "<Data Name='CommandLine'>\uFFFF</Data>",
            "<Data Name='CommandLine'>\uD83F\uDFFE\uDBFF\uDFFF</Data>",
            "<Data Name='CommandLine'><![CDATA[x]]></Data>",
            "<Data Name='CommandLine'>a<!-- b -->c</Data>",
            "<Data Name='User'>A\\b</Data>",
            "<Data Name='User'></Data>",
            "<Data Name='User'/>",
            "<Data Name='User' />",
            "<Data Name=\"User\"> </Data>",
            "<Data  Name='User'\n>x</Data>",
            "<Data Name = 'User'>x</Data>",
            "<Data Name='User'>x</Data >",
            "<Data Name='User'>x</Dat>",
            "<Data Name='A B'>x</Data>",
            "<Data Name='9a.b-c'>x</Data>",
            "<Data Name='9'>x</Data>",
            "<Data Name=''>x</Data>",
            "<Data Name='a&amp;b'>x</Data>",
            "<Data Name='\u00e9a\u00e9'>x</Data>",
            "<Data Name='a' Type='b'>x</Data>",
            "<Data Type='b'>x</Data>",
            "<Data Name='EventID'>9</Data>",
            "<Data Name='EventCode'>9</Data>",
            "<Data Name='Channel'>System</Data>",
            "<Data Name='Name'>n</Data>",
            "<Data Name='host'>own</Data>",
            "<Data Name='sourcetype'>own</Data>",
            "<Data Name='EventData_Xml'>x</Data>",
            "<Data Name='UserData_Xml'>x</Data>",
            "<Data Name='SystemTime'>2023-01-01T00:00:00Z</Data>",
            "<Data>1</Data>",
            "<Data>2</Data>",
            "<Data/>",
            "<Binary>00</Binary>",
            "<ComplexData Name='c'><v>1</v><v>2</v></ComplexData>",
            "<a><b><c><d><e><f><g>deep</g></f></e></d></c></b></a>",
            "<Event>\n</Event>",
            "\n",
            "  ",
            "text",
            "<!DOCTYPE a>",
            "</EventData><EventData>",
            "</EventData><Other>x</Other><EventData>",
            "</EventData><Other><a>x</a></Other><EventData>",
            "</EventData><UserData><X><a>x</a></X></UserData><EventData>",
            "</EventData><RenderingInfo Culture='en-US'><Message>m &amp; n</Message><Level/><Keywords><Keyword>k</Keyword>"
                    + "<Keyword>l</Keyword></Keywords></RenderingInfo><EventData>",
            "</EventData><RenderingInfo Culture=\"\u00e9\"><Channel a='b'>System</Channel><Message/></RenderingInfo><EventData>",
            "</EventData><RenderingInfo/><System/><EventData/><EventData a='b'>");

    @Property(tries = 5000)
    void agreesOnGeneratedEvents(@ForAll("events") List<String> events) throws IOException {
        ScannedEventsTest.check(Reading.records(String.join("\n", events)), ZoneOffset.UTC);
    }

    @Property(tries = 2000)
    void eventsBeforeMakeNoDifference(@ForAll("events") List<String> events) {
        XmlScan scan = new XmlScan();
        for (String event : events) {
            byte[] bytes = utf8(event);
            assertThat(texts(scan, bytes)).isEqualTo(texts(new XmlScan(), bytes));
        }
    }

    @Test
    void blankBeforeAnElementIsNoValueThoughThereWasTextBefore() {
        String text = "<Event><EventData><A>x<B>e</B></A></EventData></Event>";
        byte[] blank = utf8("<Event><EventData><A> <B c='d'/></A></EventData></Event>");
        XmlScan scan = new XmlScan();
        texts(scan, utf8(text));

        assertThat(texts(scan, blank)).isEqualTo(texts(new XmlScan(), blank));
    }

    @Provide
    Arbitrary<List<String>> events() {
        Arbitrary<String> plain = Arbitraries.of("", SYSTEM);
        Arbitrary<String> system = Arbitraries.of(OF_SYSTEM).list().ofMaxSize(5).map(parts -> String.join("", parts));
        Arbitrary<String> data = Arbitraries.of(OF_DATA).list().ofMaxSize(5).map(parts -> String.join("", parts));
        Arbitrary<String> begin = Arbitraries.of(
                "<Event>",
                "<Event>",
                "<Event xmlns='x'>",
                "<Event a='b' a='c'>",
                "<Event a='&lt;' >",
                "<Event x:y='z'\n>");
        return Combinators.combine(begin, plain, system, data)
                .as((tag, told, own, values) -> tag + told + (own.isEmpty() ? "" : "<System>" + own + "</System>")
                        + "<EventData>" + values + "</EventData></Event>")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    /** Bytes replaced, cut out or doubled at random places. */
    @Test
    void agreesOnDamagedEvents() throws IOException {
        Random random = new Random(1);
        byte[] pieces = "<>/'\"=&;#!?[]- \t\r\n\u0000a:x\u00e9".getBytes(StandardCharsets.UTF_8);
        int scanned = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = utf8(EVENT);
            int at = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                bytes[at] = pieces[random.nextInt(pieces.length)];
            } else {
                System.arraycopy(bytes, at, bytes, random.nextInt(at + 1), bytes.length - at);
            }
            scanned += ScannedEventsTest.check(
                    Reading.records(bytes, RecordReader.DEFAULT_MAX_RECORD, 1 << 16), ZoneOffset.UTC);
        }
        // Damage to a value mostly makes another one: so both answers of the scan are tried.
        assertThat(scanned).isBetween(500, 2500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"events/splunk-xml", "sigma/regression_data"})
    void agreesOnTheCorpusOfWhichMostIsScanned(String folder) throws IOException {
        int all = 0;
        int scanned = 0;
        List<Path> files = new ArrayList<>(CorpusFiles.below(folder, ".evtx"));
        files.addAll(CorpusFiles.below(folder, ".log"));
        for (Path file : files) {
            List<RawRecord> records = new ArrayList<>();
            try (RecordReader reader = new RecordReader(Inputs.open(file))) {
                for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                    if (record.text().startsWith("<Event")) {
                        records.add(record);
                    }
                }
            }
            all += records.size();
            scanned += ScannedEventsTest.check(records, ZoneOffset.UTC);
        }
        // The rest are of the System log, or have what is rare.
        assertThat(scanned).as("of %d", all).isGreaterThan(all * 2 / 3);
    }

    /** What the published content shows of its sources. */
    @Test
    void agreesOnExamplesOfSources() throws IOException {
        int scanned = 0;
        for (DataSources source : DataSources.all()) {
            if (source.log() != null && source.input().startsWith("<Event")) {
                scanned += ScannedEventsTest.check(Reading.records(source.input()), ZoneOffset.UTC);
            }
        }
        assertThat(scanned).isPositive();
    }

    @Test
    void eventIsScannedAndSaysWhatItHas() throws IOException {
        Event event = Reading.event(EVENT);
        assertThat(event.content()).isInstanceOf(ScannedContent.class);
        assertThat(event.field("User_Name").text()).isEqualTo("A\\b & \u00e9\u20ac\uD83D\uDE00");
        assertThat(event.field("e").text()).isEmpty();
        assertThat(event.field("Data").texts()).containsExactly("1", "2");
        assertThat(event.field("Name").text()).isEqualTo("Microsoft-Windows-Sysmon");
        assertThat(event.field("EventCode").text()).isEqualTo("1");
        assertThat(event.cim("process_name").text()).isEqualTo("cmd.exe");
    }

    @Test
    void whatTheParserOfWholeEventsHoldsAsALimitIsNoneOfTheScan() throws IOException {
        String begin = "<Event>" + SYSTEM + "<EventData>";
        String end = "</EventData></Event>";
        for (String data : List.of(
                "<Data Name='a'>" + "&lt;&#65;".repeat(100_000) + "</Data>",
                "<Data Name='a'>" + "x".repeat(1_000_000) + "</Data>",
                "<Data Name='" + "n".repeat(600) + "'>x</Data>",
                "<Data Name='a'>x</Data>".repeat(500),
                "<a>".repeat(70) + "x" + "</a>".repeat(70),
                " ".repeat(5000) + "<Data Name='a'>x</Data>",
                "</EventData><System><A a='" + "y".repeat(600_000) + "'/></System><EventData>")) {
            ScannedEventsTest.check(Reading.records(begin + data + end), ZoneOffset.UTC);
        }
    }

    @Test
    void morePiecesAndLayoutsThanAreRememberedMakeNoDifference() {
        Random random = new Random(1);
        XmlScan scan = new XmlScan();
        for (int i = 0; i < 2000; i++) {
            StringBuilder data = new StringBuilder();
            for (int j = random.nextInt(20); j >= 0; j--) {
                // Some come again, most do not.
                data.append("<Data Name='name")
                        .append(random.nextInt(i % 3 == 0 ? 30 : 30_000))
                        .append("'>")
                        .append(j)
                        .append("</Data>");
            }
            byte[] bytes = utf8("<Event>" + SYSTEM + "<EventData>" + data + "</EventData></Event>");
            Map<String, String> texts = texts(scan, bytes);
            assertThat(texts).isEqualTo(texts(new XmlScan(), bytes)).hasSizeGreaterThan(5);
        }
    }

    @Test
    void eventIsIncompleteWhereverItIsCut() {
        byte[] whole = utf8(EVENT);
        XmlScan seen = new XmlScan();
        assertThat(seen.scan(whole, 0, whole.length)).isEqualTo(whole.length);
        for (int length = 1; length < whole.length; length++) {
            // With nothing behind the cut, and with bytes that are not to be looked at.
            byte[] cut = Arrays.copyOf(whole, length);
            byte[] followed = Arrays.copyOf(cut, length + 20);
            Arrays.fill(followed, length, followed.length, (byte) '<');
            for (XmlScan scan : List.of(seen, new XmlScan())) {
                assertThat(scan.scan(cut, 0, length)).as("%d bytes", length).isEqualTo(JsonScan.INCOMPLETE);
                assertThat(scan.scan(followed, 0, length))
                        .as("%d bytes", length)
                        .isEqualTo(JsonScan.INCOMPLETE);
            }
        }
    }

    @Test
    void recordsAreScannedHoweverTheyAreDelivered() throws IOException {
        byte[] lines = utf8((EVENT + "\n").repeat(5));
        List<RawRecord> expected = Reading.records(lines, 1 << 20, 1 << 16);
        assertThat(expected).extracting(RawRecord::line).containsExactly(1L, 3L, 5L, 7L, 9L);
        for (int buffer = 1; buffer < 300; buffer++) {
            List<RawRecord> records = Reading.records(lines, 1 << 20, buffer);
            assertThat(records).isEqualTo(expected);
            assertThat(records).allSatisfy(record -> assertThat(record.index()).isNotNull());
        }
    }

    @Test
    void messagesAreScannedToo() {
        List<RawRecord> records = new ArrayList<>();
        ValueRecords values = new ValueRecords(RecordReader.DEFAULT_MAX_RECORD);
        values.cut(utf8(EVENT + '\n'), 1, records);
        values.cut(utf8("<?xml version='1.0'?>" + EVENT + EVENT), 2, records);
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(record.text()).isEqualTo(EVENT);
            assertThat(record.index()).isNotNull();
        });
        // What names mean is worked out once.
        assertThat(records.get(2).index().layout())
                .isSameAs(records.get(0).index().layout());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** By number and field: the text of each member; empty if the event is refused. */
    private static Map<String, String> texts(XmlScan scan, byte[] bytes) {
        Map<String, String> texts = new LinkedHashMap<>();
        int end = scan.scan(bytes, 0, bytes.length);
        if (end >= 0) {
            ScanIndex index = scan.index();
            for (int member = 0; member < index.size(); member++) {
                texts.put(member + " " + index.layout().name(member).path, index.text(member, bytes));
            }
        }
        texts.put("end", Integer.toString(Math.max(end, JsonScan.REFUSED)));
        return texts;
    }
}
