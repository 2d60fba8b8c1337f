package io.outrider.normalize;

import io.outrider.cim.EventContent;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import java.util.Collections;
import java.util.Map;

/**
 * What an event says whose record was parsed whole.
 *
 * @param fields of nobody else from here on: they are not copied
 * @param cim likewise
 */
record ParsedContent(String raw, Map<String, Value> fields, Map<String, Value> cim, Origin origin)
        implements EventContent {

    ParsedContent {
        fields = Collections.unmodifiableMap(fields);
        cim = Collections.unmodifiableMap(cim);
    }
}
