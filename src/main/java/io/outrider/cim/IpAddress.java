package io.outrider.cim;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses written in digits. */
public final class IpAddress {

    private IpAddress() {}

    /** The 4 or 16 bytes of an address, or empty if the text is none. No name is ever looked up. */
    public static Optional<byte[]> parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    /** Whether the text is an address rather than a name; an IPv6 address may have a zone behind it, as in {@code fe80::1%2}. */
    public static boolean is(String text) {
        int zone = text.indexOf(':') < 0 ? -1 : text.indexOf('%');
        return parse(zone < 0 ? text : text.substring(0, zone)).isPresent();
    }

    private static Optional<byte[]> parseV4(String text) {
        byte[] bytes = new byte[4];
        int position = 0;
        for (int i = 0; i < 4; i++) {
            int end = i == 3 ? text.length() : text.indexOf('.', position);
            int number = end < 0 ? -1 : number(text, position, end, 10, 3);
            if (number < 0 || number > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) number;
            position = end + 1;
        }
        return Optional.of(bytes);
    }

    // RFC 4291, section 2.2: eight groups of up to four hexadecimal digits; one "::" stands for as many zero groups as
    // are
    // missing; the last two groups may be written as an IPv4 address.
    private static Optional<byte[]> parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(bytes -> bytes.length == 16);
        }
        Optional<byte[]> head = groups(text.substring(0, gap), false);
        Optional<byte[]> tail = groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 14) {
            return Optional.empty();
        }
        byte[] bytes = new byte[16];
        System.arraycopy(head.get(), 0, bytes, 0, head.get().length);
        System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    /** @param last whether the address ends with these groups */
    private static Optional<byte[]> groups(String text, boolean last) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        // Eight groups at most; a ninth shows that there are too many.
        String[] groups = text.split(":", 9);
        byte[] bytes = new byte[16];
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            boolean v4 = last && i == groups.length - 1 && groups[i].indexOf('.') >= 0;
            byte[] group = v4 ? parseV4(groups[i]).orElse(null) : group(groups[i]);
            if (group == null || length + group.length > bytes.length) {
                return Optional.empty();
            }
            System.arraycopy(group, 0, bytes, length, group.length);
            length += group.length;
        }
        return Optional.of(Arrays.copyOf(bytes, length));
    }

    private static byte @Nullable [] group(String text) {
        int number = number(text, 0, text.length(), 16, 4);
        return number < 0 ? null : new byte[] {(byte) (number >> 8), (byte) number};
    }

    private static int number(String text, int from, int to, int radix, int digits) {
        if (to <= from || to - from > digits) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            // Character.digit reads the digits of all scripts; an address has those of ASCII only.
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
