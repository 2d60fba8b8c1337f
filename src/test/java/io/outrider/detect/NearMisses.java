package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sets of events that differ in one place from one on which a rule fires. */
final class NearMisses {

    private NearMisses() {}

    /** One field of all events has another text or none; or an event is not there. Each is made when it is asked for. */
    static Stream<List<Event>> of(List<Event> events) {
        Set<String> names = new LinkedHashSet<>();
        events.forEach(event -> names.addAll(event.fields().keySet()));
        Stream<List<Event>> changed = names.stream()
                .flatMap(name -> Change.ALL.stream()
                        .map(change -> events.stream()
                                .map(event -> changed(event, name, change))
                                .toList()));
        Stream<List<Event>> raw = Change.ALL.stream()
                .map(change -> events.stream()
                        .map(event -> with(event, change.apply(event.raw()), event.fields(), event.cim()))
                        .toList());
        Stream<List<Event>> fewer = events.size() < 2
                ? Stream.empty()
                : Stream.of(events.subList(1, events.size()), events.subList(0, events.size() - 1));
        Stream<List<Event>> outside =
                Stream.of(events.stream().map(NearMisses::outsideOfDatasets).toList());
        return Stream.of(changed, fewer, raw, outside).flatMap(each -> each);
    }

    /** What is done to a text; {@code null} to have none. */
    private interface Change {
        @Nullable
        String apply(String text);

        List<Change> ALL = List.of(
                text -> text.length() < 2 ? text + "x" : text.substring(0, text.length() - 1),
                text -> text.length() < 2 ? "x" + text : text.substring(1),
                text -> text.substring(0, text.length() / 2) + '~' + text.substring(text.length() / 2),
                text -> text + "x",
                text -> "x" + text,
                text -> "other",
                text -> null);
    }

    private static Event changed(Event event, String field, Change change) {
        boolean inText = event.field(field) != null
                && event.raw().contains(event.field(field).text());
        String raw = event.raw();
        if (inText) {
            String text = event.field(field).text();
            String other = change.apply(text);
            raw = raw.replace(text, other == null ? "" : other);
        }
        return with(event, raw, changed(event.fields(), field, change), changed(event.cim(), field, change));
    }

    private static Map<String, Value> changed(Map<String, Value> values, String field, Change change) {
        Value value = values.get(field);
        if (value == null) {
            return values;
        }
        Map<String, Value> changed = new LinkedHashMap<>(values);
        List<String> texts = new ArrayList<>();
        for (String text : value.texts()) {
            String other = change.apply(text);
            if (other != null) {
                texts.add(other);
            }
        }
        if (texts.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, Value.of(texts));
        }
        return changed;
    }

    private static Event with(Event event, @Nullable String raw, Map<String, Value> fields, Map<String, Value> cim) {
        return new Event(event.time(), raw == null ? "" : raw, fields, cim, event.datasets(), event.origin());
    }

    private static Event outsideOfDatasets(Event event) {
        return new Event(event.time(), event.raw(), event.fields(), event.cim(), Set.of(), event.origin());
    }
}
