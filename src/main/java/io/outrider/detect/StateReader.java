package io.outrider.detect;

import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {

    private final byte[] bytes;
    private int at;

    /** @throws IllegalStateException if it was written in another form */
    StateReader(byte[] bytes) {
        this.bytes = bytes;
        byte version = single();
        if (version != StateWriter.VERSION) {
            throw new IllegalStateException(
                    "expected a state of version " + StateWriter.VERSION + ", but found " + version);
        }
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    byte single() {
        return bytes[at++];
    }

    boolean flag() {
        return single() != 0;
    }

    long number() {
        long number = 0;
        int shift = 0;
        byte next = single();
        while (next < 0) {
            number |= (next & 0x7FL) << shift;
            shift += 7;
            next = single();
        }
        number |= (long) next << shift;
        return number >>> 1 ^ -(number & 1);
    }

    double real() {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | single() & 0xFF;
        }
        return Double.longBitsToDouble(bits);
    }

    String text() {
        long head = number();
        int length = (int) (head >> 1);
        if ((head & 1) == 0) {
            String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            return text;
        }
        char[] characters = new char[length];
        for (int i = 0; i < length; i++) {
            characters[i] = (char) ((single() & 0xFF) << 8 | single() & 0xFF);
        }
        return new String(characters);
    }

    byte[] some(int length) {
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    List<String> texts() {
        int count = (int) number();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    Instant moment() {
        long second = number();
        return Instant.ofEpochSecond(second, number());
    }

    Value value() {
        return switch (single()) {
            case StateWriter.NUMBER -> Value.of(real());
            case StateWriter.MULTI -> Value.of(texts());
            default -> Value.of(text());
        };
    }

    Map<String, Value> columns() {
        int count = (int) number();
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = text();
            columns.put(name, value());
        }
        return columns;
    }
}
