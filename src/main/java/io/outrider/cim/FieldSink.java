package io.outrider.cim;

/** Takes the values of fields as bytes. */
@FunctionalInterface
public interface FieldSink {

    /**
     * Takes one value; a multivalue field is given value by value, in order, and an absent one not at all.
     *
     * @param slot number of the field
     * @param utf8 has the value from {@code from} to {@code to}; to be copied, for it is used again
     */
    void add(int slot, byte[] utf8, int from, int to);

    /** Takes all values of a field at once. @param slot number of the field, which has no other values */
    default void add(int slot, SharedTexts texts) {
        texts.addTo(slot, this);
    }
}
