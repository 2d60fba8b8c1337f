package io.outrider.normalize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of members that records had, so that a name costs a comparison where it is the one expected: that which came
 * last behind the same name. The events of a source have nearly the same members in the same order.
 *
 * <p>Not for several threads at once.
 */
final class MemberNames {

    /**
     * Windows' events have some hundred names a source. With names of {@link FieldTable#MAX_NAME} bytes they take 1 MiB, and
     * a record brings {@link JsonScan#MAX_MEMBERS} new ones at most.
     */
    static final int CAPACITY = 2048;

    // By hash, with open addressing; half full at most.
    private final @Nullable MemberName[] places = new MemberName[2 * CAPACITY];
    private int count;
    private int record;

    private @Nullable MemberName first;

    /** Begins with a record. */
    void begin() {
        record++;
        if (count > CAPACITY - JsonScan.MAX_MEMBERS) {
            Arrays.fill(places, null);
            count = 0;
            first = null;
        }
    }

    /**
     * The name that came last in a place.
     *
     * @param parent name of the member that the place is in; {@code null} at the top
     * @param before name of the member before it in the same object; {@code null} for the first place
     */
    @Nullable
    MemberName expected(@Nullable MemberName parent, @Nullable MemberName before) {
        return before != null ? before.next : parent != null ? parent.first : first;
    }

    /**
     * The name that begins and ends here, expected from now on in its place.
     *
     * @param parent as for {@link #expected}
     * @param before as for {@link #expected}
     * @return {@code null} if it has an escape
     */
    @Nullable
    MemberName find(byte[] bytes, int from, int end, @Nullable MemberName parent, @Nullable MemberName before) {
        MemberName other = before == null ? null : before.other;
        MemberName found = other != null && other.bytes.is(bytes, from, end) ? other : known(bytes, from, end, parent);
        if (before != null) {
            before.other = before.next;
            before.next = found;
        } else if (parent != null) {
            parent.first = found;
        } else {
            first = found;
        }
        return found;
    }

    /** Whether the record has a name for the first time in an object. */
    boolean isNew(MemberName name) {
        boolean isNew = name.seen != record;
        name.seen = record;
        return isNew;
    }

    private @Nullable MemberName known(byte[] bytes, int from, int end, @Nullable MemberName parent) {
        int hash = Words.hash(bytes, from, end);
        int place = (parent == null ? hash : Words.below(parent.hash, hash)) & places.length - 1;
        for (MemberName name = places[place]; name != null; name = places[place]) {
            if (name.parent == parent && name.bytes.is(bytes, from, end)) {
                return name;
            }
            place = place + 1 & places.length - 1;
        }
        if (Words.hasEither(bytes, from, end, '\\', '\\')) {
            return null;
        }
        MemberName added = new MemberName(Arrays.copyOfRange(bytes, from, end), parent);
        places[place] = added;
        count++;
        return added;
    }
}
