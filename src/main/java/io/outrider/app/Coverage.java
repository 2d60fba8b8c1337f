package io.outrider.app;

import io.outrider.alert.AttackCatalog;
import io.outrider.alert.AttackCatalog.Technique;
import io.outrider.alert.Tactic;
import io.outrider.content.Content;
import io.outrider.content.Content.Entry;
import io.outrider.content.Problem;
import io.outrider.rule.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Of some content, what runs and what is refused, counted by what it reads, by the constructs that refuse it and by ATT&amp;CK
 * technique and tactic. A detection counts once in each row that it belongs to, so rows may add up to more than there are.
 *
 * @param bySource by what the searches read: datasets, source macros
 * @param byDataSource by what the files name as their data sources
 * @param byStatus by the publisher's status
 * @param byTechnique in the order of their ids, then ids that ATT&amp;CK does not know
 * @param byTactic in the order of the matrix
 * @param constructs those that refuse a detection, with most refused first
 */
record Coverage(
        Count all,
        List<Row> bySource,
        List<Row> byDataSource,
        List<Row> byStatus,
        List<TechniqueRow> byTechnique,
        List<Row> byTactic,
        List<Construct> constructs) {

    /** Stands for a detection that names nothing of the kind. */
    static final String NONE = "(none)";

    static Coverage of(Content content, AttackCatalog catalog) {
        List<Entry> entries = content.entries();
        Count all = new Count(0, 0);
        for (Entry entry : entries) {
            all = all.plus(entry);
        }
        return new Coverage(
                all,
                byMostOften(count(entries, Entry::sources)),
                byMostOften(count(entries, entry -> of(entry, Detection::dataSources))),
                byMostOften(count(
                        entries,
                        entry -> of(
                                entry,
                                about -> Stream.ofNullable(about.status()).toList()))),
                techniques(entries, catalog),
                tactics(entries, catalog),
                constructs(entries));
    }

    private static List<String> of(Entry entry, Function<Detection, List<String>> values) {
        return entry.about() == null ? List.of() : values.apply(entry.about());
    }

    private static Map<String, Count> count(List<Entry> entries, Function<Entry, List<String>> keys) {
        Map<String, Count> counts = new TreeMap<>();
        for (Entry entry : entries) {
            Set<String> named = new LinkedHashSet<>(keys.apply(entry));
            for (String key : named.isEmpty() ? Set.of(NONE) : named) {
                counts.merge(key, new Count(0, 0).plus(entry), Count::plus);
            }
        }
        return counts;
    }

    private static List<Row> byMostOften(Map<String, Count> counts) {
        List<Row> rows = new ArrayList<>();
        counts.forEach((name, count) -> rows.add(new Row(name, count)));
        // Stable: those that are equally often stay in the order of their names.
        rows.sort(Comparator.comparingInt(row -> -row.count().total()));
        return rows;
    }

    private static List<TechniqueRow> techniques(List<Entry> entries, AttackCatalog catalog) {
        List<TechniqueRow> rows = new ArrayList<>();
        List<TechniqueRow> unknown = new ArrayList<>();
        count(entries, entry -> of(entry, Detection::attackIds))
                .forEach((id, count) -> catalog.technique(id)
                        .ifPresentOrElse(
                                known -> rows.add(new TechniqueRow(id, known.name(), known.tactics(), count)),
                                () -> unknown.add(new TechniqueRow(id, "", List.of(), count))));
        rows.addAll(unknown);
        return rows;
    }

    private static List<Row> tactics(List<Entry> entries, AttackCatalog catalog) {
        Map<Tactic, Count> counts = new EnumMap<>(Tactic.class);
        for (Entry entry : entries) {
            Set<Tactic> named = new LinkedHashSet<>();
            for (String id : of(entry, Detection::attackIds)) {
                named.addAll(catalog.technique(id).map(Technique::tactics).orElse(List.of()));
            }
            named.forEach(tactic -> counts.merge(tactic, new Count(0, 0).plus(entry), Count::plus));
        }
        List<Row> rows = new ArrayList<>();
        counts.forEach((tactic, count) -> rows.add(new Row(tactic.caption(), count)));
        return rows;
    }

    private static List<Construct> constructs(List<Entry> entries) {
        Map<String, Integer> refused = new TreeMap<>();
        Map<String, Integer> alone = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.rule().isPresent()) {
                continue;
            }
            Set<String> named = new LinkedHashSet<>();
            entry.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .forEach(problem -> named.add(problem.construct()));
            named.forEach(construct -> refused.merge(construct, 1, Integer::sum));
            if (named.size() == 1) {
                alone.merge(named.iterator().next(), 1, Integer::sum);
            }
        }
        List<Construct> constructs = new ArrayList<>();
        refused.forEach((name, count) -> constructs.add(new Construct(name, count, alone.getOrDefault(name, 0))));
        constructs.sort(Comparator.comparingInt(construct -> -construct.refused()));
        return constructs;
    }

    /** Numbers of detections. */
    record Count(int runs, int refused) {

        int total() {
            return runs + refused;
        }

        Count plus(Entry entry) {
            return entry.rule().isPresent() ? new Count(runs + 1, refused) : new Count(runs, refused + 1);
        }

        Count plus(Count other) {
            return new Count(runs + other.runs, refused + other.refused);
        }
    }

    record Row(String name, Count count) {}

    /**
     * A technique or sub-technique.
     *
     * @param name blank if ATT&amp;CK has no such id
     * @param tactics none if ATT&amp;CK has no such id
     */
    record TechniqueRow(String id, String name, List<Tactic> tactics, Count count) {}

    /**
     * A command, function, option, macro, lookup, dataset or key that searches or files were refused for.
     *
     * @param refused number of detections that it is an error in
     * @param alone number of those in which nothing else is
     */
    record Construct(String name, int refused, int alone) {}
}
