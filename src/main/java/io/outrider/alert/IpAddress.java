package io.outrider.alert;

/** Tells addresses from host names by their form, without asking a name server. */
final class IpAddress {

    private IpAddress() {}

    /** Whether the text is an IPv4 address in dotted form, or looks like one of IPv6: hexadecimal, two colons or more. */
    static boolean is(String text) {
        return text.indexOf(':') >= 0 ? looksLikeV6(text) : isV4(text);
    }

    private static boolean isV4(String text) {
        String[] octets = text.split("\\.", 5);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            if (octet.isEmpty() || octet.length() > 3 || !octet.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            if (Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksLikeV6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        long colons = address.chars().filter(c -> c == ':').count();
        return colons >= 2 && address.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
    }
}
