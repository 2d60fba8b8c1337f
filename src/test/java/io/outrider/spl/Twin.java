package io.outrider.spl;

import io.outrider.alert.Alert;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.detect.EngineRun;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The streaming engine and the plain interpreter of the trees over the same events. */
final class Twin {

    private final DataModels models;
    private final ReferenceLookups lookups;
    private final Function<Rule, Pipeline> trees;
    private final Map<Rule, Pipeline> parsed = new IdentityHashMap<>();

    /** @param trees the tree of a rule's search */
    Twin(DataModels models, ReferenceLookups lookups, Function<Rule, Pipeline> trees) {
        this.models = models;
        this.lookups = lookups;
        this.trees = trees;
    }

    /** What became of a comparison: by the detections' names, but for the counts. */
    static final class Outcome {
        private final Map<String, String> different = new TreeMap<>();
        private final Map<String, String> unknown = new TreeMap<>();
        private final Map<String, String> failed = new TreeMap<>();
        private final Set<String> compared = new HashSet<>();
        private final Set<String> fired = new HashSet<>();
        private int rows;

        /** Detections that gave unequal rows, with some of them. */
        Map<String, String> different() {
            return different;
        }

        /** Detections that the interpreter cannot run, with the reason. */
        Map<String, String> unknown() {
            return unknown;
        }

        int compared() {
            return compared.size();
        }

        /** Detections that gave a row at least. */
        int fired() {
            return fired.size();
        }

        /** Of all detections, by the interpreter. */
        int rows() {
            return rows;
        }

        void print(String title) {
            System.out.println(title + ": compared " + compared() + ", of which " + fired() + " gave " + rows
                    + " rows; different " + different.size() + ", not known to the interpreter " + unknown.size());
            // The engine leaves out and names a row that an expression from the data fails on; here it has no value.
            failed.forEach((name, why) -> System.out.println("failed on data: " + name + ": " + why));
            unknown.forEach((name, why) -> System.out.println("not compared: " + name + ": " + why));
            different.forEach((name, why) -> System.out.println("different: " + name + ": " + why));
        }
    }

    /** Each rule by itself over events of its own. */
    void compare(Rule rule, List<Event> events, Outcome outcome) {
        compare(rule, EngineRun.alerts(models, rule, events), windows(length(rule), events), outcome);
    }

    /** All rules over the same events, which the engine sees at once, in batches. */
    Outcome compare(List<Rule> rules, List<Event> events) {
        Outcome outcome = new Outcome();
        // Alerts are given back as risk: the rules that read it see the events alone, so that both sides see the same.
        for (List<Rule> pack : rules.stream()
                .collect(Collectors.partitioningBy(Twin::readsRisk))
                .values()) {
            EngineRun.Report report = EngineRun.lastAlerts(models, pack, events);
            report.failures().forEach(failure -> outcome.failed.put(failure.name(), failure.toString()));
            Map<Long, List<Rule>> byLength = pack.stream().collect(Collectors.groupingBy(Twin::length));
            byLength.forEach((length, of) -> {
                Map<Instant, ReferenceEvents> windows = windows(length, events);
                of.forEach(rule -> compare(
                        rule, report.byDetection().getOrDefault(rule.about().id(), List.of()), windows, outcome));
            });
        }
        return outcome;
    }

    private static boolean readsRisk(Rule rule) {
        return rule.search().withSubsearches().stream()
                .anyMatch(search -> search.feed() instanceof Feed.Dataset dataset
                        && dataset.name().startsWith("Risk."));
    }

    private static long length(Rule rule) {
        return (rule.window() == null ? EngineRun.window() : rule.window()).toSeconds();
    }

