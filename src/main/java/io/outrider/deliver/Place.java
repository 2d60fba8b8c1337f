package io.outrider.deliver;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.regex.Pattern;

/** Where a template's text goes, and so what in a value would be taken for more than text there. */
public enum Place {
    /** A text of JSON (RFC 8259, 7), between its quotes. */
    JSON {
        @Override
        public String escape(String value) {
            return new String(JsonStringEncoder.getInstance().quoteAsString(value));
        }
    },
    /**
     * A field of CSV (RFC 4180), with quotes of its own where it needs them. What a spreadsheet would take for a formula (OWASP, "CSV
     * Injection") has an apostrophe before it, also behind what shows nothing; a number with a sign is a number.
     */
    CSV {
        @Override
        public String escape(String value) {
            boolean formula =
                    FORMULA.matcher(value).lookingAt() && !NUMBER.matcher(value).matches();
            String text = formula ? '\'' + value : value;
            return BARE.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    },
    /** A text in which values stand as they are. */
    PLAIN {
        @Override
        public String escape(String value) {
            return value;
        }
    },
    /** One line, as a header of a mail is. */
    LINE {
        @Override
        public String escape(String value) {
            return BLANK.matcher(value).replaceAll(" ").strip();
        }
    },
    /**
     * Plain text of several lines. The further lines of a value are indented, so that none looks like a line of the template; characters
     * that show nothing, or turn the direction of the text, are shown as U+FFFD.
     */
    TEXT {
        @Override
        public String escape(String value) {
            return HIDDEN.matcher(LINE_BREAK.matcher(value).replaceAll("\n    "))
                    .replaceAll("\uFFFD");
        }
    },
    /** HTML, between tags or in an attribute in quotes. */
    HTML {
        @Override
        public String escape(String value) {
            String visible =
                    HIDDEN.matcher(LINE_BREAK.matcher(value).replaceAll("\n")).replaceAll("\uFFFD");
            // Ampersands first: the others bring some.
            return visible.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;");
        }
    };

    private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s\\u0085]+");
    // The second four are the wide forms, which some take for the same.
    private static final Pattern FORMULA =
            Pattern.compile("[\\t\\r\\n]|[\\p{Cntrl}\\p{Cf}\\p{Z}]*+[=+@\uFF1D\uFF0B\uFF0D\uFF20-]");
    private static final Pattern NUMBER = Pattern.compile("[+-][0-9]{1,30}(\\.[0-9]{1,30})?");
    // Nothing that separates fields anywhere, be it a semicolon.
    private static final Pattern BARE = Pattern.compile("[+-]?[0-9A-Za-z._:-]*+");
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    // All that controls, but for line feed and tab.
    private static final Pattern HIDDEN = Pattern.compile("[[\\p{Cntrl}\\p{Cf}\\u0080-\\u009F]&&[^\\n\\t]]");

    /** The value as a text that is only text there. */
    public abstract String escape(String value);
}
