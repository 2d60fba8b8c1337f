package io.outrider.spl;

import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The events of one window as rows, latest first (decision 7). Made once for all searches: no search changes a row. */
final class ReferenceEvents {

    private static final Comparator<ReferenceRow> LATEST_FIRST = Comparator.comparingDouble(ReferenceRow::time)
            .thenComparingLong(ReferenceRow::tie)
            .reversed();

    private final List<Event> events;
    private final Map<String, List<ReferenceRow>> rows = new LinkedHashMap<>();

    ReferenceEvents(List<Event> events) {
        this.events = List.copyOf(events);
    }

    /** With the fields of their sources and of the common model, which prevail. */
    List<ReferenceRow> all() {
        return rows.computeIfAbsent("", none -> {
            List<ReferenceRow> all = new ArrayList<>();
            for (Event event : events) {
                Map<String, List<String>> fields = new LinkedHashMap<>();
                event.fields().forEach((name, value) -> fields.put(name, value.texts()));
                event.cim().forEach((name, value) -> fields.put(name, value.texts()));
                all.add(row(event, fields));
            }
            all.sort(LATEST_FIRST);
            return all;
        });
    }

    /** The members of a dataset, with its fields. */
    List<ReferenceRow> of(Dataset dataset) {
        return rows.computeIfAbsent(dataset.qualifiedName(), name -> {
            Set<String> names = new LinkedHashSet<>(List.of("host", "source", "sourcetype"));
            names.addAll(dataset.fields());
            List<ReferenceRow> members = new ArrayList<>();
            for (Event event : events) {
                if (event.datasets().contains(name)) {
                    Map<String, List<String>> fields = new LinkedHashMap<>();
                    for (String field : names) {
                        Value value = dataset.view(event).get(field);
                        if (value != null) {
                            fields.put(field, value.texts());
                        }
                    }
                    members.add(row(event, fields));
                }
            }
            members.sort(LATEST_FIRST);
            return members;
        });
    }

    private static ReferenceRow row(Event event, Map<String, List<String>> fields) {
        fields.put("_time", Value.of(event.epochSeconds()).texts());
        fields.put("_raw", List.of(event.raw()));
        // By name: no documentation says in which order wildcards go over an event's fields, so it is the engine's.
        return new ReferenceRow(
                new LinkedHashMap<>(new TreeMap<>(fields)), event.epochSeconds(), ReferenceText.tie(event.raw()));
    }
}
