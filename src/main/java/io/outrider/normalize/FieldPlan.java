package io.outrider.normalize;

import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.FieldSlots;
import io.outrider.cim.Fields;
import io.outrider.cim.SharedTexts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which fields are to be read of events, by slots: those that a dataset gives, or those that a search over events sees.
 *
 * <p>Any number of threads may use one, each with a {@link FieldFiller}, which is cheap to make: how the fields are read of
 * the events of a layout and a mapping is worked out once, and kept with what the layout means.
 */
public final class FieldPlan {

    /** Names the record's text. */
    static final String RAW = "_raw";

    static final String TIME = "_time";

    private final @Nullable Dataset dataset;
    private final List<String> fields;
    private final FieldSlots slots;
    // By text. As many as there are constants in mappings and data models: one object for each, so that it is known
    // again
    // whatever the layout.
    private final Map<String, SharedTexts> constants = new ConcurrentHashMap<>();

    private FieldPlan(@Nullable Dataset dataset, List<String> fields) {
        this.dataset = dataset;
        this.fields = List.copyOf(fields);
        slots = new FieldSlots(this.fields);
    }

    /** Fields as the dataset's {@link Dataset#view} gives them; the slot of a field is its place in the list. */
    public static FieldPlan ofDataset(Dataset dataset, List<String> fields) {
        return new FieldPlan(dataset, fields);
    }

    /** Fields as {@link Event#asSearched} gives them, {@code _raw} among them; the slot of a field is its place in the list. */
    public static FieldPlan ofEvent(List<String> fields) {
        return new FieldPlan(null, fields);
    }

    public List<String> fields() {
        return fields;
    }

    /** The slot of a field; -1 if it is none of the plan's. */
    public int slot(String field) {
        return slots.of(field);
    }

    /** A reader for one thread. */
    public FieldFiller filler() {
        return new FieldFiller(this);
    }

    /** A constant of events, as the same object each time. */
    SharedTexts constant(String text) {
        return constants.computeIfAbsent(text, key -> new SharedTexts(List.of(key)));
    }

    @Nullable
    Dataset dataset() {
        return dataset;
    }

    /** The fields by name: what a filler gives in bytes, slowly. */
    Fields view(Event event) {
        if (dataset != null) {
            return dataset.view(event);
        }
        return event.asSearched();
    }
}
