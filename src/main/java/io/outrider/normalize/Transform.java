package io.outrider.normalize;

import io.outrider.cim.PathNames;
import java.util.function.UnaryOperator;

/** What is done to a source's text to make it the text of a CIM field. */
enum Transform {
    AS_IS(text -> text),
    /** {@code C:\Windows\cmd.exe}: {@code cmd.exe}. */
    BASE_NAME(PathNames::baseName),
    /** {@code 0x1b28}: {@code 6952}. What is not hexadecimal stays as it is. */
    DECIMAL(Transform::decimal),
    /** {@code SHIRE\bob} and {@code bob}: {@code bob}. */
    ACCOUNT(text -> text.substring(text.indexOf('\\') + 1)),
    /** {@code SHIRE\bob}: {@code SHIRE}; empty, so absent, if there is none. */
    ACCOUNT_DOMAIN(text -> text.substring(0, Math.max(0, text.indexOf('\\'))));

    private final UnaryOperator<String> function;

    Transform(UnaryOperator<String> function) {
        this.function = function;
    }

    String apply(String text) {
        return function.apply(text);
    }

    private static String decimal(String text) {
        // 16 hexadecimal digits at most make a long; identifiers are unsigned.
        if (text.length() < 3 || text.length() > 18 || !text.regionMatches(true, 0, "0x", 0, 2)) {
            return text;
        }
        try {
            return Long.toUnsignedString(Long.parseUnsignedLong(text, 2, text.length(), 16));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
