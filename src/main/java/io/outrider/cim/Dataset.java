package io.outrider.cim;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of a CIM data model: which fields it has and what it says of those that the source did not give.
 *
 * @param model for example {@code Endpoint}
 * @param name for example {@code Processes}
 * @param fields names of the dataset's fields, without the dataset's name
 * @param calculated what the data model puts in a field's place, by field
 */
public record Dataset(String model, String name, Set<String> fields, Map<String, Calculation> calculated) {

    public Dataset {
        fields = Set.copyOf(fields);
        calculated = Map.copyOf(calculated);
        if (!fields.containsAll(calculated.keySet())) {
            throw new IllegalArgumentException(
                    "expected calculated fields among " + fields + ", but found " + calculated.keySet());
        }
    }

    /** {@code Endpoint.Processes}: the name that events and rules carry. */
    public String qualifiedName() {
        return model + '.' + name;
    }

    /** The event's fields as this dataset gives them, {@code _time} among them; fields of no dataset are absent. */
    public Fields view(Event event) {
        return field -> value(event, field);
    }

    private @Nullable Value value(Event event, String field) {
        if (field.equals("_time")) {
            return Value.of(event.epochSeconds());
        }
        Value extracted = event.cim(field);
        Calculation calculation = calculated.get(field);
        return calculation == null ? extracted : calculation.apply(extracted, event);
    }

    /** A calculated field of the data model. */
    @FunctionalInterface
    public interface Calculation {

        /**
         * The field's value.
         *
         * @param extracted what the source's mapping gave, or {@code null}
         */
        @Nullable
        Value apply(@Nullable Value extracted, Event event);
    }
}
