package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Events made up for a rule: such that fulfil its first stage, and as far as conditions behind it can be read back, those
 * too. Whether they do is for the engine to say.
 */
final class Scenario {

    private static final Instant START = Instant.parse("2026-03-01T12:10:00Z");

    // The first way does as a rule; where it does not, one of the next two has done.
    private static final int WAYS = 3;

    private Scenario() {}

    /** Sets of events, the plainest first; one of them should make the rule fire. */
    static List<List<Event>> firing(Rule rule) {
        List<Search> searches = rule.search().withSubsearches();
        List<List<Event>> scenarios = new ArrayList<>();
        for (boolean hints : new boolean[] {true, false}) {
            List<List<Map<String, FieldNeeds>>> ways =
                    searches.stream().map(search -> needs(search, hints)).toList();
            for (int way = 0; way < ways.get(0).size(); way++) {
                for (int repeats : repeats(ways.get(0).get(way))) {
                    for (boolean varied : new boolean[] {false, true}) {
                        scenarios.add(events(searches, ways, way, repeats, varied));
                    }
                }
            }
        }
        return scenarios;
    }

    private static List<Event> events(
            List<Search> searches, List<List<Map<String, FieldNeeds>>> ways, int way, int repeats, boolean varied) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < searches.size(); i++) {
            List<Map<String, FieldNeeds>> own = ways.get(i);
            if (!own.isEmpty()) {
                for (int n = 0; n < repeats; n++) {
                    event(searches.get(i), own.get(Math.min(way, own.size() - 1)), n, varied)
                            .ifPresent(events::add);
                }
            }
        }
        return events;
    }

    /** Events that should fulfil the first stage of the search, one for each way in which it can be. */
    static List<Event> matching(Search search) {
        return needs(search, false).stream()
                .flatMap(way -> event(search, way, 0, false).stream())
                .toList();
    }

    /** Events that differ from one that fulfils the first stage in one field only. */
    static List<Event> nearMisses(Search search) {
        Optional<Map<String, FieldNeeds>> way = needs(search, false).stream().findFirst();
        List<Event> misses = new ArrayList<>();
        if (way.isEmpty()) {
            return misses;
        }
        Map<String, Value> values = values(way.get(), 0, false).orElse(Map.of());
        for (String field : values.keySet()) {
            String text = values.get(field).text();
            List<String> others = new ArrayList<>(List.of(text + "x", "x" + text, "other"));
            if (text.length() > 1) {
                others.add(0, text.substring(0, text.length() - 1));
                others.add(1, text.substring(1));
                others.add(2, text.substring(0, text.length() / 2) + '~' + text.substring(text.length() / 2));
            }
            for (String other : others) {
                Map<String, Value> changed = new TreeMap<>(values);
                changed.put(field, Value.of(other));
                misses.add(event(search, changed, 0));
            }
            Map<String, Value> without = new TreeMap<>(values);
            without.remove(field);
            misses.add(event(search, without, 0));
        }
        return misses;
    }

    private static Set<Integer> repeats(Map<String, FieldNeeds> way) {
        Set<Integer> repeats = new java.util.LinkedHashSet<>();
        int least = 1;
        for (Map.Entry<String, FieldNeeds> need : way.entrySet()) {
            if (need.getKey().startsWith("#")) {
                for (String text : need.getValue().values("#", 0).orElse(List.of())) {
                    Double number = Numbers.parse(text);
                    least = number == null ? least : (int) Math.max(least, Math.min(1_000, Math.ceil(number)));
                }
            }
        }
        repeats.add(least);
        repeats.addAll(List.of(1, 2, 7, 40));
        return repeats;
    }

    private static List<Map<String, FieldNeeds>> needs(Search search, boolean hints) {
        Predicate where = where(search.feed());
        Columns columns = new Columns();
        List<Goal> goals = new ArrayList<>();
        goals.add(new Goals(columns).of(where, true));
        search.grouping().keys().forEach(key -> {
            if (search.grouping().fill() == null) {
                goals.add(present(key.field(), search));
            }
        });
        List<Goal> all = new ArrayList<>(goals);
        if (hints) {
            for (Stage stage : search.rowStages()) {
                hint(stage, columns, all);
            }
            columns.pass(search.grouping());
            for (Stage stage : search.tail()) {
                hint(stage, columns, all);
            }
        }
        List<Map<String, FieldNeeds>> found = new ArrayList<>();
        Goal.all(all).pursue(Map.of(), needs -> {
            found.add(needs);
            return found.size() == WAYS;
        });
        return found;
    }

    private static Goal present(String field, Search search) {
        Columns columns = new Columns();
        search.rowStages().forEach(columns::pass);
        String source = columns.source(field);
        return source == null || source.startsWith("_") ? Goal.NONE : Goal.need(source, FieldNeeds::isThere);
    }

    private static void hint(Stage stage, Columns columns, List<Goal> goals) {
        Goals of = new Goals(columns);
        if (stage instanceof Stage.Search search) {
            goals.add(of.of(search.predicate(), true));
        } else if (stage instanceof Stage.Where where) {
            goals.add(of.of(where.condition(), true));
        } else if (stage instanceof Stage.Regex regex && !regex.negated() && columns.source(regex.field()) != null) {
            goals.add(Goal.need(columns.source(regex.field()), need -> need.regex(regex.regex())));
        } else if (stage instanceof Stage.Extract extract
                && columns.source(extract.field()) != null
                && !RegexText.of(extract.regex()).isEmpty()) {
            goals.add(Goal.need(columns.source(extract.field()), need -> need.regex(extract.regex())));
        } else if (stage instanceof Stage.Stats stats) {
            presentKeys(stats.grouping(), columns, goals);
        }
        columns.pass(stage);
    }

    private static void presentKeys(Grouping grouping, Columns columns, List<Goal> goals) {
        grouping.keys().forEach(key -> {
            String source = columns.source(key.field());
            if (source != null && !source.startsWith("_") && !source.startsWith("#")) {
                goals.add(Goal.need(source, FieldNeeds::isThere));
            }
        });
    }

    private static Predicate where(Feed feed) {
        if (feed instanceof Feed.Dataset dataset) {
            return dataset.where();
        }
        return feed instanceof Feed.Events events ? events.where() : new Predicate.Always();
    }

    private static Optional<Event> event(Search search, Map<String, FieldNeeds> way, int number, boolean varied) {
        if (search.feed() instanceof Feed.Table) {
            return Optional.empty();
        }
        return values(way, number, varied).map(values -> event(search, values, number));
    }

    private static Optional<Map<String, Value>> values(Map<String, FieldNeeds> way, int number, boolean varied) {
        Map<String, Value> values = new TreeMap<>();
        for (Map.Entry<String, FieldNeeds> need : way.entrySet()) {
            String field = need.getKey();
            if (field.startsWith("#") || need.getValue().mayBeAbsent()) {
                continue;
            }
            boolean vary = varied || way.containsKey("#dc:" + field);
            Optional<List<String>> texts = need.getValue().values(field, vary ? number : 0);
            if (texts.isEmpty()) {
                return Optional.empty();
            }
            values.put(field, Value.of(texts.get()));
        }
        // Fields that are only counted or shown differ too.
        for (String field : way.keySet()) {
            if (field.startsWith("#dc:") && !values.containsKey(field.substring(4))) {
                values.put(field.substring(4), Value.of("made-up" + number));
            }
        }
        return Optional.of(values);
    }

    private static Event event(Search search, Map<String, Value> values, int number) {
        Map<String, Value> fields = new LinkedHashMap<>(values);
        Value raw = fields.remove("_raw");
        fields.remove("_time");
        String text = raw != null ? raw.text() : number + " " + fields;
        Origin origin = new Origin("made-up.log", "test", number + 1, 0, 0);
        Instant time = START.plusSeconds(number);
        if (search.feed() instanceof Feed.Dataset dataset) {
            return new Event(time, text, Map.of(), fields, new HashSet<>(Set.of(dataset.name())), origin);
        }
        return new Event(time, text, fields, Map.of(), Set.of(), origin);
    }
}
