package io.outrider.detect;

import io.outrider.cim.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a row is, as bytes: equal for equal rows, and as unsigned bytes in the order in which the table has its rows. Only rows
 * that are kept once for all equal ones are not: their order is that of their first event, which changes.
 */
final class SortKey {

    private static final char END = 0;

    private final StateWriter out = new StateWriter();

    byte[] of(RowKey key) {
        out.single(StateWriter.VERSION);
        key.values().forEach(this::text);
        return out.take();
    }

    /** The key of so many values. */
    static RowKey rowKey(byte[] bytes, int values) {
        List<String> texts = new ArrayList<>(values);
        int at = 1;
        for (int i = 0; i < values; i++) {
            StringBuilder text = new StringBuilder();
            while (bytes[at] != END) {
                int lead = bytes[at] & 0xFF;
                int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
                int number = more == 0 ? lead : lead & 0x3F >> more;
                for (int j = 1; j <= more; j++) {
                    number = number << 6 | bytes[at + j] & 0x3F;
                }
                text.append((char) (number - 1));
                at += 1 + more;
            }
            at++;
            texts.add(text.toString());
        }
        return new RowKey(texts);
    }

    byte[] of(PlainKey key) {
        out.single(StateWriter.VERSION);
        Map<String, Value> columns = new TreeMap<>(key.columns());
        Place place = key.place();
        if (place != null) {
            Instant time = place.time();
            if (time == null) {
                throw new IllegalArgumentException("expected the place of an event, but found one without a time");
            }
            // The later, and of those the greater, comes first.
            fixed(~(time.getEpochSecond() ^ Long.MIN_VALUE), Long.BYTES);
            fixed(~(long) time.getNano(), Integer.BYTES);
            fixed(~(place.tie() ^ Long.MIN_VALUE), Long.BYTES);
            fixed(key.part(), Integer.BYTES);
            text(columns.toString());
        }
        // A text that shows columns may show others too; these bytes are of these alone.
        out.columns(columns);
        return out.take();
    }

    private void fixed(long bits, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.single((int) (bits >>> shift));
        }
    }

    /**
     * Its characters one by one as UTF-8 has numbers, which are in the order of their bytes; each greater by one, so that a zero
     * ends the text.
     */
    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            int number = text.charAt(i) + 1;
            if (number < 0x80) {
                out.single(number);
            } else if (number < 0x800) {
                out.single(0xC0 | number >> 6);
                rest(number, 1);
            } else if (number < 0x1_0000) {
                out.single(0xE0 | number >> 12);
                rest(number, 2);
            } else {
                out.single(0xF0 | number >> 18);
                rest(number, 3);
            }
        }
        out.single(END);
    }

    private void rest(int number, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.single(0x80 | number >> 6 * i & 0x3F);
        }
    }
}
