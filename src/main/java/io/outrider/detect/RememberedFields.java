package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields that are looked up once each: several rules hold on most events on which one does, and read much the same. */
final class RememberedFields implements Fields {

    private final Fields fields;
    private final Map<String, @Nullable Value> known = new HashMap<>();

    RememberedFields(Fields fields) {
        this.fields = fields;
    }

    @Override
    public @Nullable Value get(String field) {
        Value value = known.get(field);
        if (value == null && !known.containsKey(field)) {
            value = fields.get(field);
            known.put(field, value);
        }
        return value;
    }
}
