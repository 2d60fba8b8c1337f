package io.outrider.normalize;

/**
 * What stands in JSON text beside strings, objects and arrays (RFC 8259): numbers, words and blanks. Where something is
 * wrong or missing the answers are those of {@link JsonScan}.
 */
final class JsonTokens {

    /** Digits of any number that means something; Jackson allows a thousand. */
    private static final int MAX_NUMBER = 100;

    private JsonTokens() {}

    /** @return index of the first byte from {@code from} on that is no blank, {@code to} if all are */
    static int blank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    static boolean is(byte[] bytes, int from, int end, String ascii) {
        if (end - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return index behind the number or word that begins at {@code from}, else negative */
    static int literal(byte[] bytes, int from, int to) {
        byte first = bytes[from];
        return first == '-' || isDigit(first) ? number(bytes, from, to) : word(bytes, from, to);
    }

    // Section 6: [-] int [frac] [exp]
    private static int number(byte[] bytes, int from, int to) {
        int at = bytes[from] == '-' ? from + 1 : from;
        int digits = at;
        at = digits(bytes, at, to);
        boolean valid = at > digits && (bytes[digits] != '0' || at == digits + 1);
        if (valid && at < to && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(bytes, fraction, to);
            valid = at > fraction;
        }
        if (valid && at < to && (bytes[at] | 0x20) == 'e') {
            int exponent = at + 1;
            if (exponent < to && (bytes[exponent] == '+' || bytes[exponent] == '-')) {
                exponent++;
            }
            at = digits(bytes, exponent, to);
            valid = at > exponent;
        }
        if (at >= to) {
            return JsonScan.INCOMPLETE;
        }
        return valid && at - from <= MAX_NUMBER ? at : JsonScan.REFUSED;
    }

    private static int digits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int word(byte[] bytes, int from, int to) {
        String word = switch (bytes[from]) {
            case 't' -> "true";
            case 'f' -> "false";
            case 'n' -> "null";
            default -> "";
        };
        int end = from + word.length();
        // One byte more, for what follows shows where it ends.
        if (end >= to) {
            return JsonScan.INCOMPLETE;
        }
        return !word.isEmpty() && is(bytes, from, end, word) ? end : JsonScan.REFUSED;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
