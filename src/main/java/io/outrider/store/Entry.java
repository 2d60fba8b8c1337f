package io.outrider.store;

/** What a store keeps: a key, by which it is found and ordered, and a value. Neither is copied, and nobody changes them. */
public final class Entry {

    private final byte[] key;
    private final byte[] value;

    /** @param key of one byte or more @param value of one byte or more */
    public Entry(byte[] key, byte[] value) {
        if (key.length == 0 || value.length == 0) {
            throw new IllegalArgumentException(
                    "expected a byte or more, but found a key of " + key.length + " and a value of " + value.length);
        }
        this.key = key;
        this.value = value;
    }

    public byte[] key() {
        return key;
    }

    public byte[] value() {
        return value;
    }
}
