package io.outrider.cim;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of a CIM data model: which fields it has and what it says of those that the source did not give.
 *
 * <p>Names of fields are those behind the root dataset's name: {@code user} for {@code All_Changes.user}, {@code
 * Instance_Changes.image_id} for {@code All_Changes.Instance_Changes.image_id}. A dataset has the fields of its parents and
 * of its children, as in Splunk's summaries: a child's own fields are absent in events that are not its members.
 *
 * @param model for example {@code Change}
 * @param name for example {@code Account_Management}
 * @param root name of the root dataset above it, for example {@code All_Changes}: the columns of {@code tstats} begin with
 *     it; the dataset's own name if it is a root
 * @param parent qualified name of the dataset above it; {@code null} for a root
 * @param fields names of the fields
 * @param calculated what the data model puts in a field's place, by field
 * @param childFields the fields that only a child's members have, by name
 * @param constraint which events are members
 */
public record Dataset(
        String model,
        String name,
        String root,
        @Nullable String parent,
        Set<String> fields,
        Map<String, Calculation> calculated,
        Map<String, ChildField> childFields,
        Constraint constraint) {

    /** Fields that every dataset has from its event, and that searches name without the dataset: {@code by host}. */
    public static final Set<String> BASE_FIELDS = Set.of("_raw", "_time", "host", "source", "sourcetype");

    public Dataset {
        fields = Set.copyOf(fields);
        calculated = Map.copyOf(calculated);
        childFields = Map.copyOf(childFields);
        if (!fields.containsAll(calculated.keySet())) {
            throw new IllegalArgumentException(
                    "expected calculated fields among " + fields + ", but found " + calculated.keySet());
        }
        if (!fields.containsAll(childFields.keySet())) {
            throw new IllegalArgumentException(
                    "expected children's fields among " + fields + ", but found " + childFields.keySet());
        }
    }

    /** A root dataset without children, of which events are members by their mapping only. */
    public Dataset(String model, String name, Set<String> fields, Map<String, Calculation> calculated) {
        this(model, name, name, null, fields, calculated, Map.of(), Constraint.NONE);
    }

    /**
     * A field of a child dataset.
     *
     * @param dataset qualified name of the child
     * @param field its name in the event
     */
    public record ChildField(String dataset, String field) {}

    /** {@code Endpoint.Processes}: the name that events and rules carry. */
    public String qualifiedName() {
        return model + '.' + name;
    }

    /** The column that {@code tstats} gives a field: {@code All_Changes.user}, but {@code host}. */
    public String column(String field) {
        return isBase(field) ? field : root + '.' + field;
    }

    /** Whether a search names the field without the dataset: {@code host}, unless the dataset has a field of that name. */
    public boolean isBase(String field) {
        return BASE_FIELDS.contains(field) && !fields.contains(field);
    }

    /** The event's fields as this dataset gives them, {@link #BASE_FIELDS} among them; fields of no dataset are absent. */
    public Fields view(Event event) {
        return field -> value(event, field);
    }

    private @Nullable Value value(Event event, String field) {
        if (isBase(field)) {
            return switch (field) {
                case "_time" -> Value.of(event.epochSeconds());
                case "_raw" -> Value.of(event.raw());
                default -> event.field(field);
            };
        }
        String name = field;
        ChildField child = childFields.get(field);
        if (child != null) {
            if (!event.datasets().contains(child.dataset())) {
                return null;
            }
            name = child.field();
        }
        Value extracted = event.cim(name);
        Calculation calculation = calculated.get(field);
        return calculation == null ? extracted : calculation.apply(extracted, event);
    }
}
