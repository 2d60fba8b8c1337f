package io.outrider.alert;

import io.outrider.cim.Value;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The identity of an alert over all its revisions, engines and restarts: 64 hexadecimal digits in lower case.
 *
 * <p>It is the SHA-256 of the detection's id, the start of the window, and what tells the row from others in that window.
 * The detection's version, the moment of emission and the order of events are not in it, so that an edited rule or a
 * second run finds the alert it has raised before. Each text goes in with its length before it and in UTF-16 code units,
 * so that no two inputs give the same bytes, whatever they hold.
 */
public final class AlertId {

    private static final byte BY_KEYS = 1;
    private static final byte BY_ROW = 2;

    /** Holds the keys of most rows: command lines and paths of some hundred characters. */
    private static final int FIRST_SIZE = 1 << 11;

    // All that goes in, so that it goes in at once.
    private ByteBuffer input = ByteBuffer.allocate(FIRST_SIZE);

    private AlertId(byte kind, String detectionId, Instant windowStart) {
        input.put(kind);
        put(detectionId);
        reserve(Long.BYTES + Integer.BYTES);
        input.putLong(windowStart.getEpochSecond()).putInt(windowStart.getNano());
    }

    /**
     * The id of a row of a grouping.
     *
     * @param keys the values of the row's {@code by} columns in the last grouping, by column; their order has no part in
     *     the id
     */
    public static String of(String detectionId, Instant windowStart, Map<String, String> keys) {
        AlertId id = new AlertId(BY_KEYS, detectionId, windowStart);
        id.put(keys.size());
        new TreeMap<>(keys).forEach((column, value) -> {
            id.put(column);
            id.put(value);
        });
        return id.hex();
    }

    /**
     * The id of a row that has no {@code by} columns, or has them in common with another row of its window.
     *
     * @param row all columns; their order has no part in the id
     * @param excluded columns that stay out of the id because they change while the window grows: counts and times
     */
    public static String ofRow(String detectionId, Instant windowStart, Map<String, Value> row, Set<String> excluded) {
        AlertId id = new AlertId(BY_ROW, detectionId, windowStart);
        TreeMap<String, Value> columns = new TreeMap<>(row);
        columns.keySet().removeAll(excluded);
        id.put(columns.size());
        columns.forEach((column, value) -> {
            id.put(column);
            List<String> texts = value.texts();
            id.put(texts.size());
            texts.forEach(id::put);
        });
        return id.hex();
    }

    private void put(String text) {
        int length = text.length();
        put(length);
        reserve(Math.multiplyExact(length, Character.BYTES));
        // Not UTF-8: it has no form for a lone surrogate, and Java would write a '?' in its place. Into the array: the
        // buffer's checks of each character took a fifth of a cold run with all published detections.
        byte[] bytes = input.array();
        int at = input.position();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            bytes[at++] = (byte) (unit >> Byte.SIZE);
            bytes[at++] = (byte) unit;
        }
        input.position(at);
    }

    private void put(int number) {
        reserve(Integer.BYTES);
        input.putInt(number);
    }

    private void reserve(int bytes) {
        if (input.remaining() < bytes) {
            int needed = Math.addExact(input.position(), bytes);
            ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, 2 * input.capacity()));
            input = larger.put(input.flip());
        }
    }

    private String hex() {
        MessageDigest digest = Sha256.digest();
        digest.update(input.flip());
        return HexFormat.of().formatHex(digest.digest());
    }
}
