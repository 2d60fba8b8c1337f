package io.outrider.normalize;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Cisco's devices write between a priority and a {@link CiscoMnemonic}, each with a colon behind it: the count of messages
 * ({@code logging message-counter}), their own name or address ({@code logging origin-id}), the sequence number ({@code service
 * sequence-numbers}), and the time in a form of {@code service timestamps log} (Cisco IOS Configuration Fundamentals Command
 * Reference). An origin in several words is not known.
 *
 * <p>Before the time stands {@code *} if the clock was never set, {@code .} if it has lost its source. Behind it may stand a zone,
 * which the operator of the device names as they like: the time is then in that of the source. The time since the start of the
 * device, {@code 00:00:46} or {@code 2y10w}, is passed over.
 */
final class CiscoPrefix {

    /** RFC 5424 allows 255 for a host; the rest has fewer than 80. */
    private static final int MAX = 336;

    /** Cisco's counters have 32 bits. */
    private static final int MAX_COUNT = 10;

    /** As long as {@code clock timezone} takes. */
    private static final int MAX_ZONE = 7;

    private static final Pattern UPTIME = Pattern.compile("\\d+:\\d\\d:\\d\\d(?:\\.\\d+)?|(?:\\d+[ywdhms])+");

    /** The longest has 12: {@code 23:59:59.999}. */
    private static final int MAX_UPTIME = 16;

    private final String text;
    private final int end;
    private int at;
    // Whether there is what only Cisco writes so: a name and a mnemonic alone may be anything.
    private boolean sure;
    private @Nullable String host;
    private @Nullable LineTime time;

    private CiscoPrefix(String text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /** The prefix that begins here and ends at a mnemonic; {@code null} if none does. */
    static @Nullable CiscoPrefix parse(String text, int from) {
        int end = text.indexOf('%', from);
        // Few messages have a mnemonic, and of all others nothing more is looked at.
        if (end <= from || end - from > MAX || CiscoMnemonic.parse(text, end) == null) {
            return null;
        }
        CiscoPrefix prefix = new CiscoPrefix(text, from, end);
        return prefix.read() ? prefix : null;
    }

    /** What the device calls itself; {@code null} if it does not say. */
    @Nullable
    String host() {
        return host;
    }

    /** {@code null} if it states none. */
    @Nullable
    LineTime time() {
        return time;
    }

    /** Index of the mnemonic. */
    int end() {
        return end;
    }

    // 29: sw1: 000123: *Mar  1 2024 12:00:00.123 UTC: %SYS-5-CONFIG_I:
    private boolean read() {
        // NX-OS writes a colon where others have a count.
        sure = colon();
        if (count()) {
            count();
        }
        if (!moment() && origin()) {
            count();
            moment();
        }
        return sure && at == end;
    }

    private boolean count() {
        int begin = at;
        while (at - begin < MAX_COUNT && isDigit(charAt(at))) {
            at++;
        }
        return at > begin && colon() ? known() : back(begin);
    }

    private boolean origin() {
        int begin = at;
        int word = word();
        // Behind an address of IPv6 stands one colon more than it has.
        boolean joined = text.startsWith(":", word - 1);
        String name = text.substring(begin, joined ? word - 1 : word);
        at = joined ? word - 1 : word;
        boolean named = name.chars().allMatch(c -> SyslogHeaderParser.isHost((char) c))
                && name.chars().anyMatch(c -> !isDigit((char) c));
        if (!named || !colon()) {
            return back(begin);
        }
        // Addresses that say that there is none.
        host = name.equals("::") || name.equals("0.0.0.0") ? null : name;
        return true;
    }

    private boolean moment() {
        int begin = at;
        boolean marked = charAt(at) == '*' || charAt(at) == '.';
        if (marked) {
            at++;
        }
        LineTimeScanner times = new LineTimeScanner(text);
        LineTime stated = times.scan(at);
        if (stated == null) {
            at = begin;
            return uptime();
        }
        at = times.end();
        // Behind a time with nothing before it a word may be the host that sent it.
        if (marked || sure || host != null) {
            zone();
        }
        if (!colon()) {
            return back(begin);
        }
        time = stated;
        return known();
    }

    private void zone() {
        int begin = at;
        at = blanks(at);
        int name = at;
        while (at - name < MAX_ZONE && isLetter(charAt(at))) {
            at++;
        }
        if (at == name || charAt(at) != ':') {
            at = begin;
        }
    }

    private boolean uptime() {
        int begin = at;
        int colon = word() - 1;
        boolean whole = colon - begin <= MAX_UPTIME
                && colon > begin
                && UPTIME.matcher(text).region(begin, colon).matches();
        at = colon;
        return whole && colon() ? known() : back(begin);
    }

    /** Moves behind a colon with blanks behind it, and perhaps before it. */
    private boolean colon() {
        int colon = blanks(at);
        int next = blanks(colon + 1);
        if (charAt(colon) != ':' || next == colon + 1) {
            return false;
        }
        at = next;
        return true;
    }

    private boolean known() {
        sure = true;
        return true;
    }

    private boolean back(int begin) {
        at = begin;
        return false;
    }

    /** Index behind the word that begins here. */
    private int word() {
        int behind = at;
        while (behind < end && text.charAt(behind) != ' ') {
            behind++;
        }
        return behind;
    }

    private int blanks(int from) {
        int i = from;
        while (charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /** The character there; NUL from the mnemonic on. */
    private char charAt(int index) {
        return index < end ? text.charAt(index) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
