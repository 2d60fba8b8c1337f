package io.outrider.health;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.alert.AlertId;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was told of one concern since it began: a Create, an Update each time it got worse, a Close.
 *
 * @param instance of the Outrider that told it; empty if there is one
 * @param began of the concern; with the instance and the concern's name it is the alert's identity
 * @param emissions by their revision
 * @param had of each sink, how many of them it has or is never to have, the first ones
 */
public record Told(String instance, Instant began, List<Emission> emissions, Map<String, Integer> had) {

    /** The column of an alert's row with the sink that it is about, which is not told of it. */
    static final String SINK = "sink";

    private static final String DETECTION = "outrider-operational-";

    /**
     * What was told at once.
     *
     * @param concern as it was then, and as grave as it was at its worst
     * @param before goes before what is wrong; empty but for a Close
     */
    public record Emission(Activity activity, Instant at, Concern concern, String before) {}

    public Told {
        emissions = List.copyOf(emissions);
        had = Map.copyOf(had);
        for (int i = 0; i < emissions.size(); i++) {
            Activity activity = emissions.get(i).activity();
            if ((i == 0) != (activity == Activity.CREATE) || activity == Activity.CLOSE && i + 1 < emissions.size()) {
                throw new IllegalArgumentException(
                        "expected a Create, then Updates, then a Close at most, but found " + activity + " at " + i);
            }
        }
        if (emissions.isEmpty()) {
            throw new IllegalArgumentException("expected a Create, but found no emission");
        }
    }

    Told and(Emission next) {
        List<Emission> all = new ArrayList<>(emissions);
        all.add(next);
        return new Told(instance, began, all, had);
    }

    /** @param lacks by the name of each sink there is, and the id of an alert: the first revision that the sink is still to get */
    Told reached(Map<String, Map<String, Integer>> lacks) {
        String id = id();
        Map<String, Integer> reached = new TreeMap<>(had);
        // What is sent to some that lack it goes past the others, who have no less for that.
        lacks.forEach(
                (sink, revisions) -> reached.merge(sink, revisions.getOrDefault(id, emissions.size()), Math::max));
        return new Told(instance, began, emissions, reached);
    }

    /** The first revision that a sink is to get. One that was not there has all of what is open, and nothing of what is over. */
    int next(String sink) {
        return had.getOrDefault(sink, isClosed() ? emissions.size() : 0);
    }

    boolean isHadBy(Collection<String> sinks) {
        return sinks.stream().allMatch(sink -> next(sink) == emissions.size());
    }

    Emission last() {
        return emissions.get(emissions.size() - 1);
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return last().activity() == Activity.CLOSE;
    }

    String id() {
        Concern concern = last().concern();
        return AlertId.of(
                DETECTION + concern.condition(), began, Map.of("instance", instance, "condition", concern.name()));
    }

    /** An emission as sinks are to get it, the same however often it is asked for. */
    Alert alert(int revision) {
        Emission emission = emissions.get(revision);
        return new Alert(
                id(),
                revision,
                emission.activity(),
                about(emission.concern()),
                began,
                emission.at(),
                false,
                false,
                began,
                emission.at(),
                1,
                row(emission));
    }

    private static Detection about(Concern concern) {
        return new Detection(
                DETECTION + concern.condition(),
                "Outrider: " + concern.title(),
                1,
                Detection.OPERATIONAL,
                null,
                null,
                null,
                concern.advice(),
                // A constant, with the values in the row: it is parsed once, and what a sink answered is never looked
                // into.
                "$detail$",
                0,
                concern.severity(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                "outrider");
    }

    private Map<String, Value> row(Emission emission) {
        Concern concern = emission.concern();
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("condition", Value.of(concern.condition()));
        put(row, "subject", concern.subject());
        put(row, "instance", instance);
        row.put("detail", Value.of(emission.before() + concern.detail()));
        if (concern.sink() != null) {
            row.put(SINK, Value.of(concern.sink()));
        }
        Level level = concern.level();
        if (level != null) {
            row.put("used", Value.of(level.used()));
            row.put("most", Value.of(level.most()));
            row.put("unit", Value.of(level.unit()));
        }
        return row;
    }

    private static void put(Map<String, Value> row, String column, String text) {
        if (!text.isEmpty()) {
            row.put(column, Value.of(text));
        }
    }
}
