package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that nothing groups.
 *
 * @param columns in order, which is no part of the identity
 * @param place the place of the event that it comes from, where equal rows are to be told apart by it, else {@code null}
 * @param part which of the rows of its event it is, from 0; 0 too where places are not told apart
 */
record PlainKey(Map<String, Value> columns, @Nullable Place place, int part) implements RowIdentity {

    PlainKey {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }
}
