package io.outrider.cim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slots by the names of fields: what each rule that holds asks for, for each field that it reads. Immutable. */
public final class FieldSlots {

    /** So that most names are found at the first look. */
    private static final int PLACES_PER_NAME = 4;

    private final @Nullable String[] names;
    private final int[] slots;

    /** @param fields of different names; the slot of each is its place in the list */
    public FieldSlots(List<String> fields) {
        int places = Integer.highestOneBit(Math.max(1, fields.size())) * PLACES_PER_NAME;
        names = new @Nullable String[places];
        slots = new int[places];
        for (int slot = 0; slot < fields.size(); slot++) {
            int place = first(fields.get(slot));
            while (names[place] != null) {
                place = next(place);
            }
            names[place] = fields.get(slot);
            slots[place] = slot;
        }
    }

    /** -1 if there is none. */
    public int of(String field) {
        int place = first(field);
        for (String name = names[place]; name != null; name = names[place]) {
            if (name.equals(field)) {
                return slots[place];
            }
            place = next(place);
        }
        return -1;
    }

    private int first(String name) {
        int hash = name.hashCode();
        // The high bits too: names that differ in their last letters have neighbouring hashes.
        return (hash ^ hash >>> 16) & names.length - 1;
    }

    private int next(int place) {
        return place + 1 & names.length - 1;
    }
}
