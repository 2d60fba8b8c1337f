package io.outrider.spl;

import io.outrider.cim.IpAddress;

/** Tells ranges of IP addresses from other texts, for example {@code 10.0.0.0/8} and {@code fe80::/10}. */
final class AddressRange {

    private AddressRange() {}

    /** Whether the text is an address, a slash and the length of a prefix: at most 32 for IPv4, 128 for IPv6. */
    static boolean is(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String prefix = text.substring(slash + 1);
        // Three digits at most: 128 is the longest prefix of an IPv6 address.
        return prefix.matches("[0-9]{1,3}")
                && IpAddress.parse(text.substring(0, slash))
                        .filter(address -> Integer.parseInt(prefix) <= address.length * 8)
                        .isPresent();
    }
}
