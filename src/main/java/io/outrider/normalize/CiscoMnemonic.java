package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/**
 * What Cisco's devices write before a message: {@code %ASA-6-302013: }, {@code %SYS-5-CONFIG_I: }, {@code
 * %DAEMON-SYSTEM-3-SYSTEM_MSG: } (Cisco IOS System Message Guide, "How to read system messages").
 *
 * @param facility the part of the system, on a firewall its product
 * @param severity 0 to 7
 * @param mnemonic the kind of message, on a firewall its number
 * @param end index behind it and its colon
 */
record CiscoMnemonic(String facility, String severity, String mnemonic, int end) {

    /** Longer than any that Cisco lists. */
    private static final int MAX = 96;

    /** The mnemonic that begins here; {@code null} if none does. */
    static @Nullable CiscoMnemonic parse(String text, int from) {
        if (!text.startsWith("%", from)) {
            return null;
        }
        int limit = Math.min(text.length(), from + MAX);
        int end = from + 1;
        while (end < limit && isName(text.charAt(end))) {
            end++;
        }
        int last = text.lastIndexOf('-', end - 1);
        boolean complete = end < limit && text.charAt(end) == ':' && last - 2 > from + 1 && last + 1 < end;
        if (!complete || text.charAt(last - 2) != '-' || text.charAt(last - 1) < '0' || text.charAt(last - 1) > '7') {
            return null;
        }
        return new CiscoMnemonic(
                text.substring(from + 1, last - 2),
                text.substring(last - 1, last),
                text.substring(last + 1, end),
                end + 1);
    }

    private static boolean isName(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
