package io.outrider.normalize;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which fields events have, as the examples and the real events of the corpus show it once they are normalised. */
final class EventKnowledge implements EventFields {

    /** Of each kind in a file as many events: optional fields are in most. */
    private static final int EVENTS_OF_A_KIND = 20;

    /** By channel in lower case, by event id. */
    private final Map<String, Map<String, Set<String>>> windows = new TreeMap<>();
    /** By sourcetype in lower case. */
    private final Map<String, Set<String>> bySourcetype = new TreeMap<>();
    /** By the published file: the mappings that its events get. */
    private final Map<String, Set<String>> mappings = new TreeMap<>();

    private final List<DataSources> published;

    private EventKnowledge(List<DataSources> published) {
        this.published = published;
    }

    static EventKnowledge ofCorpus() throws IOException {
        EventKnowledge knowledge = new EventKnowledge(DataSources.all());
        for (DataSources source : knowledge.published) {
            if (source.log() != null) {
                for (Event event : events(source.input(), source.sourcetype())) {
                    knowledge.add(event);
                    String mapping =
                            SourceTrace.of(event, SourceMappings.standard()).mapping();
                    if (mapping != null) {
                        knowledge
                                .mappings
                                .computeIfAbsent(source.file(), name -> new TreeSet<>())
                                .add(mapping);
                    }
                }
            }
        }
        for (Path file : RealEvents.files()) {
            Map<String, Integer> seen = new HashMap<>();
            for (Event event : RealEvents.of(file)) {
                String kind = text(event, "Channel") + ' ' + text(event, "EventID");
                if (seen.merge(kind, 1, Integer::sum) <= EVENTS_OF_A_KIND) {
                    knowledge.add(event);
                }
            }
        }
        return knowledge;
    }

    private static List<Event> events(String input, String sourcetype) throws IOException {
        // Windows events tell by themselves; the published files' word on them is not always right.
        String said = input.startsWith("<") ? "" : sourcetype;
        Normalizer normalizer = new Normalizer(
                ZoneOffset.UTC,
                Clock.fixed(Reading.RECEIVED, ZoneOffset.UTC),
                SourceMappings.standard(),
                DataModels.standard(),
                said);
        List<Event> events = new ArrayList<>();
        try (RecordBatches batches = new RecordBatches(
                new SourceUnit("unit", "synthetic"),
                new RecordReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
                500)) {
            while (batches.hasNext()) {
                events.addAll(normalizer.normalize(batches.next()).events());
            }
        }
        return events;
    }

    private void add(Event event) {
        Set<String> names = new TreeSet<>(event.fields().keySet());
        names.addAll(event.cim().keySet());
        String channel = text(event, "Channel");
        String id = text(event, "EventID");
        if (channel != null && id != null) {
            windows.computeIfAbsent(key(channel), name -> new TreeMap<>())
                    .computeIfAbsent(id, name -> new TreeSet<>())
                    .addAll(names);
        }
        String sourcetype = text(event, "sourcetype");
        if (sourcetype != null && channel == null) {
            bySourcetype
                    .computeIfAbsent(key(sourcetype), name -> new TreeSet<>())
                    .addAll(names);
        }
    }

    @Override
    public Set<String> channels() {
        return windows.keySet();
    }

    @Override
    public Set<String> ids(String channel) {
        return windows.getOrDefault(key(channel), Map.of()).keySet();
    }

    @Override
    public Set<String> fields(String channel, String id) {
        return windows.getOrDefault(key(channel), Map.of()).getOrDefault(id, Set.of());
    }

    @Override
    public Set<String> fields(String sourcetype) {
        return bySourcetype.getOrDefault(key(sourcetype), Set.of());
    }

    List<DataSources> published() {
        return published;
    }

    /** The names of the mappings that the examples of a published file get. */
    Set<String> mappings(DataSources source) {
        return mappings.getOrDefault(source.file(), Set.of());
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(Event event, String field) {
        return event.field(field) == null ? null : event.field(field).text();
    }
}
