package io.outrider.evtx;

/**
 * The values of a template instance: where each lies in the chunk, and of what type it is.
 *
 * <p>{@code TemplateInstanceData}: their number (4 bytes), of each its size (2), its type (1) and a byte that is zero, then
 * their bytes.
 */
final class Values {

    static final int NULL = 0x00;
    static final int BINARY_XML = 0x21;

    /** Set in the types of arrays. */
    static final int ARRAY = 0x80;

    static final Values NONE = new Values(new byte[0], 0);

    private static final int DESCRIPTOR = 4;

    private final byte[] bytes;
    private final int[] from;
    private final int[] sizes;
    private final int[] types;

    private Values(byte[] bytes, int count) {
        this.bytes = bytes;
        this.from = new int[count];
        this.sizes = new int[count];
        this.types = new int[count];
    }

    static Values read(Cursor in) throws DamageException {
        long count = in.u32();
        // Before anything is allocated: there must be that many descriptors.
        if (count > in.remaining() / DESCRIPTOR) {
            throw DamageException.found(
                    "as many values as there is room for, " + in.remaining() / DESCRIPTOR, "" + count);
        }
        Values values = new Values(in.bytes(), (int) count);
        for (int i = 0; i < count; i++) {
            values.sizes[i] = in.u16();
            values.types[i] = in.u8();
            in.u8();
        }
        for (int i = 0; i < count; i++) {
            values.from[i] = in.skip(values.sizes[i]);
        }
        return values;
    }

    int count() {
        return types.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Of the first byte in {@link #bytes}. */
    int from(int value) {
        return from[value];
    }

    int size(int value) {
        return sizes[value];
    }

    int type(int value) throws DamageException {
        if (value >= types.length) {
            throw DamageException.found(
                    "a template that uses the " + types.length + " values there are", "value " + value);
        }
        return types[value];
    }
}
