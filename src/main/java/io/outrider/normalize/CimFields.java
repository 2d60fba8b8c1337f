package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The CIM fields that a mapping makes of a parsed record, each made when it is asked for: of most events few are. All of them
 * are made where all are looked at. Immutable, as long as the record's fields are.
 */
final class CimFields extends AbstractMap<String, Value> {

    private final SourceMapping mapping;
    private final FieldTable fields;
    // Races make it twice, and both are equal.
    private @Nullable Map<String, Value> all;

    /** @param fields of the record, to which nothing is added any more */
    CimFields(SourceMapping mapping, FieldTable fields) {
        this.mapping = mapping;
        this.fields = fields;
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        Value constant = name == null ? null : mapping.constants().get(name);
        FieldMapping line =
                name == null || constant != null ? null : mapping.fields().get(name);
        return line == null ? constant : line.map(fields::first, fields::texts);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        Map<String, Value> known = all;
        if (known == null) {
            known = made();
            all = known;
        }
        return known.entrySet();
    }

    private Map<String, Value> made() {
        Map<String, Value> made = new HashMap<>(mapping.constants());
        for (FieldMapping line : mapping.fields().values()) {
            Value value = line.map(fields::first, fields::texts);
            if (value != null) {
                made.put(line.field(), value);
            }
        }
        return Map.copyOf(made);
    }
}
