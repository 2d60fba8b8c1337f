package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that a search matched, to be grouped when the rows of the search are first asked for ({@link Postponement}): its
 * fields are those that the search reads, and its values are shared with what other searches keep of it.
 */
final class PendingMatch implements Fields {

    private final List<String> names;
    private final @Nullable Value[] values;
    private final Instant time;

    /**
     * @param names of the fields
     * @param values of the fields in the order of the names, which nobody changes any more: they are not copied
     * @param time of the event
     */
    PendingMatch(List<String> names, @Nullable Value[] values, Instant time) {
        this.names = names;
        this.values = values;
        this.time = time;
    }

    /** @param at the field's place among the names */
    @Nullable
    Value value(int at) {
        return values[at];
    }

    @Override
    public @Nullable Value get(String field) {
        int at = names.indexOf(field);
        return at < 0 ? null : values[at];
    }

    /** The fields that there are, in the order of their names' list. */
    Map<String, Value> columns() {
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            Value value = values[i];
            if (value != null) {
                columns.put(names.get(i), value);
            }
        }
        return columns;
    }

    Instant time() {
        return time;
    }
}
