package io.outrider.normalize;

import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What searches over events may read: the events of each mapped source, by sourcetype or by channel. */
public final class EventFeeds {

    private final List<Feed> feeds = new ArrayList<>();
    private final DefaultFields defaults = DefaultFields.standard();
    private final SourceMappings mappings;

    private EventFeeds(SourceMappings mappings) {
        this.mappings = mappings;
    }

    /**
     * Events of one kind of source.
     *
     * @param file that maps them
     * @param group what may be read together: the events of a sourcetype, or of a channel
     * @param choosing the fields by which searches choose, with their texts
     * @param fields that the events have
     * @param nested those of them that hold objects or arrays: whatever lies below is there too
     */
    private record Feed(
            String file, String group, Map<String, Set<String>> choosing, Set<String> fields, Set<String> nested) {

        boolean mayMeet(Predicate where) {
            return Asked.mayHold(where, field -> choosing.getOrDefault(field, Set.of()));
        }
    }

    /**
     * What the events of a group that may meet a condition have.
     *
     * @param files that map them
     */
    public record Found(Set<String> files, Set<String> fields, Set<String> nested) {

        /**
         * Whether they have the field.
         *
         * @param below the start of its name that a {@code *} in a search gave it, so that the search's own word begins behind; often
         *     empty
         */
        public boolean has(String field, String below) {
            int end = below.length();
            while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '{') {
                end++;
            }
            return fields.contains(field) || end < field.length() && isNested(field.substring(0, end), below);
        }

        private boolean isNested(String start, String below) {
            return below.isEmpty()
                    ? nested.contains(start)
                    : fields.stream().anyMatch(name -> name.startsWith(start + '.') || name.startsWith(start + '{'));
        }
    }

    /** @param kinds in the order of their precedence */
    public static EventFeeds of(List<MappedKinds> kinds, EventFields knowledge) {
        EventFeeds feeds = new EventFeeds(
                new SourceMappings(kinds.stream().map(MappedKinds::mapping).toList()));
        feeds.sources(kinds, knowledge);
        feeds.windows(kinds, knowledge);
        return feeds;
    }

    private void sources(List<MappedKinds> kinds, EventFields knowledge) {
        // By file, by sourcetype: the kinds of one have the fields of those that have none of their own.
        Map<String, Map<String, List<MappedKinds>>> bySourcetype = new LinkedHashMap<>();
        for (MappedKinds kind : kinds) {
            if (kind.mapping().match() instanceof EventMatch.OfSource of) {
                Map<String, List<MappedKinds>> ofFile =
                        bySourcetype.computeIfAbsent(kind.file(), name -> new LinkedHashMap<>());
                List<String> names = of.sourcetype().isEmpty() ? of.source().sourcetypes() : List.of(of.sourcetype());
                names.forEach(name ->
                        ofFile.computeIfAbsent(name, key -> new ArrayList<>()).add(kind));
            }
        }
        bySourcetype.forEach((file, sourcetypes) -> sourcetypes.forEach((sourcetype, of) -> {
            Source source = ((EventMatch.OfSource) of.get(0).mapping().match()).source();
            Set<String> fields = new TreeSet<>(knowledge.fields(sourcetype));
            of.forEach(kind -> fields.addAll(kind.names()));
            feeds.add(feed(file, sourcetype, choosing(source.splunkSource(), sourcetype, source.index()), fields));
        }));
    }

    private Map<String, Set<String>> choosing(String source, String sourcetype, String index) {
        Map<String, Set<String>> choosing = new TreeMap<>();
        choosing.put("sourcetype", Set.of(sourcetype));
        if (!source.isEmpty()) {
            choosing.put("source", Set.of(source));
        }
        if (!index.isEmpty()) {
            choosing.put("index", Set.of(index));
        }
        FieldTable fields = new FieldTable();
        fields.supply("source", List.of(source));
        fields.supply("sourcetype", List.of(sourcetype));
        choosing.put(
                "eventtype",
                Set.copyOf(defaults.derive("eventtype", fields::first, source, DefaultFields.JSON, null, null)));
        return choosing;
    }

    private void windows(List<MappedKinds> kinds, EventFields knowledge) {
        Map<String, Set<String>> ids = new TreeMap<>();
        knowledge
                .channels()
                .forEach(channel ->
                        ids.computeIfAbsent(channel, name -> new TreeSet<>()).addAll(knowledge.ids(channel)));
        for (MappedKinds kind : kinds) {
            if (kind.mapping().match() instanceof EventMatch.WindowsEvent event
                    && !event.channel().isEmpty()) {
                ids.computeIfAbsent(SourceKinds.key(event.channel()), name -> new TreeSet<>())
                        .addAll(event.eventIds());
            }
        }
        ids.forEach((channel, numbers) -> numbers.forEach(id -> windows(channel, id, kinds, knowledge)));
    }

    private void windows(String channel, String id, List<MappedKinds> kinds, EventFields knowledge) {
        List<MappedKinds> of = new ArrayList<>();
        for (SourceMapping mapping : mappings.ofWindowsEvent(id, channel, null)) {
            kinds.stream().filter(kind -> kind.mapping().equals(mapping)).forEach(of::add);
        }
        if (of.isEmpty()) {
            return;
        }
        Map<String, Set<String>> choosing = new TreeMap<>();
        FieldTable event = new FieldTable();
        Map.of("EventID", id, "EventCode", id, "Channel", channel)
                .forEach((name, text) -> event.supply(name, List.of(text)));
        defaults.addTo(event, "", "", null, null);
        event.names().forEach(name -> choosing.put(name, Set.copyOf(event.texts(name))));
        Set<String> fields = new TreeSet<>(knowledge.fields(channel, id));
        fields.addAll(List.of("EventCode", "EventID", "Channel", "Computer"));
        of.forEach(kind -> fields.addAll(kind.names()));
        feeds.add(feed(of.get(0).file(), channel, choosing, fields));
    }

    private static Feed feed(String file, String group, Map<String, Set<String>> choosing, Set<String> fields) {
        Set<String> nested = new TreeSet<>();
        for (String field : fields) {
            int end = 0;
            while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '{') {
                end++;
            }
            if (end < field.length()) {
                nested.add(field.substring(0, end));
            }
        }
        return new Feed(file, group, choosing, fields, nested);
    }

    /** What a search finds, group by group; none if no mapped source has such events. */
    public Map<String, Found> find(Predicate where) {
        Map<String, Found> found = new LinkedHashMap<>();
        for (Feed feed : feeds) {
            if (feed.mayMeet(where)) {
                Found of = found.computeIfAbsent(
                        feed.group(), name -> new Found(new LinkedHashSet<>(), new TreeSet<>(), new TreeSet<>()));
                of.files().add(feed.file());
                of.fields().addAll(feed.fields());
                of.nested().addAll(feed.nested());
            }
        }
        return found;
    }
}
