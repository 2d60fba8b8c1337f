package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.normalize.FieldTrace;
import io.outrider.normalize.SourceMappings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A common event as a document: what searches on data models and on events see of it, and where that comes from. */
final class CommonEventDocument {

    private final DataModels models;
    private final SourceMappings mappings;
    private final boolean explained;

    /** @param explained whether it tells where each CIM field comes from */
    CommonEventDocument(DataModels models, SourceMappings mappings, boolean explained) {
        this.models = models;
        this.mappings = mappings;
        this.explained = explained;
    }

    Map<String, Object> of(Event event, String file) {
        FieldTrace trace = FieldTrace.of(event, mappings);
        Map<String, Value> cim = cim(event);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("_time", event.time().toString());
        document.put("datamodels", List.copyOf(new TreeSet<>(event.datasets())));
        document.put("cim", shown(cim));
        document.put("fields", shown(event.fields()));
        document.put("origin", origin(event, file, trace.mapping()));
        if (explained) {
            document.put("explain", explanation(cim, trace));
        }
        return document;
    }

    /** What the mapping gives, and what the data models make of it. */
    private Map<String, Value> cim(Event event) {
        Map<String, Value> cim = new TreeMap<>(event.cim());
        for (String name : event.datasets()) {
            Dataset dataset = models.find(name).orElseThrow();
            Fields view = dataset.view(event);
            for (String field : dataset.fields()) {
                Value value = view.get(field);
                if (value != null) {
                    cim.put(field, value);
                }
            }
        }
        return cim;
    }

    private static Map<String, Object> origin(Event event, String file, @Nullable String mapping) {
        Map<String, Object> origin = new LinkedHashMap<>();
        put(origin, "source", event.field("source"));
        put(origin, "sourcetype", event.field("sourcetype"));
        origin.put("file", file);
        origin.put("position", event.origin().offset());
        origin.put("line", event.origin().line());
        origin.put("shape", event.origin().shape());
        origin.put("mapping", mapping);
        return origin;
    }

    private static Map<String, Object> explanation(Map<String, Value> cim, FieldTrace trace) {
        Map<String, Object> explanation = new LinkedHashMap<>();
        cim.keySet().forEach(field -> explanation.put(field, trace.fields().getOrDefault(field, "data model")));
        return explanation;
    }

    private static Map<String, Object> shown(Map<String, Value> fields) {
        Map<String, Object> shown = new TreeMap<>();
        fields.forEach((name, value) -> shown.put(name, shown(value)));
        return shown;
    }

    private static Object shown(Value value) {
        return value instanceof Value.Multi multi ? multi.texts() : value.text();
    }

    private static void put(Map<String, Object> to, String name, @Nullable Value value) {
        if (value != null) {
            to.put(name, shown(value));
        }
    }
}
