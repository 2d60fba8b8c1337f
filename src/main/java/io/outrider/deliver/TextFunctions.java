package io.outrider.deliver;

import java.util.regex.Pattern;

/** What templates may do with a text, so that a value from outside shows as it is and does nothing. */
public final class TextFunctions {

    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    private TextFunctions() {}

    /** In one line, without characters that control a terminal or turn the direction of a text. */
    public static String oneLine(String text) {
        return NO_TEXT.matcher(text).replaceAll(" ").strip();
    }

    /** The text, or its beginning and {@code …}, in no more than so many characters. */
    public static String cut(String text, int most) {
        return Excerpt.of(text, Math.max(1, most));
    }

    /**
     * As Slack shows a text: its three control characters as entities (docs.slack.dev, "Formatting message text"), so that {@code
     * <!channel>} or a link is text. A character may become five.
     */
    public static String slack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /**
     * As a code span of Markdown (CommonMark 0.31.2, 6.1), in one line: no markup, link, mention, reference or command in it acts.
     * The span's fence is longer than any in the text.
     */
    public static String code(String text) {
        String line = oneLine(text);
        int longest = 0;
        int run = 0;
        for (int i = 0; i < line.length(); i++) {
            run = line.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        return fence + ' ' + (line.isEmpty() ? "-" : line) + ' ' + fence;
    }
}
