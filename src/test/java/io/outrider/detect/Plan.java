package io.outrider.detect;

import io.outrider.cim.Calculation;
import io.outrider.cim.DataModels;
import io.outrider.rule.Expression;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rule asks of its events, search by search. */
final class Plan {

    private final DataModels models;
    private final Duration window;
    private final List<Search> searches;
    private final Extent extent;
    private final Map<Integer, Set<Term.Source>> shared = new HashMap<>();
    private final Map<Integer, Set<Term.Source>> wholeKeys = new HashMap<>();
    private final Map<Term.Source, List<String>> found = new LinkedHashMap<>();
    private final Map<Integer, List<Regrouping>> regroupings = new HashMap<>();

    /** How much of a rule is asked, and of which events. */
    enum Extent {
        /** All; events of other kinds than the first fulfil what is asked of events, and meet it in its row. */
        WHOLE,
        /** What is asked of events. */
        EVENTS,
        /** All; events of other kinds fulfil what is asked of rows, too, and meet the first when rows are grouped. */
        ROWS
    }

    Plan(DataModels models, Rule rule, Extent extent) {
        this.models = models;
        window = rule.window() == null ? EngineRun.window() : rule.window();
        searches = rule.search().withSubsearches();
        this.extent = extent;
        for (int i = 0; i < searches.size(); i++) {
            shared.put(
                    i,
                    extent == Extent.ROWS
                            ? SharedFields.ofRows(i, searches.get(i))
                            : SharedFields.of(i, searches.get(i)));
            wholeKeys.put(i, SharedFields.whole(i, searches.get(i)));
        }
    }

    Extent extent() {
        return extent;
    }

    List<Search> searches() {
        return searches;
    }

    /** What the data model puts in the place of the field's value; {@code null} for the value itself. */
    @Nullable
    Calculation calculation(Term.Source source) {
        boolean ofDataset =
                source.search() >= 0 && searches.get(source.search()).feed() instanceof Feed.Dataset;
        if (!ofDataset) {
            return null;
        }
        String name = ((Feed.Dataset) searches.get(source.search()).feed()).name();
        return models.find(name)
                .map(dataset -> dataset.calculated().get(source.field()))
                .orElse(null);
    }

    /** Whether all kinds of the search's events have one value for the field, since their groups go by it. */
    boolean isShared(Term.Source source) {
        return shared.getOrDefault(source.search(), Set.of()).contains(source);
    }

    /** Whether the field itself is a key of all groups, not only a part of it. */
    boolean isWholeKey(Term.Source source) {
        return wholeKeys.getOrDefault(source.search(), Set.of()).contains(source);
    }

    /** Where in a multivalue field the value stands that an expression finds: each expression has its own place. */
    int placeOf(Term.Source source, String regex) {
        List<String> places = found.computeIfAbsent(source, any -> new ArrayList<>());
        if (!places.contains(regex)) {
            places.add(regex);
        }
        return places.indexOf(regex);
    }

    Duration window() {
        return window;
    }

