package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a search matched, to be grouped when the rows of the search are first asked for ({@link Postponement}): its
 * fields are those that the search reads, and its values are shared with what other searches keep of it.
 */
final class PendingMatch implements Fields {

    private final Header header;
    private final @Nullable Value[] values;
    private final Instant time;

    /**
     * @param header the names of the fields
     * @param values by the header's places, which nobody changes any more: they are not copied
     * @param time of the event
     */
    PendingMatch(Header header, @Nullable Value[] values, Instant time) {
        this.header = header;
        this.values = values;
        this.time = time;
    }

    /** @param place of the field in the header */
    @Nullable
    Value value(int place) {
        return values[place];
    }

    @Override
    public @Nullable Value get(String field) {
        int place = header.place(field);
        return place < 0 ? null : values[place];
    }

    /** The row that the event is. */
    ResultRow row(Provenance from) {
        return ResultRow.owning(header, values, from);
    }

    Instant time() {
        return time;
    }
}
