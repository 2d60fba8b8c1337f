package io.outrider.content;

import java.util.Locale;

/** A pattern of text as operators write it: {@code *} for any text, {@code ?} for one character, in any case. */
final class Glob {

    private final String pattern;

    Glob(String pattern) {
        this.pattern = pattern.toLowerCase(Locale.ROOT);
    }

    // Goes back to the last * only, so that no pattern takes more steps than the product of both lengths.
    boolean matches(String any) {
        String text = any.toLowerCase(Locale.ROOT);
        int p = 0;
        int t = 0;
        int star = -1;
        int taken = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                taken = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
