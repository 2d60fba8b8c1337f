package io.outrider.spl;

import io.outrider.cim.IpAddress;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the reference interpreter knows of texts and numbers. */
final class ReferenceText {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern ENTITY = Pattern.compile("&(gt|lt|amp|quot|apos);");

    private ReferenceText() {}

    static @Nullable Double number(@Nullable String text) {
        if (text == null || !NUMBER.matcher(text).matches()) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? number : null;
    }

    static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** As numbers if both are, else as texts. */
    static int compare(String a, String b) {
        Double left = number(a);
        Double right = number(b);
        return left == null || right == null ? a.compareTo(b) : left.compareTo(right);
    }

    /** As {@code sort} has it: numbers by what they mean, before addresses, before texts. */
    static int sorted(String a, String b) {
        int kinds = Integer.compare(kind(a), kind(b));
        if (kinds != 0 || kind(a) == 2) {
            return kinds != 0 ? kinds : a.compareTo(b);
        }
        return kind(a) == 0 ? number(a).compareTo(number(b)) : compareAddresses(a, b);
    }

    private static int kind(String text) {
        return number(text) != null ? 0 : IpAddress.parse(text).isPresent() ? 1 : 2;
    }

    private static int compareAddresses(String a, String b) {
        byte[] left = IpAddress.parse(a).orElseThrow();
        byte[] right = IpAddress.parse(b).orElseThrow();
        return left.length != right.length
                ? Integer.compare(left.length, right.length)
                : Arrays.compareUnsigned(left, right);
    }

    /** A whole value against a text in which * stands for anything, without regard to case. */
    static boolean matches(String text, String wildcard) {
        return wildcard.indexOf('*') < 0 ? text.equalsIgnoreCase(wildcard) : like(fold(text), fold(wildcard));
    }

    /** The same with regard to case. */
    static boolean matchesByCase(String text, String wildcard) {
        return like(text, wildcard);
    }

    /** The literal as it stands, and with its XML entities decoded. */
    static List<String> readings(String literal) {
        if (literal.indexOf('&') < 0) {
            return List.of(literal);
        }
        String decoded = ENTITY.matcher(literal).replaceAll(m -> switch (m.group(1)) {
            case "gt" -> ">";
            case "lt" -> "<";
            case "amp" -> "&";
            case "quot" -> "\"";
            default -> "'";
        });
        return decoded.equals(literal) ? List.of(literal) : List.of(literal, decoded);
    }

    // Greedy, from star to star: a pattern with many stars must not take exponential time, as a regular expression
    // would.
    private static boolean like(String text, String wildcard) {
        String[] parts = wildcard.split("\\*", -1);
        if (parts.length == 1) {
            return text.equals(parts[0]);
        }
        String last = parts[parts.length - 1];
        if (!text.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return text.length() - last.length() >= at && text.endsWith(last);
    }

    /** Character by character, so that no text changes its length. */
    private static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(text.charAt(i))));
        }
        return folded.toString();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static long tie(String raw) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < raw.length(); i++) {
            hash = (hash ^ raw.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
