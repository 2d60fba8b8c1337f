package io.outrider.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a syslog message: RFC 5424, and RFC 3164 in the ways in which it is written.
 *
 * <p>Of RFC 3164 there may be missing the priority, the host, the tag, or all of the header but the priority; the time may
 * be any of {@link LineTimeScanner}. Without a priority a line has a header if it begins with a time; one of RFC 3339, as
 * programs write it into logs of their own too, must have a host and a tag behind it, or a payload that is known.
 *
 * <p>A line of a container's log has a time and a {@link ContainerStream} in the place of host and tag.
 *
 * <p>A relay may put a header of its own before the one it got: the innermost counts. What Cisco writes before a mnemonic is a
 * {@link CiscoPrefix}; of its messages without one (those of {@code debug}) the sequence number, the asterisk before and the colon
 * behind the time are passed over, and so are octet counts that a receiver left (RFC 6587).
 */
final class SyslogHeaderParser {

    /** A relay behind a relay behind a relay; whoever writes more headers may keep them in the message. */
    private static final int MAX_HEADERS = 4;

    /** RFC 5424 allows 255 for a host, 48 for an application; paths of programs are longer. */
    private static final int MAX_TOKEN = 255;

    /** Digits of the largest message that is taken, and more; and of Cisco's sequence numbers. */
    private static final int MAX_COUNT = 10;

    private final String text;
    private final LineTimeScanner times;
    private int at;

    private SyslogHeaderParser(String text) {
        this.text = text;
        this.times = new LineTimeScanner(text);
    }

    /** The header that the text begins with; {@code null} if it begins with none. */
    static @Nullable SyslogHeader parse(String text) {
        SyslogHeaderParser parser = new SyslogHeaderParser(text);
        return parser.header(parser.begin(), 1);
    }

    /** Behind blanks, a byte order mark and an octet count. */
    private int begin() {
        int begin = blanks(text.startsWith("\uFEFF") ? 1 : 0);
        int digits = digits(begin, MAX_COUNT);
        return digits > begin && text.startsWith(" <", digits) ? digits + 1 : begin;
    }

    private @Nullable SyslogHeader header(int from, int depth) {
        at = from;
        int priority = priority();
        boolean version1 = text.startsWith("1 ", at) && isTimeOrNil(at + 2);
        SyslogHeader header = version1 ? rfc5424(priority, at + 2) : rfc3164(priority);
        if (header == null || depth == MAX_HEADERS) {
            return header;
        }
        int payload = text.length() - header.payload().length();
        SyslogHeader inner = header(payload, depth + 1);
        return inner != null && isInner(inner, payload, header) ? inner.within(header) : header;
    }

    /** Whether a header that stands where the payload begins is one, and no message that begins like it. */
    private boolean isInner(SyslogHeader inner, int begin, SyslogHeader outer) {
        if (inner.time() == null) {
            return false;
        }
        if (text.charAt(begin) == '<') {
            return true;
        }
        return outer.process() == null
                && (inner.host() != null && inner.process() != null || CiscoPrefix.parse(text, begin) != null);
    }

    /** Moves behind {@code <134>}, if it is there. */
    private int priority() {
        if (charAt(at) != '<') {
            return SyslogHeader.NO_PRIORITY;
        }
        int end = digits(at + 1, 3);
        if (end == at + 1 || charAt(end) != '>') {
            return SyslogHeader.NO_PRIORITY;
        }
        int priority = Integer.parseInt(text, at + 1, end, 10);
        if (priority >= SyslogHeader.PRIORITIES) {
            return SyslogHeader.NO_PRIORITY;
        }
        at = end + 1;
        return priority;
    }

    private boolean isTimeOrNil(int from) {
        return text.startsWith("- ", from) || times.scan(from) != null;
    }

    // <165>1 2003-10-11T22:14:15.003Z host app procid msgid [sd x="y"] message
    private @Nullable SyslogHeader rfc5424(int priority, int from) {
        at = from;
        LineTime time = times.scan(from);
        // A time that cannot be read is as none: the message is one all the same.
        token();
        String host = token();
        String process = token();
        String pid = token();
        String msgid = token();
        StructuredData data = StructuredData.parse(text, at);
        if (data == null) {
            // Torn, or not escaped: then it is part of the message, as is all behind it.
            return new SyslogHeader(priority, time, host, null, process, pid, msgid, List.of(), payload(at));
        }
        return new SyslogHeader(priority, time, host, null, process, pid, msgid, data.params(), payload(data.end()));
    }

