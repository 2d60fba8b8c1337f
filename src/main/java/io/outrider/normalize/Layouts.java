package io.outrider.normalize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The layouts that records had. Not for several threads at once. */
final class Layouts {

    /** The process events of the corpus have 126. With the most members that a record may have: half a megabyte. */
    private static final int CAPACITY = 256;

    private final ScanSyntax syntax;
    // By hash, with open addressing; half full at most.
    private final @Nullable Layout[] places = new Layout[2 * CAPACITY];
    private int count;
    private @Nullable Layout last;

    /** @param syntax of all records */
    Layouts(ScanSyntax syntax) {
        this.syntax = syntax;
    }

    /**
     * The layout of some names.
     *
     * @param names the first {@code size} of them; copied
     */
    Layout of(MemberName[] names, int size) {
        Layout found = last;
        if (found == null || !found.has(names, size)) {
            found = known(names, size);
            last = found;
        }
        return found;
    }

    private Layout known(MemberName[] names, int size) {
        int hash = 0;
        for (int i = 0; i < size; i++) {
            hash = hash * 31 + names[i].hash;
        }
        int place = hash & places.length - 1;
        for (Layout layout = places[place]; layout != null; layout = places[place]) {
            if (layout.has(names, size)) {
                return layout;
            }
            place = place + 1 & places.length - 1;
        }
        if (count == CAPACITY) {
            clear();
            place = hash & places.length - 1;
        }
        Layout added = new Layout(Arrays.copyOf(names, size), syntax);
        places[place] = added;
        count++;
        return added;
    }

    private void clear() {
        Arrays.fill(places, null);
        count = 0;
    }
}
