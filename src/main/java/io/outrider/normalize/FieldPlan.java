package io.outrider.normalize;

import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fields are to be read of events, by slots: those that a dataset gives, or those that a search over events sees. Immutable; a
 * {@link FieldFiller} for each thread reads them.
 */
public final class FieldPlan {

    /** Names the record's text. */
    static final String RAW = "_raw";

    static final String TIME = "_time";

    private final @Nullable Dataset dataset;
    private final List<String> fields;

    private FieldPlan(@Nullable Dataset dataset, List<String> fields) {
        this.dataset = dataset;
        this.fields = List.copyOf(fields);
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

    /** A reader for one thread. */
    public FieldFiller filler() {
        return new FieldFiller(this);
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
