package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Implementing ArcSight Common Event Format (CEF)", version 26, and RFC 5424. Findings are synthetic. */
class CefMessageTest {

    private static CefMessage messages(String... properties) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return new CefMessage(new SinkSettings("syslog-tcp", "soc", all));
    }

    /** The extension of a message, read as a receiver does: a key begins behind a blank and ends before a bare {@code =}. */
    private static Map<String, String> extension(String message) {
        String text = fields(message)[7];
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher key = Pattern.compile("(?:^| )([A-Za-z0-9]+)=").matcher(text);
        String last = null;
        int begin = 0;
        while (key.find()) {
            if (last != null) {
                pairs.put(last, plain(text.substring(begin, key.start())));
            }
            last = key.group(1);
            begin = key.end();
        }
        pairs.put(last, plain(text.substring(begin)));
        return pairs;
    }

    private static String plain(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\') {
                char next = escaped.charAt(++i);
                text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String[] fields(String message) {
        return message.substring(message.indexOf("CEF:")).split("(?<!\\\\)(?:\\\\\\\\)*\\|", 8);
    }

    @Test
    void findingIsALineWithTheKeysOfTheDictionary() {
        String message = messages().of(RenderedFindings.finding(RenderedFindings.row()));

        assertThat(message)
                .isEqualTo("<132>1 2026-01-01T11:05:00.250Z - outrider - alert - CEF:0|Outrider|Outrider|0.1.0"
                        + "|0dd296a2-0000-4000-8000-000000000000|Synthetic Remote Process|5|"
                        + "rt=1767265500250 cs1=5ca1ab1e cs1Label=Alert ID cn1=0 cn1Label=Revision act=create"
                        + " start=1767262500000 end=1767262590500 cnt=2 cn2=54 cn2Label=Risk score cat=TTP"
                        + " cs2=T1021.006 cs2Label=ATT&CK msg=winrs was run on WS-042 by alice"
                        + " cs4=host:WS-042, user:alice cs4Label=Risk objects dhost=WS-042 duser=alice dproc=winrs.exe"
                        + " cs3=winrs -r:SRV-007 \"hostname\" cs3Label=Command line sproc=cmd.exe shost=fe80::1%2 spt=50123"
                        + " fname=a.ps1, b.ps1 cs5=process_id: 4711; process_hash: MD5\\=0123456789abcdef0123456789abcdef,"
                        + "IMPHASH\\=ffff; parent_process_id: 99; count: 2 cs5Label=Other fields");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, dst", "2001:db8::7, c6a3", "ws-7.example.com, dhost"})
    void destinationHasTheKeyOfItsKind(String dest, String key) {
        Map<String, Value> row = Map.of("dest", Value.of(dest));

        assertThat(extension(messages().of(RenderedFindings.finding(row)))).containsEntry(key, dest);
    }

    @ParameterizedTest
    @CsvSource({"CREATE, create, 0", "UPDATE, update, 4", "CLOSE, close, 5"})
    void activityIsTheAction(Activity activity, String act, int revision) {
        Finding finding = new Finding(RenderedFindings.document("TTP", RenderedFindings.row(), revision, activity));

        assertThat(extension(messages().of(finding)))
                .containsEntry("act", act)
                .containsEntry("cn1", Integer.toString(revision));
    }

    @Test
    void whatHasNoRoomIsLeftOutAndCounted() {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of("ws-7"));
        row.put("process", Value.of("x".repeat(5000)));
        row.put("user", Value.of("alice"));
        String message = messages("maxSize", "2048").of(RenderedFindings.finding(row));

        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2048);
        assertThat(extension(message))
                .containsEntry("duser", "alice")
                .doesNotContainKey("cs3")
                .containsEntry("flexString1", "1")
                .containsEntry("flexString1Label", "Fields left out");
    }

    @Property(tries = 300)
    void messageIsOneBoundedLineWhoseValuesAReceiverReadsBack(
            @ForAll @StringLength(max = 60) String user,
            @ForAll @StringLength(max = 3000) String process,
            @ForAll @StringLength(max = 300) String dest) {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("user", Value.of(user + "|\\=\r\n cs1=forged"));
        row.put("process", Value.of(process));
        row.put("dest", Value.of(dest));
        Finding finding = RenderedFindings.finding(row);
        String message =
                messages("maxSize", "4096", "hostname", "h".repeat(255)).of(finding);

        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
        assertThat(message.chars()).noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
        assertThat(fields(message)).hasSize(8);
        Map<String, String> read = extension(message);
        assertThat(read).containsEntry("cs1", "5ca1ab1e");
        if (read.containsKey("duser")) {
            assertThat(read.get("duser")).endsWith("|\\=\r\n cs1=forged");
        }
    }

    @Test
    void headerIsEscapedAndBoundedWhateverTheTitle() {
        Map<String, Object> document = new HashMap<>(RenderedFindings.document(RenderedFindings.row()));
        document.put("finding_info", Map.of("title", "a|b\\c\nd" + "\ud83d\ude00|".repeat(200)));
        String message =
                messages("maxSize", "2048", "hostname", "h".repeat(255)).of(new Finding(document));

        assertThat(message).contains("|a\\|b\\\\c d");
        assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2048);
    }

    @ParameterizedTest
    @CsvSource({"lines, 1", "octets, 0"})
    void messageIsFramedAsTheReceiverWants(String framing, int lineFeeds) {
        Finding finding = RenderedFindings.finding(Map.of("user", Value.of("caf\u00e9")));
        String framed = new String(messages("framing", framing).framed(finding), StandardCharsets.UTF_8);
        String message = messages().of(finding);

        assertThat(framed.chars().filter(c -> c == '\n').count()).isEqualTo(lineFeeds);
        assertThat(framed)
                .isEqualTo(
                        lineFeeds == 1
                                ? message + '\n'
                                : message.getBytes(StandardCharsets.UTF_8).length + " " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "facility, 24",
        "facility, local0",
        "maxSize, 100",
        "maxSize, 99999999999",
        "framing, datagram",
        "hostname, a b"
    })
    void wrongPropertyIsTold(String property, String value) {
        assertThatThrownBy(() -> messages(property, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(property + ": expected ")
                .hasMessageContaining("but found '" + value + "'");
    }
}