    /** Moves behind the next word and its blank. @return {@code null} if it is a dash, or there is none */
    private @Nullable String token() {
        int begin = at;
        int limit = Math.min(text.length(), begin + MAX_TOKEN);
        while (at < limit && charAt(at) != ' ') {
            at++;
        }
        String token = text.substring(begin, at);
        at = blanks(at);
        return token.isEmpty() || token.equals("-") ? null : token;
    }

    private @Nullable SyslogHeader rfc3164(int priority) {
        boolean prioritised = priority != SyslogHeader.NO_PRIORITY;
        int begin = blanks(at);
        CiscoPrefix cisco = CiscoPrefix.parse(text, begin);
        if (cisco != null) {
            return behind(cisco, priority, null, null);
        }
        int time = prioritised ? blanks(sequence(begin)) : begin;
        if (prioritised && (charAt(time) == '*' || charAt(time) == '.')) {
            // Cisco: its clock is not set, or not synchronised.
            time++;
        }
        LineTime stated = times.scan(time);
        boolean iso = stated != null && Character.isDigit(text.charAt(time)) && charAt(time + 4) == '-';
        if (stated == null) {
            if (!prioritised) {
                return null;
            }
            at = begin;
            return tagged(priority, null, null, true);
        }
        ContainerStream stream = prioritised || !iso ? null : ContainerStream.parse(text, times.end());
        if (stream != null) {
            return new SyslogHeader(
                    priority, stated, null, null, null, null, null, List.of(stream.param()), payload(stream.end()));
        }
        at = blanks(behindTime(times.end()));
        String host = host();
        return tagged(priority, stated, host, prioritised || !iso);
    }

    /** Behind {@code 29: }, if it is there. */
    private int sequence(int from) {
        int end = digits(from, MAX_COUNT);
        return end > from && text.startsWith(": ", end) ? end + 1 : from;
    }

    /** Behind {@code :} or {@code CEST:}, as Cisco writes it behind a time; a blank has to be there otherwise. */
    private int behindTime(int from) {
        if (charAt(from) == ':') {
            return from + 1;
        }
        int end = from + 1;
        while (end - from < 6 && isUpper(charAt(end))) {
            end++;
        }
        return charAt(from) == ' ' && end > from + 2 && charAt(end) == ':' && isBlankOrEnd(end + 1) ? end + 1 : from;
    }

    /** Moves behind the host, if the next word is one: {@code null} if it is a tag, or part of a message. */
    private @Nullable String host() {
        if (isPayload(at)) {
            return null;
        }
        int end = at;
        int limit = Math.min(text.length(), at + MAX_TOKEN);
        while (end < limit && isHost(charAt(end))) {
            end++;
        }
        if (end == at || !isBlankOrEnd(end)) {
            return null;
        }
        boolean colon = charAt(end - 1) == ':';
        int next = blanks(end);
        if (colon && charAt(next) != '%') {
            // A tag, unless what follows has none but a mnemonic.
            return null;
        }
        String host = text.substring(at, colon ? end - 1 : end);
        // Cisco ASA with EMBLEM: a colon of its own.
        at = charAt(next) == ':' && charAt(next + 1) == ' ' ? blanks(next + 1) : next;
        return host.isEmpty() || host.equals("-") ? null : host;
    }

