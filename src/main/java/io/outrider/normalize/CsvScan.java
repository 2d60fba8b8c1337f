package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a row of comma-separated values once, finds its end and notes where its values lie, without making a text of
 * any: the twin of {@link JsonScan} for {@link CsvRows}. All rows of a table have one layout, its columns; an empty value is noted
 * too, and is no field ({@link ScanSyntax#emptyIsNone}).
 *
 * <p>Strict, so that a wrong scan can only cost time: what is accepted ends where {@link CsvExtent} has its end and has the values
 * that {@link CsvValues} gives. All that is unusual is refused and left to them: more or fewer values than columns, quotes that are
 * not in order or stand within a value without them, blanks behind a closing quote, control characters outside of quotes, carriage
 * returns that no line feed follows, rows of nothing but empty values, and whatever is no UTF-8. Not for several threads at once.
 */
final class CsvScan {

    /** 160 rows of 20 columns: no more than {@link JsonScan} reserves at a time. */
    private static final int CHUNK = 16 * JsonScan.MAX_MEMBERS * ScanIndex.STRIDE;

    /** Of rows with very many columns. */
    private static final int FEWEST_ROWS = 16;

    private final Layout layout;
    private final CsvText text;
    private final byte delimiter;
    private final int columns;
    private final int chunk;

    private int[] index = {};
    private int first;
    private int values;
    private boolean lineFeed;

    CsvScan(CsvColumns columns) {
        List<String> names = columns.names();
        layout = new Layout(
                names.stream()
                        .map(name -> new MemberName(name.getBytes(StandardCharsets.UTF_8), null))
                        .toArray(MemberName[]::new),
                ScanSyntax.CSV);
        text = new CsvText(columns.delimiter());
        delimiter = (byte) columns.delimiter();
        this.columns = names.size();
        chunk = Math.max(CHUNK, FEWEST_ROWS * names.size() * ScanIndex.STRIDE);
    }

    /**
     * Scans the row that begins at {@code from}, of an input that may go on behind {@code to}.
     *
     * @param to end of the bytes that are there
     * @return index of the line feed behind the row, {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}
     */
    int scan(byte[] bytes, int from, int to) {
        begin();
        int end = row(bytes, from, to);
        if (end == to) {
            end = JsonScan.INCOMPLETE;
        }
        return settle(end);
    }

    /** Scans a row that was cut already, without what ends its line. @return {@code to}, or negative if it is not accepted */
    int scanWhole(byte[] bytes, int from, int to) {
        begin();
        int end = row(bytes, from, to);
        return settle(end == to ? end : JsonScan.REFUSED);
    }

    /** The values of the row that was accepted last; {@code null} if it was not accepted. */
    @Nullable
    ScanIndex index() {
        return values == 0 ? null : new ScanIndex(index, first, layout);
    }

    /** Whether the row that was accepted last is on several lines. */
    boolean sawLineFeed() {
        return lineFeed;
    }

    private void begin() {
        first += values * ScanIndex.STRIDE;
        values = 0;
        lineFeed = false;
        if (first + columns * ScanIndex.STRIDE > index.length) {
            index = new int[chunk];
            first = 0;
        }
    }

    private int settle(int end) {
        if (end < 0) {
            values = 0;
        }
        return end;
    }

    /** @return index of the line feed that ends the row, or {@code to} if the row goes as far as that; else negative */
    private int row(byte[] bytes, int from, int to) {
        int at = from;
        boolean isEmpty = true;
        while (values < columns) {
            while (at < to && bytes[at] == ' ') {
                at++;
            }
            int value = at;
            int valueEnd;
            if (at < to && bytes[at] == '"') {
                value = at + 1;
                valueEnd = text.endOfQuoted(bytes, value, to);
                if (valueEnd < 0) {
                    return valueEnd;
                }
                lineFeed |= text.sawLineFeed();
                at = valueEnd + 1;
            } else {
                at = text.endOfPlain(bytes, value, to);
                if (at < 0) {
                    return at;
                }
                valueEnd = at;
                while (valueEnd > value && bytes[valueEnd - 1] == ' ') {
                    valueEnd--;
                }
            }
            isEmpty &= value == valueEnd;
            ScanIndex.put(index, first + values * ScanIndex.STRIDE, value, valueEnd);
            values++;
            if (at == to || bytes[at] != delimiter) {
                break;
            }
            at++;
            if (values == columns) {
                return JsonScan.REFUSED;
            }
        }
        if (values < columns || isEmpty) {
            // Also where no more bytes are there: there would be more of them before it is known.
            return at == to ? JsonScan.INCOMPLETE : JsonScan.REFUSED;
        }
        return CsvText.lineFeed(bytes, at, to);
    }
}
