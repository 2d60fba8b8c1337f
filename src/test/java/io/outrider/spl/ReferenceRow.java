package io.outrider.spl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the reference interpreter: fields in order, each with one or more texts; an absent field is not in the map.
 *
 * @param time of the event, in seconds; 0 for rows that are none
 * @param tie breaks ties of time (decision 7)
 */
record ReferenceRow(Map<String, List<String>> fields, double time, long tie) {

    static ReferenceRow of(Map<String, List<String>> fields) {
        return new ReferenceRow(new LinkedHashMap<>(fields), 0, 0);
    }

    ReferenceRow copy() {
        return new ReferenceRow(new LinkedHashMap<>(fields), time, tie);
    }

    @Nullable
    List<String> get(String field) {
        return fields.get(field);
    }

    /** The field as one text, its values joined by line feeds; {@code null} if it is absent. */
    @Nullable
    String text(String field) {
        List<String> texts = fields.get(field);
        return texts == null ? null : String.join("\n", texts);
    }

    void put(String field, @Nullable List<String> texts) {
        if (texts == null || texts.isEmpty()) {
            fields.remove(field);
        } else {
            fields.put(field, new ArrayList<>(texts));
        }
    }
}
