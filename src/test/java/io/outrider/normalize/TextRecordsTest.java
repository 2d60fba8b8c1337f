package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised behind a syslog header, or without one, and what its fields are called. Synthetic. */
class TextRecordsTest {

    private static final String HEADER = "<34>Oct 11 22:14:15 gw1 app[12]: ";

    @Test
    void messageInWordsHasTheFieldsOfItsHeader() throws IOException {
        Event event = Reading.event("<38>Oct 11 22:14:15 web1 ledger[5617]: The books of eve were closed at 192.0.2.7");
        assertField(event, "host", "web1");
        assertField(event, "process", "ledger");
        assertField(event, "pid", "5617");
        assertField(event, "message", "The books of eve were closed at 192.0.2.7");
        assertField(event, "syslog_facility", "auth");
        assertField(event, "syslog_severity", "informational");
        assertField(event, "sourcetype", "syslog");
        assertField(event, "source", "synthetic");
        assertThat(event.time()).isEqualTo(Instant.parse("2029-10-11T22:14:15Z"));
        assertThat(event.datasets()).isEmpty();
        assertThat(event.origin().shape()).isEqualTo("syslog");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a   ", "   a ", " \t  ", "    ", "a b c d "})
    void accessLogWithBlanksInPlaceOfWordsIsAnEventAllTheSame(String before) throws IOException {
        Event event = Reading.event(HEADER + before + "[11/Oct/2024:22:14:15 +0000] \"GET /x HTTP/1.1\" 200 1");
        assertField(event, "host", "gw1");
    }

    @Test
    void timeIsReadInTheSourcesZone() throws IOException {
        Reading reading = Reading.of("Jul 11 22:14:15 h su: x", ZoneId.of("Europe/Berlin"));
        assertThat(reading.events().get(0).time()).isEqualTo(Instant.parse("2029-07-11T20:14:15Z"));
    }

    @Test
    void pairsInAMessageAreFieldsButTellNotWhatItIs() throws IOException {
        Event event = Reading.event(HEADER + "authentication failure; logname= uid=0 tty=ssh rhost=192.0.2.7, user=a=b "
                + "sourcetype=linux:audit host=x EventID=4688 Channel=Security process=y pid=1");
        assertField(event, "uid", "0");
        assertField(event, "tty", "ssh");
        assertField(event, "rhost", "192.0.2.7");
        assertField(event, "user", "a=b");
        assertField(event, "sourcetype", "syslog");
        assertField(event, "host", "gw1");
        assertField(event, "process", "app");
        assertThat(event.fields()).doesNotContainKeys("logname", "EventID", "Channel");
    }

    @Test
    void structuredDataOfAMessageAreFields() throws IOException {
        Event event =
                Reading.event("<165>1 2024-10-11T22:14:15Z h app 7 ID47 [a@1 k=\"v\" m=\"1\"][b@1 m=\"2\"] words");
        assertField(event, "k", "v");
        assertField(event, "m", "1", "2");
        assertField(event, "syslog_msgid", "ID47");
        assertField(event, "message", "words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "%ASA-6-302013: Built inbound ~ ASA ~ 6 ~ 302013 ~ 302013",
                "%SYS-5-CONFIG_I: Configured ~ SYS ~ 5 ~ CONFIG_I ~ ",
                "%DAEMON-SYSTEM-3-SYSTEM_MSG: x ~ DAEMON-SYSTEM ~ 3 ~ SYSTEM_MSG ~ ",
            })
    void mnemonicOfCiscoIsInItsParts(String message, String facility, String severity, String mnemonic, String id)
            throws IOException {
        Event event = Reading.event("<166>Sep 07 2024 15:55:03 fw1 : " + message);
        assertField(event, "host", "fw1");
        assertField(event, "facility", facility);
        assertField(event, "severity_id", severity);
        assertField(event, "mnemonic", mnemonic);
        assertThat(Reading.texts(event, "message_id")).isEqualTo(id == null ? List.of() : List.of(id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<189>000123: sw1: *Mar  1 2024 12:00:00.123 UTC: %SYS-5-CONFIG_I: x ~ cisco:ios ~ sw1 ~ 2024-03-01T12:00:00.123Z",
                "000123: .Mar  1 2024 12:00:00: %SYS-5-CONFIG_I: x ~ cisco:ios ~ unknown ~ 2024-03-01T12:00:00Z",
                "<166>45: Mar 1 12:00:00: %ASA-6-302013: Built ~ cisco:asa ~ unknown ~ 2029-03-01T12:00:00Z",
                "Mar  1 12:00:02 192.0.2.1 45: fw1: Mar 1 2024 12:00:00: %ASA-6-302013: x ~ cisco:asa ~ fw1 ~ 2024-03-01T12:00:00Z",
            })
    void messageOfCiscoIsRecognisedWhateverItsHeaderCounts(String line, String sourcetype, String host, String time)
            throws IOException {
        Event event = Reading.event(line);
        assertField(event, "sourcetype", sourcetype);
        assertField(event, "host", host);
        assertThat(event.fields()).doesNotContainKey("process");
        assertThat(event.time()).isEqualTo(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ASA-6-302013",
                "%ASA-8-302013: x",
                "%6-302013: x",
                "%ASA-6-: x",
                "%: x",
                "% ASA-6-1: x",
                "ASA-6-1: x"
            })
    void otherPercentSignsAreNoMnemonic(String message) {
        assertThat(CiscoMnemonic.parse(message, 0)).isNull();
    }

    @Test
    void lineOfAContainersLogIsWhatTheContainerWrote() throws IOException {
        Event words = Reading.event("2024-03-01T10:00:01.123456789+01:00 stderr P cannot open");
        assertField(words, "message", "cannot open");
        assertField(words, "stream", "stderr");
        assertField(words, "sourcetype", "syslog");
        assertThat(words.time()).isEqualTo(Instant.parse("2024-03-01T09:00:01.123456789Z"));
        assertThat(words.fields()).doesNotContainKeys("process", "pid");
        Event json = Reading.event("2024-03-01T10:00:01.5Z stdout F {\"level\":\"info\",\"user\":\"bob\"}");
        assertField(json, "user", "bob");
        assertThat(json.origin().shape()).isEqualTo("json");
        assertThat(json.time()).isEqualTo(Instant.parse("2024-03-01T10:00:01.500Z"));
        Event access = Reading.event(
                "2024-03-01T10:00:01.5Z stdout F 192.0.2.1 - - [01/Mar/2024:10:00:00 +0000] \"GET /x HTTP/1.1\" 200 5");
        assertField(access, "clientip", "192.0.2.1");
        assertThat(access.time()).isEqualTo(Instant.parse("2024-03-01T10:00:00Z"));
        assertThat(Reading.reject("2024-03-01T10:00:01.5Z stdout Full words").reason())
                .contains("found a line of other text");
    }

    @Test
    void auditRecordForPeopleIsRefusedWithTheWayToOneThatIsRead() throws IOException {
        assertThat(Reading.reject("type=CWD msg=audit(03/01/2024 10:00:00.123:4711) : cwd=/root")
                        .reason())
                .contains("ausearch --raw");
    }

    @Test
    void jsonBehindAHeaderIsTheEventThatItIsWithoutIt() throws IOException {
        List<String> samples = Samples.sysmonProcessCreation().values().stream()
                .filter(sample -> sample.startsWith("{"))
                .toList();
        assertThat(samples).hasSizeGreaterThan(3);
        for (String json : samples) {
            Event bare = Reading.event(json);
            for (String header :
                    List.of(HEADER, "<13>1 2019-01-01T00:00:00Z gw1 app - - [a@1 b=\"c\"] \uFEFF", HEADER + "@cee: ")) {
                Event event = message(header + json);
                assertThat(event.fields()).as("%s behind %s", json, header).isEqualTo(bare.fields());
                assertThat(event.cim()).isEqualTo(bare.cim());
                assertThat(event.datasets()).isEqualTo(bare.datasets());
                assertThat(event.time()).isEqualTo(bare.time());
                assertThat(event.origin().shape()).isEqualTo(bare.origin().shape());
            }
        }
    }

    @Test
    void hostAndTimeOfTheHeaderAreOfJsonThatHasNone() throws IOException {
        Event event = Reading.event(HEADER + "{\"a\":1}");
        assertField(event, "host", "gw1");
        assertField(event, "sourcetype", "_json");
        assertThat(event.fields()).doesNotContainKeys("process", "pid", "message");
        assertThat(event.time()).isEqualTo(Instant.parse("2029-10-11T22:14:15Z"));
        assertField(Reading.event(HEADER + "{\"hostname\":\"h2\"}"), "host", "h2");
        assertField(Reading.event(HEADER + "{\"host\":\"h3\"}"), "host", "h3");
    }

    @Test
    void xmlAndTextEventsBehindAHeaderAreWhatTheyAreWithoutIt() throws IOException {
        for (var samples : List.of(Samples.sysmonProcessCreation(), Samples.securityProcessCreation())) {
            for (String shape : List.of("xml", "wineventlog")) {
                Event bare = Reading.event(samples.get(shape));
                Event event = message(HEADER + samples.get(shape));
                assertThat(event.cim()).as(shape).isEqualTo(bare.cim());
                assertThat(event.datasets()).containsExactly("Endpoint.Processes");
                assertThat(event.time()).isEqualTo(bare.time());
                assertThat(event.field("sourcetype")).isEqualTo(bare.field("sourcetype"));
            }
        }
        String declared = HEADER + "<?xml version='1.0'?>"
                + Samples.sysmonProcessCreation().get("xml");
        assertThat(message(declared).datasets()).containsExactly("Endpoint.Processes");
    }

    @Test
    void structuredDataOfNxlogIsAWindowsEvent() throws IOException {
        Event event = Reading.event(
                "<14>1 2024-03-01T10:20:30Z ws1.example.org Microsoft-Windows-Sysmon 2468 -"
                        + " [NXLOG@14506 EventID=\"1\" SourceName=\"Microsoft-Windows-Sysmon\""
                        + " Channel=\"Microsoft-Windows-Sysmon/Operational\" Image=\"C:\\\\x\\\\cmd.exe\" CommandLine=\"cmd /c\"] Process Create");
        assertThat(event.datasets()).containsExactly("Endpoint.Processes");
        assertThat(event.cim().get("process").text()).isEqualTo("cmd /c");
        assertThat(event.cim().get("process_name").text()).isEqualTo("cmd.exe");
        assertField(event, "host", "ws1.example.org");
    }

    @Test
    void payloadThatIsTornIsAMessageAllTheSameAndReported() throws IOException {
        for (String torn : List.of(
                "{\"a\":",
                "<Event><System>",
                "<Event/>",
                "CEF:0|a|b",
                "LEEF:1.0|a",
                "type=CWD msg=audit(x): cwd=\"/\"")) {
            Reading reading = Reading.of(HEADER + torn);
            assertThat(reading.events()).singleElement().satisfies(event -> {
                assertField(event, "message", torn);
                assertField(event, "host", "gw1");
            });
            assertThat(reading.rejects()).as(torn).singleElement().satisfies(reject -> {
                assertThat(reject.repaired()).isTrue();
                assertThat(reject.reason()).startsWith("expected ").endsWith("the event is a message in words");
            });
        }
    }

    @Test
    void xmlEventThatIsCutOffHasTheFieldsThatItHasSoFar() throws IOException {
        String xml =
                "<Event><System><Provider Name='Linux-Sysmon'/><EventID>1</EventID><Channel>Linux-Sysmon/Operational</Channel>"
                        + "<Computer>h</Computer></System><EventData><Data Name='Image'>/bin/sh</Data><Data Name='CommandLine'>sh -c &quot;x";
        for (String cut : List.of(
                xml, xml + "&qu", xml + "</Data><Data Na", xml + "</Data><Data Name='User'></Data></EventData></Ev")) {
            Reading reading = Reading.of(HEADER + cut);
            assertThat(reading.events()).as(cut).singleElement().satisfies(event -> {
                assertThat(event.datasets()).containsExactly("Endpoint.Processes");
                assertThat(event.cim("process").text()).isEqualTo("sh -c \"x");
                assertThat(event.cim("process_name").text()).isEqualTo("sh");
            });
            assertThat(reading.rejects())
                    .singleElement()
                    .satisfies(reject -> assertThat(reject.repaired()).isTrue());
        }
    }

    @Test
    void semicolonsThatSysmonForLinuxLeavesOutArePutBack() throws IOException {
        Event event = Reading.event(HEADER + "<Event><System><Provider Name='Linux-Sysmon'/><EventID>1</EventID>"
                + "<TimeCreated SystemTime='2024-03-01T10:20:30Z'/><Channel>Linux-Sysmon/Operational</Channel></System><EventData>"
                + "<Data Name='CommandLine'>sh -c &quot a &amp &amp b &amp;lt x&quot </Data></EventData></Event>");
        assertThat(event.cim("process").text()).isEqualTo("sh -c \"a &&b &lt x\"");
    }

    @Test
    void lineOfOtherTextIsAnEventOnlyWhereTheOperatorSaysThatItIsText() throws Exception {
        String line = "something happened a=1";
        Reading.reject(line);
        RecordParser.Parsed parsed = new TextRecords(List.of(), true).parse(line);
        assertThat(parsed.fields().first("message")).isEqualTo(line);
        assertThat(parsed.fields().first("a")).isEqualTo("1");
    }

    @Test
    void cefHasTheFieldsOfItsHeaderAndExtension() throws IOException {
        Event event =
                Reading.event("<134>Sep 19 08:26:10 gw1 CEF:0|Acme\\|Co|IDS|1.0|100|worm \\\\ stopped|10|src=10.0.0.1 "
                        + "msg=a b\\=c\\nd request=http://x/?a\\=b&c=d cs1Label=Rule ID cs1=7 8 cn1Label=Count cn1=3 deviceCustomDate1Label=x "
                        + "rt=1726733170123 path=C:\\Temp\\x empty= dst=10.0.0.2");
        assertField(event, "cef_cefVersion", "0");
        assertField(event, "cef_vendor", "Acme|Co");
        assertField(event, "cef_product", "IDS");
        assertField(event, "cef_version", "1.0");
        assertField(event, "cef_signature", "100");
        assertField(event, "cef_name", "worm \\ stopped");
        assertField(event, "cef_severity", "10");
        assertField(event, "src", "10.0.0.1");
        assertField(event, "msg", "a b=c\nd");
        assertField(event, "request", "http://x/?a=b&c=d");
        assertField(event, "cs1", "7 8");
        assertField(event, "Rule_ID", "7 8");
        assertField(event, "Count", "3");
        assertField(event, "path", "C:\\Temp\\x");
        assertField(event, "dst", "10.0.0.2");
        assertField(event, "host", "gw1");
        assertThat(event.fields()).doesNotContainKeys("empty", "x");
        assertThat(event.time()).isEqualTo(Instant.parse("2024-09-19T08:06:10.123Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "CEF:0|a|b|c|d|e|5|rt=Sep 19 2024 08:26:10 x=1 ~ 2024-09-19T08:26:10Z",
                "CEF:0|a|b|c|d|e|5|rt=Sep 19 2024 08:26:10.500 +0200 ~ 2024-09-19T06:26:10.500Z",
                "CEF:0|a|b|c|d|e|5|rt=soon start=1726733170000 end=1 ~ 2024-09-19T08:06:10Z",
                "CEF:1|a|b|c|d|e|Low|end=1726733170000 ~ 2024-09-19T08:06:10Z",
                "LEEF:1.0|a|b|c|d|devTime=2024-09-19T08:06:10Z ~ 2024-09-19T08:06:10Z",
                "date=2024-09-19 time=08:26:10 tz=\"+0200\" devname=\"fw\" ~ 2024-09-19T06:26:10Z",
                "date=2024-09-19 time=08:26:10 tz=CEST devname=\"fw\" ~ 2024-09-19T08:26:10Z",
                "site=x time_local=\"22/Feb/2024:13:00:00 -0500\" ~ 2024-02-22T18:00:00Z",
                "a=b time=1726733170 ~ 2024-09-19T08:06:10Z",
            })
    void timeOfATextIsTheOneThatItsFormatNames(String line, String expected) throws IOException {
        assertThat(Reading.event(line).time()).isEqualTo(Instant.parse(expected));
    }

    @Test
    void leefHasTheFieldsOfItsHeaderAndOfEitherDelimiter() throws IOException {
        for (String rest : List.of(
                "1.0|Acme|IDS|1|e1|", "2.0|Acme|IDS|1|e1|^|", "2.0|Acme|IDS|1|e1|x5E|", "2.0|Acme|IDS|1|e1|0x5E|")) {
            char delimiter = rest.startsWith("1") ? '\t' : '^';
            Event event = message(HEADER + "LEEF:" + rest + "src=10.0.0.1" + delimiter + "url=http://x/?a=b" + delimiter
                    + "cat=a b" + delimiter + "none");
            assertField(event, "leef_vendor", "Acme");
            assertField(event, "leef_event_id", "e1");
            assertField(event, "src", "10.0.0.1");
            assertField(event, "url", "http://x/?a=b");
            assertField(event, "cat", "a b");
        }
    }

    @Test
    void pairsFromTheFirstWordOnAreARecord() throws IOException {
        Event event = Reading.event(
                "site=\"www.example.com\" status=200 agent=\"a \\\"b\\\" c\" uri=/x?a=b&c=d empty=\"\" x='y z' n=1, last=2;"
                        + " time_local=\"22/Feb/2024:13:00:00 -0500\"");
        assertField(event, "site", "www.example.com");
        assertField(event, "status", "200");
        assertField(event, "agent", "a \"b\" c");
        assertField(event, "uri", "/x?a=b&c=d");
        assertField(event, "x", "y z");
        assertField(event, "n", "1");
        assertField(event, "last", "2");
        assertThat(event.origin().shape()).isEqualTo("keyvalue");
        Event commas = Reading.event("a=1,b=x y,time=2024-02-22T18:00:00Z,d=a=b");
        assertField(commas, "a", "1");
        assertField(commas, "time", "2024-02-22T18:00:00Z");
        assertField(commas, "d", "a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a = 1 b = 2", "x a=1 b=2", "a=1 and then b=2", "=1 b=2", "1=2 3=4"})
    void otherTextWithEqualsSignsIsNone(String line) throws IOException {
        Reading.reject(line);
    }

    @Test
    void accessLogsHaveTheNamesOfAccessCombined() throws IOException {
        String line =
                "192.0.2.7 - bob [11/Oct/2024:22:14:15 -0500] \"GET /x/y?a=1&b=2 HTTP/1.1\" 200 512 \"http://r/\" \"agent \\\"x\\\" 1\" 0.001";
        for (String text : List.of(line, "Oct 11 22:14:15 web1 nginx: " + line, "www.example.com:80 " + line)) {
            Event event = Reading.event(text);
            assertField(event, "clientip", "192.0.2.7");
            assertField(event, "user", "bob");
            assertField(event, "method", "GET");
            assertField(event, "uri", "/x/y?a=1&b=2");
            assertField(event, "uri_path", "/x/y");
            assertField(event, "uri_query", "a=1&b=2");
            assertField(event, "version", "HTTP/1.1");
            assertField(event, "status", "200");
            assertField(event, "bytes", "512");
            assertField(event, "referer", "http://r/");
            assertField(event, "useragent", "agent \"x\" 1");
            assertField(event, "other", "0.001");
            assertField(event, "sourcetype", "access_combined");
            assertThat(event.fields()).doesNotContainKey("ident");
            assertThat(event.time()).isEqualTo(Instant.parse("2024-10-12T03:14:15Z"));
        }
        Event common = Reading.event("::1 - - [11/Oct/2024:22:14:15 +0000] \"\\x16\\x03\" 400 -");
        assertField(common, "sourcetype", "access_common");
        assertField(common, "uri", "\\x16\\x03");
        assertThat(common.fields()).doesNotContainKeys("bytes", "method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b c [11/Okt/2024:22:14:15 -0500] \"x\"",
                "a b [11/Oct/2024:22:14:15 -0500] \"x\"",
                "a b c [11/Oct/2024:22:14:15 -0500]"
            })
    void otherBracketsAreNoAccessLog(String line) throws IOException {
        Reading.reject(line);
    }

    @Test
    void snareEventsHaveTheNamesOfTheWindowsAddOn() throws IOException {
        String message =
                "A new process has been created.    Creator Subject:   Security ID:  S-1-5-21-1-1001   Account Name:  Bob"
                        + "   Account Domain:  EXAMPLE   Logon ID:  0x3E7    Target Subject:   Security ID:  S-1-0-0   Account Name:  -"
                        + "   Account Domain:  -   Logon ID:  0x0    Process Information:   New Process ID:  0x1b28"
                        + "   New Process Name: C:\\Windows\\System32\\cmd.exe   Token Elevation Type: %%1936   Mandatory Label:  S-1-16-8192"
                        + "   Creator Process ID: 0x1acc   Creator Process Name: C:\\Windows\\explorer.exe   Process Command Line: cmd.exe /c dir"
                        + "    Token Elevation Type indicates nothing here, for this is synthetic.";
        String event =
                "MSWinEventLog\t1\tSecurity\t77\tFri Mar 01 10:20:30 2024\t4688\tMicrosoft-Windows-Security-Auditing"
                        + "\tN/A\tN/A\tSuccess Audit\tws1.example.org\tProcess Creation\t\t" + message + "\t5\n";
        Event text = Reading.event(Samples.securityProcessCreation().get("wineventlog"));
        for (String line : List.of(event, HEADER + event, HEADER + event.replace("\t", "#011"))) {
            Event snare = message(line);
            assertThat(snare.datasets()).containsExactly("Endpoint.Processes");
            assertThat(snare.time()).isEqualTo(text.time());
            for (String field : List.of(
                    "process",
                    "process_id",
                    "process_name",
                    "parent_process_name",
                    "parent_process_id",
                    "user",
                    "dest")) {
                assertThat(snare.cim(field)).as(field).isEqualTo(text.cim(field));
            }
            assertField(snare, "source", "XmlWinEventLog:Security");
            assertField(snare, "EventCode", "4688");
        }
    }

    @Test
    void snareEventsOfSysmonAreReadLineByLine() throws IOException {
        Event event = message(
                HEADER + "MSWinEventLog\t1\tMicrosoft-Windows-Sysmon/Operational\t7\tFri Mar 01 10:20:30 2024\t1"
                        + "\tMicrosoft-Windows-Sysmon\tSYSTEM\tUser\tInformation\tws1.example.org\tProcess Create\t\tProcess Create:"
                        + "  RuleName: -  UtcTime: 2024-03-01 10:20:30.100  ProcessId: 6952  Image: C:\\x\\cmd.exe  CommandLine: cmd  /c  a: b"
                        + "  User: EXAMPLE\\Bob");
        assertThat(event.cim("process").text()).isEqualTo("cmd  /c  a: b");
        assertThat(event.cim("process_id").text()).isEqualTo("6952");
        assertThat(event.cim("user").text()).isEqualTo("Bob");
    }

    @Test
    void messageWithoutATimeHasThatOfReceiptAndIsReported() throws IOException {
        Reading reading = Reading.of("<13>hello");
        assertThat(reading.events().get(0).time()).isEqualTo(Reading.RECEIVED);
        assertThat(reading.rejects())
                .singleElement()
                .satisfies(reject -> assertThat(reject.repaired()).isTrue());
    }

    /** The event of a message of several lines, as a transport hands it over. */
    private static Event message(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        RawRecord record = new RawRecord(text, 1, 0, bytes.length, RawRecord.Fault.NONE);
        EventBatch batch = Reading.normalizer(ZoneOffset.UTC)
                .normalize(new RecordBatch(new SourceUnit("u", "synthetic"), List.of(record), bytes.length));
        assertThat(batch.rejects()).isEmpty();
        assertThat(batch.events()).hasSize(1);
        return batch.events().get(0);
    }

    private static void assertField(Event event, String field, String... texts) {
        assertThat(Reading.texts(event, field)).as(field).containsExactly(texts);
    }
}
