package io.outrider.normalize;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a line, each with the name of its place: {@code a,b,"c, d"}. A column in double quotes may hold the delimiter,
 * and two of them for one (RFC 4180). What stands behind the last name is no field, and a line with fewer columns has those
 * that it has.
 *
 * @param delimiter between two columns
 * @param names by place, an empty one for a column that is no field
 */
record ColumnFields(char delimiter, List<String> names) implements FieldFinder {

    /** Twice what the longest log of a firewall has, PAN-OS's of threats. */
    private static final int MOST_COLUMNS = 256;

    private static final char QUOTE = '"';

    ColumnFields {
        names = List.copyOf(names);
        if (names.stream().allMatch(String::isEmpty) || names.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "expected names of 1 to " + MOST_COLUMNS + " columns, but found " + names.size());
        }
        if (delimiter == QUOTE) {
            throw new IllegalArgumentException("expected a delimiter that is no double quote, but found one");
        }
    }

    @Override
    public Set<String> fields() {
        return names.stream().filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    }

    @Override
    public void addTo(FieldTable fields, String text) {
        int from = 0;
        for (String name : names) {
            int end = end(text, from);
            if (!name.isEmpty()) {
                String column = unquoted(text.substring(from, end));
                if (!column.isEmpty()) {
                    fields.supply(name, List.of(column));
                }
            }
            if (end == text.length()) {
                return;
            }
            from = end + 1;
        }
    }

    /** Index of the delimiter behind the column that begins here, or the text's length. */
    private int end(String text, int from) {
        int at = from;
        if (at < text.length() && text.charAt(at) == QUOTE) {
            at++;
            // A doubled quote closes and opens again.
            while (at < text.length() && (text.charAt(at) != QUOTE || isQuote(text, at + 1))) {
                at += text.charAt(at) == QUOTE ? 2 : 1;
            }
        }
        int end = text.indexOf(delimiter, at);
        return end < 0 ? text.length() : end;
    }

    private static boolean isQuote(String text, int at) {
        return at < text.length() && text.charAt(at) == QUOTE;
    }

    private static String unquoted(String column) {
        String text = column.strip();
        if (text.length() < 2 || text.charAt(0) != QUOTE || text.charAt(text.length() - 1) != QUOTE) {
            return text;
        }
        return text.substring(1, text.length() - 1).replace("\"\"", "\"").strip();
    }
}
