package io.outrider.detect;

import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/** Writes states as bytes, which {@link StateReader} reads. The same state gives the same bytes, another one others. */
final class StateWriter {

    /** Of the form that states have. It is the first byte of each. */
    static final byte VERSION = 1;

    static final byte TEXT = 0;
    static final byte MULTI = 1;
    static final byte NUMBER = 2;

    // A row takes half a kilobyte or so.
    private byte[] bytes = new byte[1024];
    private int size;

    /** What was written since the last time. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    int size() {
        return size;
    }

    void single(int single) {
        room(1);
        bytes[size++] = (byte) single;
    }

    void flag(boolean flag) {
        single(flag ? 1 : 0);
    }

    /** A whole number, in fewer bytes the nearer to zero it is. */
    void number(long number) {
        room(10);
        long rest = number << 1 ^ number >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void real(double number) {
        fixed(Double.doubleToLongBits(number));
    }

    private void fixed(long bits) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    /** A text, which may be any: also one with half a surrogate pair, which UTF-8 could not tell. */
    void text(String text) {
        boolean narrow = isNarrow(text);
        number((long) text.length() << 1 | (narrow ? 0 : 1));
        if (narrow) {
            some(text.getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        room(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) (text.charAt(i) >>> 8);
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private static boolean isNarrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Bytes, of which the reader knows the number. */
    void some(byte[] some) {
        room(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
    }

    void texts(Collection<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    void moment(Instant moment) {
        number(moment.getEpochSecond());
        number(moment.getNano());
    }

    void value(Value value) {
        if (value instanceof Value.Number number) {
            single(NUMBER);
            real(number.number());
        } else if (value instanceof Value.Multi multi) {
            single(MULTI);
            texts(multi.texts());
        } else {
            single(TEXT);
            text(value.text());
        }
    }

    void columns(Map<String, Value> columns) {
        number(columns.size());
        columns.forEach((name, value) -> {
            text(name);
            value(value);
        });
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
