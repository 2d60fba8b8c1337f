package io.outrider.normalize;

import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.FieldSlots;
import io.outrider.cim.Fields;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields are to be read of events, by slots: those that a dataset gives, or those that a search over events sees.
 *
 * <p>Any number of threads may use one, each with a {@link FieldFiller}, which is cheap to make: how the fields are read of
 * the events of each mapping is worked out once, and kept here.
 */
public final class FieldPlan {

    /** Names the record's text. */
    static final String RAW = "_raw";

    static final String TIME = "_time";

    // Map.of() does not know null, which stands for no mapping.
    private static final Map<@Nullable SourceMapping, FieldWays> NONE = new IdentityHashMap<>();

    private final @Nullable Dataset dataset;
    private final List<String> fields;
    private final FieldSlots slots;
    // As many entries as there are mappings, some hundred; replaced as a whole, so that it is read without a lock.
    private volatile Map<ScannedShape, Map<@Nullable SourceMapping, FieldWays>> ways =
            new EnumMap<>(ScannedShape.class);

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

    FieldWays ways(ScannedShape shape, @Nullable SourceMapping mapping) {
        FieldWays known = ways.getOrDefault(shape, NONE).get(mapping);
        return known == null ? add(shape, mapping) : known;
    }

    private synchronized FieldWays add(ScannedShape shape, @Nullable SourceMapping mapping) {
        Map<ScannedShape, Map<@Nullable SourceMapping, FieldWays>> all = new EnumMap<>(ways);
        Map<@Nullable SourceMapping, FieldWays> ofShape = new IdentityHashMap<>(all.getOrDefault(shape, NONE));
        FieldWays added = ofShape.computeIfAbsent(mapping, key -> FieldWays.of(this, shape, key));
        all.put(shape, ofShape);
        ways = all;
        return added;
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
