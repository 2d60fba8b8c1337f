package io.outrider.deliver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Findings as messages of syslog: a header of RFC 5424, and in it ArcSight's Common Event Format ("Implementing ArcSight Common Event
 * Format (CEF)", version 26: {@code CEF:0}, seven fields between bars, and the keys of its extension dictionary with their lengths).
 *
 * <p>A message is one line whatever its values hold, and never longer than the operator allows: fields that have no room are left out,
 * those that matter least first, and counted in {@code flexString1}. The alert's id has 64 characters and {@code externalId} only 40,
 * so it stands in {@code cs1}. UTF-8 is written without the mark (BOM) that RFC 5424 asks for: receivers look for {@code CEF:} where
 * the message begins.
 */
public final class CefMessage {

    /** What the least of receivers should take (RFC 5424, 6.1). */
    private static final int LEAST_BYTES = 2048;
    /** Of a datagram over IPv4; of connections as much as anybody reads. */
    private static final int MOST_BYTES = 65_507;

    // Together with the syslog header below LEAST_BYTES, if each character has three bytes and is escaped.
    private static final int MOST_NAME = 120;
    private static final int MOST_SIGNATURE = 60;
    private static final int MOST_VERSION = 31;
    private static final int MOST_HOSTNAME = 255;

    private static final int MOST_LONG_TEXT = 4000;
    private static final int MOST_MESSAGE = 1023;

    private final int facility;
    private final String hostname;
    private final int mostBytes;
    private final SyslogFraming framing;

    /**
     * Messages as a sink's properties want them.
     *
     * @throws IllegalArgumentException if a property is wrong: {@code facility}, {@code hostname}, {@code maxSize}, {@code framing}; the
     *     message begins with its name
     */
    public CefMessage(SinkSettings sink) {
        facility = sink.readOr("facility", "16", text -> number(text, 0, 23));
        hostname = sink.readOr("hostname", "-", CefMessage::hostname);
        mostBytes =
                sink.readOr("maxSize", Integer.toString(LEAST_BYTES), text -> number(text, LEAST_BYTES, MOST_BYTES));
        framing = switch (sink.type()) {
            case "syslog-udp" -> SyslogFraming.DATAGRAM;
            case "syslog-tls" -> sink.readOr("framing", "octets", SyslogFraming::of);
            default -> sink.readOr("framing", "lines", SyslogFraming::of);
        };
    }

    /** Whether sinks of the type send such messages. */
    public static boolean isSentBy(String type) {
        return type.startsWith("syslog-");
    }

    private static int number(String text, int least, int most) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(
                    "expected a whole number from " + least + " to " + most + ", but found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    // RFC 5424, 6: printable US-ASCII.
    private static String hostname(String text) {
        if (!text.matches("[!-~]{1," + MOST_HOSTNAME + "}")) {
            throw new IllegalArgumentException("expected 1 to " + MOST_HOSTNAME
                    + " printable characters of ASCII without blanks, but found '" + text + "'");
        }
        return text;
    }

    /** The message with what frames it on its way. */
    public byte[] framed(Finding finding) {
        return framing.frame(of(finding).getBytes(StandardCharsets.UTF_8));
    }

    /** The message: one line. */
    String of(Finding finding) {
        String head = syslog(finding) + cef(finding);
        CefExtension extension = new CefExtension(mostBytes - head.getBytes(StandardCharsets.UTF_8).length);
        alert(finding, extension);
        row(RowTexts.of(finding), extension);
        return head + extension.text();
    }

    // Example: <130>1 2025-01-01T00:00:00.000Z - outrider - alert -
    private String syslog(Finding finding) {
        int severity = switch (finding.severityId()) {
            case 5 -> 2;
            case 4 -> 3;
            case 3 -> 4;
            case 2 -> 5;
            default -> 6;
        };
        Instant said = finding.said().truncatedTo(ChronoUnit.MILLIS);
        return "<" + (facility * 8 + severity) + ">1 " + said + ' ' + hostname + " outrider - alert - ";
    }

    private static String cef(Finding finding) {
        int severity = switch (finding.severityId()) {
            case 5 -> 10;
            case 4 -> 8;
            case 3 -> 5;
            case 2 -> 3;
            default -> 1;
        };
        return "CEF:0|Outrider|Outrider|"
                + header(finding.text("metadata", "product", "version").orElse(""), MOST_VERSION)
                + '|'
                + header(finding.text("finding_info", "analytic", "uid").orElse(finding.title()), MOST_SIGNATURE)
                + '|'
                + header(finding.title(), MOST_NAME)
                + '|'
                + severity
                + '|';
    }

    private static String header(String text, int most) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        String bounded = Excerpt.of(text, most);
        for (int i = 0; i < bounded.length(); i++) {
            char c = bounded.charAt(i);
            if (c == '\\' || c == '|') {
                escaped.append('\\');
            }
            escaped.append(printable(c));
        }
        return escaped.toString();
    }

