package io.outrider.detect;

/** Compiles patterns of SQL's LIKE: {@code %} stands for any number of characters, {@code _} for one. Case-sensitive. */
final class Like {

    private Like() {}

    static TextTest compile(String pattern) {
        return text -> matches(text, pattern);
    }

    // Greedy with one step back to the last %: linear in the text for each part between two %.
    private static boolean matches(String text, String pattern) {
        int t = 0;
        int p = 0;
        int resumePattern = -1;
        int resumeText = -1;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '%') {
                resumePattern = ++p;
                resumeText = t;
            } else if (p < pattern.length() && pattern.charAt(p) == '_') {
                p++;
                t += Character.charCount(text.codePointAt(t));
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (resumePattern >= 0) {
                p = resumePattern;
                t = ++resumeText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }
}