    /** The beginning of the window that {@link Synthetic#NOON} is in. */
    Instant windowStart() {
        long seconds = window.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(Synthetic.NOON.getEpochSecond(), seconds) * seconds);
    }

    /** All that the rule asks. */
    Goal goal() {
        Walk walk = new Walk(0);
        return walk.goal();
    }

    /** What a search asks of each of its events. */
    Goal ofEvents(int search, Asking asking) {
        return new Gathering(search, asking).goal();
    }

    /**
     * What a search asks of the rows of its events before they are grouped again.
     *
     * @param in an aggregation of the last of these groupings
     * @param events asks events of one kind
     * @param rows asks their rows
     */
    Goal ofRows(Term.Aggregated in, Asking events, Asking rows) {
        return Goal.all(regroupings.getOrDefault(in.search(), List.of()).stream()
                .filter(regrouping -> regrouping.depth() <= in.depth())
                .flatMap(regrouping -> Stream.of(regrouping.keys(events), regrouping.conditions(rows)))
                .toList());
    }

    private static Predicate where(Feed feed) {
        if (feed instanceof Feed.Dataset dataset) {
            return dataset.where();
        }
        return feed instanceof Feed.Events events ? events.where() : new Predicate.Always();
    }

    /** What is asked up to the first grouping. */
    private final class Gathering extends Conditions {
        final Columns columns;
        final List<Goal> kept = new ArrayList<>();

        Gathering(int at, Asking asking) {
            Search search = searches.get(at);
            columns = Columns.ofEvents(at);
            goals.add(new Goals(columns.copy(), asking).of(where(search.feed()), true));
            for (Stage stage : search.rowStages()) {
                if (extent != Extent.EVENTS) {
                    add(stage, columns, asking);
                }
                columns.pass(stage);
            }
            if (search.grouping().fill() == null) {
                search.grouping()
                        .keys()
                        .forEach(key -> goals.add(asking.ask(columns.term(key.field()), Wish.ANY, true)));
            }
            search.grouping().keys().forEach(key -> fixPart(columns.term(key.field()), asking));
            columns.pass(search.grouping());
        }

        /** A key that is a part of a field has one value, though the rest of the field may differ from event to event. */
        private void fixPart(Term key, Asking asking) {
            if (key instanceof Term.Captured) {
                kept.add(asking.kept(key));
            }
        }
    }

    /** All that a search asks, and what it is joined with. */
    private final class Walk extends Conditions {
        private final int at;
        private final Asking asking;
        private final Columns columns;
        /** Those of the grouping before, and the stages since. */
        private Columns grouped;

        private final List<Stage> since = new ArrayList<>();

        Walk(int at) {
            this.at = at;
            asking = new Asking(Plan.this, at, 0);
            Gathering gathering = new Gathering(at, asking);
            goals.add(gathering.goal());
            columns = gathering.columns;
            grouped = columns.copy();
            if (extent != Extent.EVENTS) {
                searches.get(at).tail().forEach(this::stage);
                last.addAll(gathering.kept);
            }
        }

        private void stage(Stage stage) {
            add(stage, columns, asking);
            if (stage instanceof Stage.Join join) {
                join(join);
            } else if (stage instanceof Stage.Append append) {
                append(append.other());
            } else if (stage instanceof Stage.AppendColumns append) {
                append(append.other());
            } else if (stage instanceof Stage.KeepMatching keep && !keep.negated()) {
                keep(keep.other());
            } else if (stage instanceof Stage.Transaction transaction) {
                transaction(transaction);
            } else if (stage instanceof Stage.Dedup dedup && !dedup.keepEmpty()) {
                dedup.fields().forEach(field -> goals.add(asking.ask(columns.term(field), Wish.ANY, true)));
            } else if (stage instanceof Stage.Stats stats) {
                present(stats.grouping());
                regroup(stats.grouping());
            }
            columns.pass(stage);
            if (stage instanceof Stage.Stats) {
                grouped = columns.copy();
                since.clear();
            } else {
                since.add(stage);
            }
        }

        private void regroup(Grouping grouping) {
            if (extent == Extent.ROWS) {
                regroupings
                        .computeIfAbsent(at, any -> new ArrayList<>())
                        .add(new Regrouping(
                                columns.depth() + 1, grouping, columns.copy(), grouped, List.copyOf(since)));
            }
        }

        private void present(Grouping grouping) {
            grouping.keys().forEach(key -> goals.add(asking.ask(columns.term(key.field()), Wish.ANY, true)));
        }

        private Walk walk(Search other) {
            return walk(other, true);
        }

        /** @param needed whether there is no row without one of the other search */
        private Walk walk(Search other, boolean needed) {
            for (int i = 0; i < searches.size(); i++) {
                if (searches.get(i) == other) {
                    Walk walk = new Walk(i);
                    goals.add(needed ? walk.goal() : Goal.any(List.of(walk.goal(), Goal.NONE)));
                    return walk;
                }
            }
            throw new IllegalArgumentException("expected one of the rule's searches, but found " + other);
        }

        private void append(Search other) {
            merge(walk(other, false).columns, false);
        }

        private void merge(Columns other, boolean overwrite) {
            for (String name : other.known()) {
                boolean there = !(other.term(name) instanceof Term.Nothing);
                if (there && (overwrite || !columns.known().contains(name))) {
                    columns.put(name, other.term(name));
                }
            }
        }

        private void join(Stage.Join join) {
            Walk other = walk(join.other(), !join.outer());
            Set<String> fields = new HashSet<>(join.fields());
            if (fields.isEmpty()) {
                fields.addAll(columns.known());
                fields.retainAll(other.columns.known());
            }
            List<Goal> equal = fields.stream()
                    .map(field -> equal(columns.term(field), other.columns.term(field), other.asking))
                    .toList();
            last.add(join.outer() ? Goal.any(List.of(Goal.all(equal), Goal.NONE)) : Goal.all(equal));
            merge(other.columns, join.overwrite());
        }

        private Goal equal(Term own, Term others, Asking other) {
            return Goal.any(List.of(
                    asking.withValue(own, value -> other.ask(others, equalTo(value.text()), true)),
                    other.withValue(others, value -> asking.ask(own, equalTo(value.text()), true)),
                    Goal.all(List.of(asking.ask(own, Wish.ANY, true), other.ask(others, Wish.ANY, true)))));
        }

        private void keep(Search other) {
            if (other.feed() instanceof Feed.Table table) {
                goals.add(TableRows.anyRow(table.table(), other, columns, asking));
                return;
            }
            Walk walk = walk(other);
            walk.columns
                    .known()
                    .forEach(field -> last.add(equal(columns.term(field), walk.columns.term(field), walk.asking)));
        }

        private void transaction(Stage.Transaction transaction) {
            Columns events = columns.copy();
            if (transaction.startsWith() != null) {
                goals.add(new Goals(events, asking).of(transaction.startsWith(), true));
            }
            if (transaction.endsWith() != null) {
                goals.add(Asking.oneMore(
                        Plan.this, at, kind -> new Goals(events, kind).of(transaction.endsWith(), true)));
            }
            transaction.fields().forEach(field -> goals.add(asking.ask(events.term(field), Wish.ANY, true)));
        }
    }

    private static Wish equalTo(String text) {
        return new Wish.Compared(Expression.Operator.EQUAL, text);
    }
}
