package io.outrider.normalize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads, or recognises, the first row of comma-separated values.
 *
 * <p>Without being told that an input is such, only what is safe counts: two or more different texts that look like names; below
 * them a row with as many values, of which none is its column's name and at least one looks like no name, as times do. A file of
 * other text with commas is then not taken for a table, and a table that is not recognised is by {@code format = csv}.
 */
final class CsvHeader {

    /** 512 names of 64 characters in quotes are less than half of it. */
    private static final int LOOKAHEAD = 1 << 16;

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

    // "Event ID", "src_ip", "Size (bytes)", "user.name", "@timestamp"; no blank at either end, none twice.
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_@#][\\p{L}\\p{N}_.@#/-]{0,63}( [\\p{L}\\p{N}_.@#/()-]{1,64}){0,7}");

    private final ByteWindow window;

    CsvHeader(ByteWindow window) {
        this.window = window;
    }

    /** The columns that the row at the offset names, if what begins there is a table for certain. */
    @Nullable
    CsvColumns recognise(long offset) throws IOException {
        if (!mayBegin(offset)) {
            return null;
        }
        for (char delimiter : DELIMITERS) {
            CsvColumns columns = recognise(offset, delimiter);
            if (columns != null) {
                return columns;
            }
        }
        return null;
    }

    /**
     * The columns that the row at the offset names; {@code null} if there is no such row.
     *
     * @throws UnreadableInputException if they cannot be told
     */
    @Nullable
    CsvColumns read(long offset) throws IOException {
        if (!window.has(offset, offset)) {
            return null;
        }
        try {
            char delimiter = DELIMITERS.get(0);
            List<String> names = List.of();
            MalformedRecordException failure = null;
            for (char candidate : DELIMITERS) {
                try {
                    List<String> cut = row(offset, end(offset, candidate), candidate);
                    if (cut.size() > names.size()) {
                        delimiter = candidate;
                        names = cut;
                    }
                } catch (MalformedRecordException e) {
                    // Names in quotes are in order with one of them only.
                    failure = failure == null ? e : failure;
                }
            }
            if (failure != null && names.size() < 2) {
                throw failure;
            }
            return new CsvColumns(names, delimiter);
        } catch (IllegalArgumentException | MalformedRecordException e) {
            throw new UnreadableInputException(
                    "expected comma-separated values below a row with the names of the columns: " + e.getMessage());
        }
    }

    /** Where the row at the offset ends: at a line feed, or with the input. */
    long end(long offset, char delimiter) throws IOException, MalformedRecordException {
        long end = new CsvExtent(window, delimiter, LOOKAHEAD).end(offset);
        if (end < 0) {
            throw new MalformedRecordException("it has more than " + LOOKAHEAD + " bytes");
        }
        return end;
    }

    private boolean mayBegin(long offset) throws IOException {
        if (!window.has(offset, offset)) {
            return false;
        }
        byte b = window.bytes()[window.index(offset)];
        return b < 0 || b == '"' || b == '_' || b == '@' || b == '#' || Character.isLetter(b);
    }

    private @Nullable CsvColumns recognise(long offset, char delimiter) throws IOException {
        try {
            long end = end(offset, delimiter);
            List<String> names = row(offset, end, delimiter);
            if (names.size() < 2 || !names.stream().allMatch(CsvHeader::isName) || !window.has(end + 1, offset)) {
                return null;
            }
            List<String> values = row(end + 1, end(end + 1, delimiter), delimiter);
            boolean fits = values.size() == names.size()
                    && new HashSet<>(names).size() == names.size()
                    && values.stream().anyMatch(value -> !value.isEmpty() && !isName(value));
            for (int i = 0; fits && i < names.size(); i++) {
                fits = !names.get(i).equals(values.get(i));
            }
            return fits ? new CsvColumns(names, delimiter) : null;
        } catch (IllegalArgumentException | MalformedRecordException e) {
            // It is something else.
            return null;
        }
    }

    private List<String> row(long from, long to, char delimiter) throws MalformedRecordException {
        String text = new String(window.bytes(), window.index(from), (int) (to - from), StandardCharsets.UTF_8);
        return CsvValues.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, delimiter);
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
