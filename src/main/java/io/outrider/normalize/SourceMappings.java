package io.outrider.normalize;

import io.outrider.cim.DataFile;
import io.outrider.cim.DataModels;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.normalize.EventMatch.FieldValue;
import io.outrider.normalize.EventMatch.OfSource;
import io.outrider.normalize.EventMatch.WindowsEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mappings of all sources, found by what identifies an event: a look-up by event id or field, never a walk over all.
 * Of several mappings that are for an event the first counts; one for the event's id comes before one for its log, and
 * that before one for any log. Immutable.
 */
public final class SourceMappings {

    private final List<SourceMapping> all;
    private final Map<String, List<SourceMapping>> byEventId = new HashMap<>();
    private final Map<String, SourceMapping> byChannel = new HashMap<>();
    private final Map<String, SourceMapping> byProvider = new HashMap<>();
    private final List<SourceMapping> anyLog = new ArrayList<>();
    /** By field, then by its value. */
    private final Map<String, Map<String, List<SourceMapping>>> byField = new LinkedHashMap<>();
    /** In lower case. */
    private final Map<String, List<SourceKinds>> bySourcetype = new HashMap<>();

    private final Map<Source, SourceKinds> bySource = new IdentityHashMap<>();
    private final Recognisers recognisers;

    /** @param mappings in the order of their precedence */
    SourceMappings(List<SourceMapping> mappings) {
        this.all = List.copyOf(mappings);
        Map<Source, List<SourceMapping>> ofSources = new LinkedHashMap<>();
        for (SourceMapping mapping : mappings) {
            if (mapping.match() instanceof WindowsEvent event) {
                index(mapping, event);
            } else if (mapping.match() instanceof FieldValue field) {
                Map<String, List<SourceMapping>> byValue =
                        byField.computeIfAbsent(field.field(), name -> new HashMap<>());
                field.values().forEach(value -> add(byValue, value, mapping));
            } else if (mapping.match() instanceof OfSource of) {
                ofSources
                        .computeIfAbsent(of.source(), source -> new ArrayList<>())
                        .add(mapping);
            }
        }
        ofSources.forEach(this::index);
        recognisers = new Recognisers(List.copyOf(ofSources.keySet()));
    }

    private void index(Source source, List<SourceMapping> mappings) {
        SourceKinds kinds = new SourceKinds(source, mappings);
        bySource.put(source, kinds);
        kinds.sourcetypes()
                .forEach(sourcetype -> bySourcetype
                        .computeIfAbsent(sourcetype, name -> new ArrayList<>(1))
                        .add(kinds));
    }

    /** Those that Outrider ships. */
    public static SourceMappings standard() {
        return Standard.MAPPINGS;
    }

    /**
     * These, behind those of the operator's own files: all files of the directories whose names end in {@code .yaml} or
     * {@code .yml}, in the order of their names.
     *
     * @throws InvalidDataFileException if a file cannot be read or describes no source
     * @throws IllegalArgumentException if a directory cannot be read
     */
    public SourceMappings with(List<Path> directories) {
        List<SourceMapping> mappings = new ArrayList<>();
        for (Path directory : directories) {
            for (Path file : files(directory)) {
                mappings.addAll(SourceReader.read(DataFile.file(file)));
            }
        }
        if (mappings.isEmpty()) {
            return this;
        }
        mappings.addAll(all);
        return new SourceMappings(mappings);
    }

    /**
     * What is wrong with the operator's own files, of each the first thing; none if all can be used.
     *
     * @throws IllegalArgumentException if a directory cannot be read
     */
    public static List<InvalidDataFileException> problems(List<Path> directories, DataModels models) {
        List<InvalidDataFileException> problems = new ArrayList<>();
        for (Path directory : directories) {
            for (Path file : files(directory)) {
                try {
                    SourceReader.read(DataFile.file(file), models.names());
                } catch (InvalidDataFileException e) {
                    problems.add(e);
                }
            }
        }
        return problems;
    }

    /** @throws IllegalArgumentException if a mapping names a dataset that is not known */
    public SourceMappings checkedFor(DataModels models) {
        for (SourceMapping mapping : all) {
            for (String dataset : mapping.datasets()) {
                if (!models.names().contains(dataset)) {
                    throw new IllegalArgumentException("expected known datasets for " + mapping.name() + ", but found "
                            + dataset + "; known are " + String.join(", ", models.names()));
                }
            }
        }
        return this;
    }