    /** The character, or a blank for one that ends a line or steers a terminal. */
    static char printable(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c;
    }

    private static void alert(Finding finding, CefExtension extension) {
        extension.put("rt", Long.toString(finding.said().toEpochMilli()), 20);
        extension.put("cs1", "Alert ID", finding.id(), MOST_LONG_TEXT);
        extension.put("cn1", "Revision", Long.toString(finding.revision()), 20);
        extension.put("act", finding.activity().name().toLowerCase(Locale.ROOT), 63);
        finding.moment("start_time")
                .ifPresent(first -> extension.put("start", Long.toString(first.toEpochMilli()), 20));
        extension.put("end", Long.toString(finding.time().toEpochMilli()), 20);
        finding.number("count").ifPresent(count -> extension.put("cnt", count.toString(), 20));
        finding.number("risk_score").ifPresent(score -> extension.put("cn2", "Risk score", score.toString(), 20));
        finding.text("unmapped", "detection_type").ifPresent(type -> extension.put("cat", type, MOST_MESSAGE));
        extension.put("cs2", "ATT&CK", String.join(", ", AttackIds.of(finding)), MOST_LONG_TEXT);
        extension.put("msg", finding.message(), MOST_MESSAGE);
        extension.put("cs4", "Risk objects", riskObjects(finding.list("resources")), MOST_LONG_TEXT);
    }

    private static String riskObjects(List<?> resources) {
        return resources.stream()
                .filter(Map.class::isInstance)
                .map(resource -> ((Map<?, ?>) resource).get("type") + ":" + ((Map<?, ?>) resource).get("name"))
                .limit(50)
                .collect(Collectors.joining(", "));
    }

    private static void row(Map<String, String> row, CefExtension extension) {
        StringJoiner rest = new StringJoiner("; ");
        row.forEach((column, text) -> {
            if (!put(column, text, extension)) {
                rest.add(column + ": " + text);
            }
        });
        // Last: it is long, and would leave the others no room.
        extension.put("cs5", "Other fields", rest.toString(), MOST_LONG_TEXT);
    }

    /** @return whether the dictionary has a key for the column */
    private static boolean put(String column, String text, CefExtension extension) {
        switch (column) {
            case "dest", "dest_ip" -> host(text, "dst", "c6a3", "Destination IPv6 Address", "dhost", extension);
            case "src", "src_ip" -> host(text, "src", "c6a2", "Source IPv6 Address", "shost", extension);
            case "dest_port" -> port("dpt", text, extension);
            case "src_port" -> port("spt", text, extension);
            case "user" -> extension.put("duser", text, MOST_MESSAGE);
            case "user_id" -> extension.put("duid", text, MOST_MESSAGE);
            case "user_domain" -> extension.put("dntdom", text, 255);
            case "src_user" -> extension.put("suser", text, MOST_MESSAGE);
            case "process" -> extension.put("cs3", "Command line", text, MOST_LONG_TEXT);
            case "process_name" -> extension.put("dproc", text, MOST_MESSAGE);
            case "parent_process_name" -> extension.put("sproc", text, MOST_MESSAGE);
            case "file_name" -> extension.put("fname", text, MOST_MESSAGE);
            case "file_path" -> extension.put("filePath", text, MOST_MESSAGE);
            case "file_hash" -> extension.put("fileHash", text, 255);
            case "url" -> extension.put("request", text, MOST_MESSAGE);
            case "http_method" -> extension.put("requestMethod", text, MOST_MESSAGE);
            case "http_user_agent" -> extension.put("requestClientApplication", text, MOST_MESSAGE);
            case "query" -> extension.put("destinationDnsDomain", text, 255);
            case "transport" -> extension.put("proto", text, 31);
            case "app" -> extension.put("app", text, 31);
            default -> {
                return false;
            }
        }
        return true;
    }

    // dst and src are addresses of IPv4 alone.
    private static void host(String text, String ipv4, String ipv6, String label, String name, CefExtension extension) {
        Optional<IpAddress> address = IpAddress.of(text);
        if (address.isEmpty()) {
            extension.put(name, text, MOST_MESSAGE);
        } else if (address.get() == IpAddress.V4) {
            extension.put(ipv4, text, 15);
        } else {
            extension.put(ipv6, label, text, 64);
        }
    }

    private static void port(String key, String text, CefExtension extension) {
        if (text.matches("[0-9]{1,5}")) {
            extension.put(key, text, 5);
        }
    }
}
