package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.normalize.EventMatch.FieldValue;
import io.outrider.normalize.EventMatch.OfSource;
import io.outrider.normalize.EventMatch.WindowsEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which mapping is for an event, found as the normaliser finds it, and which others were for its kind but not for it.
 *
 * @param mapping its name; {@code null} if there is none for the event
 * @param datasets qualified names that it gives, without their parents
 * @param kind the fields by which mappings are found, as far as the event has them
 * @param passedOver mappings for events of this kind whose own conditions do not hold, with the condition in words
 */
public record SourceTrace(
        @Nullable String mapping, Set<String> datasets, Map<String, String> kind, Map<String, String> passedOver) {

    public SourceTrace {
        datasets = Set.copyOf(datasets);
    }

    public static SourceTrace of(Event event, SourceMappings mappings) {
        UnaryOperator<@Nullable String> fields = name -> first(event.field(name));
        Recognised recognised = recognised(event, fields, mappings);
        SourceMapping found = mapping(recognised, fields, mappings);
        Map<String, String> passedOver = new LinkedHashMap<>();
        for (SourceMapping other : mappings.all()) {
            if (isForKind(other.match(), fields)) {
                other.conditions().stream()
                        .filter(condition -> !condition.holds(fields))
                        .findFirst()
                        .ifPresent(condition -> passedOver.put(other.name(), condition.unlike(fields)));
            }
        }
        Map<String, String> kind = new LinkedHashMap<>();
        if (recognised != null) {
            kind.put("source", recognised.source().name());
        }
        for (String name : mappings.kindFields()) {
            String text = fields.apply(name);
            if (text != null) {
                kind.put(name, text);
            }
        }
        return new SourceTrace(
                found == null ? null : found.name(), found == null ? Set.of() : found.datasets(), kind, passedOver);
    }

    /** The mapping that is for an event; {@code null} if there is none. */
    static @Nullable SourceMapping mapping(Event event, SourceMappings mappings) {
        UnaryOperator<@Nullable String> fields = name -> first(event.field(name));
        return mapping(recognised(event, fields, mappings), fields, mappings);
    }

    private static @Nullable SourceMapping mapping(
            @Nullable Recognised recognised, UnaryOperator<@Nullable String> fields, SourceMappings mappings) {
        return recognised == null ? mappings.find(fields) : recognised.mapping();
    }

    private static @Nullable Recognised recognised(
            Event event, UnaryOperator<@Nullable String> fields, SourceMappings mappings) {
        RecordView view = new RecordView(
                fields, event.fields().keySet(), event.raw(), event.origin().shape());
        // The event has the sourcetype that was said of it, and what was extracted.
        return mappings.recognise(view, "", extractions -> {});
    }

    /** The names of the mappings that give a dataset, or one of its children, without a look at any event. */
    public static Set<String> namesGiving(String dataset, SourceMappings mappings) {
        Set<String> names = new TreeSet<>();
        for (SourceMapping mapping : mappings.all()) {
            if (mapping.datasets().contains(dataset)) {
                names.add(mapping.name());
            }
        }
        return names;
    }

    private static boolean isForKind(EventMatch match, UnaryOperator<@Nullable String> fields) {
        if (match instanceof WindowsEvent event) {
            String id = fields.apply("EventID");
            return id != null
                    && event.eventIds().contains(id)
                    && event.isFrom(fields.apply("Channel"), fields.apply("Name"));
        }
        if (match instanceof OfSource of) {
            return of.source().sourcetype().equalsIgnoreCase(fields.apply(DefaultFields.SOURCETYPE));
        }
        FieldValue field = (FieldValue) match;
        String value = fields.apply(field.field());
        return value != null && field.values().contains(value);
    }

    private static @Nullable String first(@Nullable Value value) {
        List<String> texts = value == null ? new ArrayList<>() : value.texts();
        return texts.isEmpty() ? null : texts.get(0);
    }
}
