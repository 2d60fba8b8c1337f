package io.outrider.cim;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, read when it is asked for. Any number of threads may ask; the answers are always the same.
 *
 * <p>The single lookups give what the maps hold, at the cost of the one field where an implementation can find it alone.
 */
public interface EventContent {

    /** The record's text, {@code _raw}. */
    String raw();

    /** The original fields; immutable. */
    Map<String, Value> fields();

    /** The fields under their CIM names; immutable. */
    Map<String, Value> cim();

    Origin origin();

    /** An original field, or {@code null}. */
    default @Nullable Value field(String name) {
        return fields().get(name);
    }

    /** A CIM field, or {@code null}. */
    default @Nullable Value cim(String name) {
        return cim().get(name);
    }

    /** Content that is there already. */
    record Stated(String raw, Map<String, Value> fields, Map<String, Value> cim, Origin origin)
            implements EventContent {

        public Stated {
            fields = Map.copyOf(fields);
            cim = Map.copyOf(cim);
        }
    }
}
