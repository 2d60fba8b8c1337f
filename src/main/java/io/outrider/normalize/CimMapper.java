package io.outrider.normalize;

import io.outrider.cim.DataModels;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the fields of a record to CIM fields, by the mapping of its source. */
final class CimMapper {

    private final SourceMappings mappings;
    private final DataModels models;
    /** The datasets of all events of a mapping, where they do not hang on the event's fields. */
    private final Map<SourceMapping, Set<String>> datasets = new IdentityHashMap<>();

    /** @throws IllegalArgumentException if a mapping names a dataset that is not known */
    CimMapper(SourceMappings mappings, DataModels models) {
        this.mappings = mappings;
        this.models = models;
        for (SourceMapping mapping : mappings.all()) {
            Optional<Set<String>> always = models.always(mapping.datasets());
            always.ifPresent(names -> datasets.put(mapping, names));
        }
    }

    /**
     * @param plain whether the record is of no known shape, so that its fields and tags may have CIM names themselves
     * @param recognised the source that wrote it; {@code null} if that is not known
     */
    Mapped map(FieldTable fields, boolean plain, @Nullable Recognised recognised) {
        // What says by its own tags what it is has the names of the common model already, whoever wrote it.
        Mapped own = plain ? OwnNames.map(fields, models) : Mapped.NONE;
        if (own != Mapped.NONE) {
            return own;
        }
        SourceMapping mapping = recognised == null ? mappings.find(fields::first) : recognised.mapping();
        if (mapping == null) {
            return Mapped.NONE;
        }
        CimFields cim = new CimFields(mapping, fields);
        return new Mapped(cim, datasets(mapping, cim::get));
    }

    /** The datasets of all events of a mapping, or {@code null} if they hang on the event's fields. */
    @Nullable
    Set<String> always(SourceMapping mapping) {
        return datasets.get(mapping);
    }

    SourceMappings mappings() {
        return mappings;
    }

    /** The datasets that an event of a mapping is a member of, without a look at its fields where they do not matter. */
    Set<String> datasets(SourceMapping mapping, Fields cim) {
        Set<String> always = always(mapping);
        return always == null ? models.members(mapping.datasets(), cim) : always;
    }

    /**
     * @param cim CIM fields
     * @param datasets of which the event is a member
     */
    record Mapped(Map<String, Value> cim, Set<String> datasets) {
        static final Mapped NONE = new Mapped(Map.of(), Set.of());
    }
}
