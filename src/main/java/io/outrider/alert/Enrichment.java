package io.outrider.alert;

import io.outrider.rule.Severity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an inventory knows of the values of an alert's row. It belongs to the emission: the same revision says the same however often it
 * is sent, whatever has become of the inventory since.
 *
 * @param severity that follows from the priority of what was found; {@code null} if none does
 * @param found in the order of the row's fields
 */
public record Enrichment(@Nullable Severity severity, List<Found> found) {

    /** Nothing is known. */
    public static final Enrichment NONE = new Enrichment(null, List.of());

    public Enrichment {
        found = List.copyOf(found);
    }

    /**
     * An entry of the inventory.
     *
     * @param field of the row
     * @param value of the field, by which it was found
     * @param kind {@code asset} or {@code identity}
     * @param data its columns that have a value, each with its values
     */
    public record Found(String field, String value, String kind, Map<String, List<String>> data) {

        public Found {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            data.forEach((column, values) -> copy.put(column, List.copyOf(values)));
            data = Collections.unmodifiableMap(copy);
        }
    }
}