    static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a directory that can be read, but found " + e);
        }
    }

    /** In the order of their precedence. */
    List<SourceMapping> all() {
        return all;
    }

    /** The names of the fields that tell what kind an event is. */
    Set<String> kindFields() {
        Set<String> names = new LinkedHashSet<>(List.of("EventID", "Channel", "Name"));
        names.addAll(byField.keySet());
        return names;
    }

    /**
     * The mapping for an event; {@code null} if there is none.
     *
     * @param fields gives the first text of an original field, or {@code null}
     */
    @Nullable
    SourceMapping find(UnaryOperator<@Nullable String> fields) {
        String channel = fields.apply("Channel");
        String provider = fields.apply("Name");
        // Asked for last: other events have it too, and have none of the others.
        String eventId = channel == null && provider == null ? null : fields.apply("EventID");
        if (eventId != null) {
            return first(ofWindowsEvent(eventId, channel, provider), fields);
        }
        for (Map.Entry<String, Map<String, List<SourceMapping>>> field : byField.entrySet()) {
            String value = fields.apply(field.getKey());
            SourceMapping mapping =
                    value == null ? null : first(field.getValue().getOrDefault(value, List.of()), fields);
            if (mapping != null) {
                return mapping;
            }
        }
        return null;
    }

    /** The mappings that may be for a Windows event: the first one counts whose conditions hold. */
    List<SourceMapping> ofWindowsEvent(String eventId, @Nullable String channel, @Nullable String provider) {
        List<SourceMapping> found = new ArrayList<>(2);
        for (SourceMapping mapping : byEventId.getOrDefault(eventId, List.of())) {
            if (((WindowsEvent) mapping.match()).isFrom(channel, provider)) {
                found.add(mapping);
                if (mapping.conditions().isEmpty()) {
                    return found;
                }
            }
        }
        SourceMapping ofLog = channel == null ? null : byChannel.get(key(channel));
        if (ofLog == null && provider != null) {
            ofLog = byProvider.get(key(provider));
        }
        if (ofLog == null) {
            found.addAll(anyLog);
        } else {
            found.add(ofLog);
        }
        return found;
    }

    /**
     * The source that wrote a record, and the mapping of its kind of event; {@code null} if none is known that is recognised
     * as a whole: the event may still be one of {@link #find}.
     *
     * @param said the operator's word on the sourcetype; empty if there is none
     * @param extraction adds the fields that the source extracts, before the kind is looked for
     */
    @Nullable
    Recognised recognise(RecordView record, String said, Consumer<Extractions> extraction) {
        UnaryOperator<@Nullable String> fields = record.fields();
        boolean windows = isWindowsEvent(fields);
        // A Windows event is known by its log, also where a relay gave it a name.
        if (windows && !record.isPlainJson()) {
            return null;
        }
        String own = fields.apply(DefaultFields.SOURCETYPE);
        String sourcetype = own != null && DefaultFields.saysSomething(own) ? own : said;
        if (DefaultFields.saysSomething(sourcetype)) {
            return choose(bySourcetype.getOrDefault(key(sourcetype), List.of()), fields, sourcetype, extraction);
        }
        Source source = windows ? null : recognisers.find(record);
        return source == null
                ? null
                : choose(List.of(Objects.requireNonNull(bySource.get(source))), fields, "", extraction);
    }

    /** The names by which {@link #recognise} finds sources: it needs to know of no others that a record has. */
    Set<String> recognisedBy() {
        return recognisers.names();
    }

    /** The first of the sources that has a mapping for the event, else the first. */
    private static @Nullable Recognised choose(
            List<SourceKinds> sources,
            UnaryOperator<@Nullable String> fields,
            String sourcetype,
            Consumer<Extractions> extraction) {
        for (SourceKinds kinds : sources) {
            extraction.accept(kinds.source().extractions());
            SourceMapping mapping = kinds.find(fields, sourcetype);
            if (mapping != null) {
                return new Recognised(kinds.source(), mapping);
            }
        }
        return sources.isEmpty() ? null : new Recognised(sources.get(0).source(), null);
    }

    private static boolean isWindowsEvent(UnaryOperator<@Nullable String> fields) {
        return (fields.apply("Channel") != null || fields.apply("Name") != null) && fields.apply("EventID") != null;
    }

    static @Nullable SourceMapping first(List<SourceMapping> mappings, UnaryOperator<@Nullable String> fields) {
        for (SourceMapping mapping : mappings) {
            if (mapping.conditionsHold(fields)) {
                return mapping;
            }
        }
        return null;
    }

    private void index(SourceMapping mapping, WindowsEvent event) {
        event.eventIds().forEach(id -> add(byEventId, id, mapping));
        if (event.eventIds().isEmpty()) {
            if (event.channel().isEmpty() && event.provider().isEmpty()) {
                anyLog.add(mapping);
            } else {
                byChannel.putIfAbsent(key(event.channel()), mapping);
                byProvider.putIfAbsent(key(event.provider()), mapping);
            }
        }
    }

    private static void add(Map<String, List<SourceMapping>> index, String key, SourceMapping mapping) {
        index.computeIfAbsent(key, name -> new ArrayList<>(1)).add(mapping);
    }

    private static String key(String name) {
        return SourceKinds.key(name);
    }

    /** Read once: the files are part of the program. */
    private static final class Standard {
        private static final SourceMappings MAPPINGS = new SourceMappings(SourceReader.standard());
    }
}