    /** By their ends. */
    private static Map<Instant, ReferenceEvents> windows(long length, List<Event> events) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> Instant.ofEpochSecond(
                                (Math.floorDiv(event.time().getEpochSecond(), length) + 1) * length),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ReferenceEvents::new)));
    }

    private void compare(Rule rule, List<Alert> alerts, Map<Instant, ReferenceEvents> windows, Outcome outcome) {
        String name = rule.about().name();
        try {
            Map<Instant, Set<Map<String, List<String>>>> expected = new TreeMap<>();
            windows.forEach((close, events) -> expected.put(close, reference(rule, events, close)));
            expected.values().removeIf(Set::isEmpty);
            Map<Instant, Set<Map<String, List<String>>>> found = alerts.stream()
                    .collect(Collectors.groupingBy(
                            Alert::windowEnd,
                            TreeMap::new,
                            Collectors.mapping(alert -> normal(rule, columns(alert)), Collectors.toSet())));
            outcome.compared.add(name);
            if (!expected.isEmpty()) {
                outcome.fired.add(name);
                outcome.rows += expected.values().stream().mapToInt(Set::size).sum();
            }
            if (!expected.equals(found)) {
                outcome.different.put(name, difference(expected, found));
            }
        } catch (UnsupportedOperationException e) {
            outcome.unknown.put(name, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            // Some have no stack trace: those of the front end, and what the JVM throws again and again.
            StackTraceElement[] trace = e.getStackTrace();
            outcome.different.put(name, e + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    private static String difference(
            Map<Instant, Set<Map<String, List<String>>>> expected, Map<Instant, Set<Map<String, List<String>>>> found) {
        Set<Instant> windows = new HashSet<>(expected.keySet());
        windows.addAll(found.keySet());
        for (Instant window : windows.stream().sorted().toList()) {
            Set<Map<String, List<String>>> missing = new HashSet<>(expected.getOrDefault(window, Set.of()));
            Set<Map<String, List<String>>> more = new HashSet<>(found.getOrDefault(window, Set.of()));
            missing.removeAll(found.getOrDefault(window, Set.of()));
            more.removeAll(expected.getOrDefault(window, Set.of()));
            if (!missing.isEmpty() || !more.isEmpty()) {
                return "window to " + window + ": expected " + missing.size() + " other rows and found " + more.size()
                        + "; " + nearest(missing, more);
            }
        }
        throw new IllegalStateException("expected a difference, but found none");
    }

    /** One row of a side, and of the row of the other side that is most like it the columns that differ. */
    private static String nearest(Set<Map<String, List<String>>> missing, Set<Map<String, List<String>>> more) {
        if (missing.isEmpty() || more.isEmpty()) {
            return missing.isEmpty()
                    ? "found " + more.iterator().next()
                    : "expected " + missing.iterator().next();
        }
        Map<String, List<String>> expected = missing.iterator().next();
        Map<String, List<String>> found = more.stream()
                .max(Comparator.comparingInt(row -> common(row, expected)))
                .orElseThrow();
        Map<String, List<String>> onlyExpected = new TreeMap<>(expected);
        onlyExpected.entrySet().removeAll(found.entrySet());
        Map<String, List<String>> onlyFound = new TreeMap<>(found);
        onlyFound.entrySet().removeAll(expected.entrySet());
        return "in row " + expected + " expected " + onlyExpected + ", but found " + onlyFound;
    }

    private static int common(Map<String, List<String>> row, Map<String, List<String>> other) {
        return (int) row.entrySet().stream().filter(other.entrySet()::contains).count();
    }

    private Set<Map<String, List<String>>> reference(Rule rule, ReferenceEvents events, Instant close) {
        return new ReferenceInterpreter(models, lookups, events, close)
                .rows(parsed.computeIfAbsent(rule, trees)).stream()
                        .map(row -> normal(rule, row.fields()))
                        .collect(Collectors.toSet());
    }

    private static Map<String, List<String>> columns(Alert alert) {
        return alert.row().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, column -> column.getValue().texts()));
    }

    /** Rows that no grouping tells apart are one alert, whatever their time (decision 10). */
    private static Map<String, List<String>> normal(Rule rule, Map<String, List<String>> row) {
        Map<String, List<String>> normal = new TreeMap<>(row);
        if (rule.search().grouping() instanceof Grouping.Rows rows) {
            normal.remove("_time");
            normal.remove("_raw");
            if (rows.columns() != null) {
                normal.keySet().retainAll(rows.columns());
            }
        }
        return normal;
    }
}