    /** @param sure whether it is a header also if no tag and no known payload follows */
    private @Nullable SyslogHeader tagged(int priority, @Nullable LineTime time, @Nullable String host, boolean sure) {
        if (isPayload(at)) {
            return new SyslogHeader(priority, time, host, null, null, null, null, List.of(), payload(at));
        }
        CiscoPrefix cisco = CiscoPrefix.parse(text, at);
        if (cisco != null) {
            return behind(cisco, priority, time, host);
        }
        int end = tagEnd(at);
        if (end < 0) {
            return sure ? new SyslogHeader(priority, time, host, null, null, null, null, List.of(), payload(at)) : null;
        }
        if (host == null && !sure) {
            return null;
        }
        String process = text.substring(at, end);
        String pid = null;
        int payload = end;
        if (charAt(end) == '[') {
            int close = closeOfPid(end);
            pid = text.substring(end + 1, close);
            payload = close + 1;
        }
        if (charAt(payload) == ':') {
            payload++;
        }
        boolean noPid = pid == null || pid.isEmpty() || pid.equals("-");
        return new SyslogHeader(
                priority, time, host, null, process, noPid ? null : pid, null, List.of(), payload(payload));
    }

    /** What Cisco's devices say of themselves, else what a relay says of them. */
    private SyslogHeader behind(CiscoPrefix cisco, int priority, @Nullable LineTime received, @Nullable String sender) {
        LineTime time = cisco.time() == null ? received : cisco.time();
        String host = cisco.host() == null ? sender : cisco.host();
        String relay = cisco.host() == null ? null : sender;
        return new SyslogHeader(priority, time, host, relay, null, null, null, List.of(), text.substring(cisco.end()));
    }

    /**
     * Index behind the tag's name, where its {@code [pid]} or its colon stands; negative if there is no tag. Names have any
     * characters but blanks: {@code postfix/smtpd[12]:}, {@code su(pam_unix)[12]:}, {@code dbus-daemon[1]:}.
     */
    private int tagEnd(int from) {
        if (charAt(from) == '<') {
            // The priority of a header inside this one.
            return -1;
        }
        int limit = Math.min(text.length(), from + MAX_TOKEN);
        for (int i = from; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '[') {
                int close = i == from ? -1 : closeOfPid(i);
                boolean ends = close > 0 && (charAt(close + 1) == ':' || isBlankOrEnd(close + 1));
                return ends ? i : -1;
            }
            if (c == ':' && i > from && (isBlankOrEnd(i + 1) || charAt(i + 1) == '{' || charAt(i + 1) == '<')) {
                return i;
            }
            if (c == ' ' || c == '\t') {
                return -1;
            }
        }
        return -1;
    }

    /** @return index of the bracket that closes a pid; negative if what stands here is none */
    private int closeOfPid(int open) {
        // No system has a pid of more than 20 digits; some write a thread beside it.
        int limit = Math.min(text.length(), open + 64);
        for (int i = open + 1; i < limit; i++) {
            char c = text.charAt(i);
            if (c == ']') {
                return i;
            }
            if (c == ' ' || c == '[' || c == '\t') {
                return -1;
            }
        }
        return -1;
    }

    /** Whether what begins here is a payload that says itself what it is, and so no host and no tag. */
    private boolean isPayload(int from) {
        return switch (charAt(from)) {
            case '{' -> true;
            case '<' -> text.startsWith("<Event", from) || text.startsWith("<?xml", from);
            case '%' -> CiscoMnemonic.parse(text, from) != null;
            case 'C' -> text.startsWith("CEF:", from);
            case 'L' -> text.startsWith("LEEF:", from);
            case 'M' -> text.startsWith("MSWinEventLog", from);
            case 't' -> text.startsWith("type=", from);
            case 'n' -> text.startsWith("node=", from);
            case '@' -> text.startsWith("@cee:", from);
            default -> false;
        };
    }

    private String payload(int from) {
        int begin = blanks(from);
        return text.substring(text.startsWith("\uFEFF", begin) ? begin + 1 : begin);
    }

    private int blanks(int from) {
        int i = from;
        while (charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private int digits(int from, int most) {
        int i = from;
        while (i < from + most && charAt(i) >= '0' && charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private boolean isBlankOrEnd(int index) {
        return index >= text.length() || text.charAt(index) == ' ' || text.charAt(index) == '\t';
    }

    /** What is in the names and addresses of hosts, also with a zone ({@code fe80::1%eth0}), in brackets, or with its relays. */
    static boolean isHost(char c) {
        return c >= 'a' && c <= 'z'
                || isUpper(c)
                || c >= '0' && c <= '9'
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ':'
                || c == '%'
                || c == '@'
                || c == '/'
                || c > '~';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** The character there; NUL where there is none. */
    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }
}
