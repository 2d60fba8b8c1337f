package io.outrider.detect;

import io.outrider.alert.RiskEvents;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A search of a rule with everything decided that can be decided before the first event. Has no state. */
final class CompiledSearch {

    private final CompiledRule rule;
    private final int number;
    private final Search search;
    private final @Nullable Dataset dataset;
    private final @Nullable List<String> read;
    // Of a row before the first stage; null if an event may have any fields.
    private final @Nullable Header header;
    private final Predicate needed;
    private final Condition where;
    private final @Nullable RowStage rowStages;
    private final @Nullable KeyFilter keyFilter;
    private final Gathering gathering;
    private final @Nullable Postponement postponement;

    /**
     * @param number the search's place in its rule, 0 for the rule's own search
     * @param dataset that it reads; {@code null} if it reads events or a table
     * @param keepAll whether groups are kept also where it is known that the tail filters them out
     */
    CompiledSearch(
            CompiledRule rule, int number, Search search, @Nullable Dataset dataset, int maxValues, boolean keepAll) {
        this.rule = rule;
        this.number = number;
        this.search = search;
        this.dataset = dataset;
        read = read(search, dataset);
        header = read == null ? null : new Header(read);
        rowStages = search.rowStages().isEmpty() ? null : StageCompiler.compile(search.rowStages());
        keyFilter = keepAll ? null : KeyFilter.of(search.grouping(), search.tail());
        needed = needed();
        where = PredicateCompiler.compile(needed);
        // Groups are told apart by their keys, and sorted by them, whatever the tail does.
        boolean inOrder = search.grouping() instanceof Grouping.Rows
                && search.tail().stream().anyMatch(stage -> !(stage instanceof Stage.RowWise));
        gathering = new Gathering(search.grouping(), inOrder, maxValues);
        boolean filteredBehindStages = keyFilter != null && rowStages != null;
        postponement = rule.hasSeveralSearches() && !filteredBehindStages ? Postponement.of(search, header) : null;
    }

    /** The fields of an event that are read; {@code null} if that may be any. */
    private static @Nullable List<String> read(Search search, @Nullable Dataset dataset) {
        Set<String> needed = FieldsRead.gathered(search);
        if (needed != null) {
            // Searches on one feed read much the same fields: one string for a name is found without looking at its
            // letters.
            return needed.stream().map(String::intern).toList();
        }
        return dataset == null ? null : names(dataset);
    }

    // In an order of their own: a set gives another one in each process.
    private static List<String> names(Dataset dataset) {
        TreeSet<String> names = new TreeSet<>(Dataset.BASE_FIELDS);
        names.addAll(dataset.fields());
        return List.copyOf(names);
    }

    CompiledRule rule() {
        return rule;
    }

    int number() {
        return number;
    }

    Search search() {
        return search;
    }

    /** That it reads; {@code null} if it reads events or a table. */
    @Nullable
    Dataset dataset() {
        return dataset;
    }

    Gathering gathering() {
        return gathering;
    }

    /** How matches are kept before they are grouped; {@code null} if they are grouped at once. */
    @Nullable
    Postponement postponement() {
        return postponement;
    }

    /** Whether rows that were gathered for the other search are those that this one would have gathered. */
    boolean gathersAs(CompiledSearch other) {
        // A tail that needs each row in its place finds none in a table that kept equal rows once, and one that lets
        // other groups through none of those that were filtered out before.
        return gathering.inOrder() == other.gathering.inOrder() && Objects.equals(dropped(), other.dropped());
    }

    /** A text that is the same for two searches if that holds. */
    String gathersAs() {
        return gathering.inOrder() + " " + dropped();
    }

    private @Nullable KeyStages dropped() {
        return keyFilter == null ? null : keyFilter.plan();
    }

    /** What must hold for an event of the feed. */
    Predicate condition() {
        if (search.feed() instanceof Feed.Dataset dataset) {
            return dataset.where();
        }
        return search.feed() instanceof Feed.Events events ? events.where() : new Predicate.Always();
    }

    /** What must hold for an event that is in any row that the tail lets through, as far as it is known beforehand. */
    Predicate neededCondition() {
        return needed;
    }

    private Predicate needed() {
        KeyStages ofKeys = dropped();
        if (ofKeys == null || ofKeys.needed() instanceof Predicate.Always || !isOnEvent(ofKeys.needed())) {
            return condition();
        }
        return condition() instanceof Predicate.Always
                ? ofKeys.needed()
                : new Predicate.And(List.of(condition(), ofKeys.needed()));
    }

    /** Whether no stage before the grouping writes what the condition reads. */
    private boolean isOnEvent(Predicate predicate) {
        Set<String> fields = new HashSet<>();
        PredicateFields.add(predicate, fields);
        return search.rowStages().stream()
                .map(stage -> StageFields.of(stage).writes())
                .allMatch(writes -> writes != null && Collections.disjoint(writes, fields));
    }

    /** The names of the fields that it reads of an event; {@code null} if that may be any. */
    @Nullable
    List<String> read() {
        return read;
    }

    /** Whether the search reads the alerts of other detections. */
    boolean readsRisk() {
        return dataset != null && dataset.qualifiedName().equals(RiskEvents.DATASET);
    }

    /** Adds the risk of alerts to the states of a table. */
    void addRisk(Map<RowIdentity, RowState> states, List<Event> risk, Instant closes) {
        for (Event event : risk) {
            if (dataset != null && matches(dataset.view(event))) {
                Fields fields = dataset.view(event);
                if (rowStages != null || mayPass(fields, closes)) {
                    add(states, event, fields, Place.of(event), closes);
                }
            }
        }
    }

    /** Whether an event of the dataset that the search reads matches. */
    boolean matches(Event event) {
        return dataset != null && matches(dataset.view(event));
    }

    /** Whether {@link #neededCondition} holds. @param fields the event as the feed gives it */
    boolean matches(Fields fields) {
        return where.test(fields);
    }

    /**
     * Adds what an event that matches gives.
     *
     * @param fields the event as the feed gives it
     * @param place of the event
     * @param closes first moment behind the event's window
     */
    Added add(SearchDelta delta, Event event, Fields fields, Place place, Instant closes) {
        if (rowStages == null && !mayPass(fields, closes)) {
            return Added.NONE;
        }
        if (postponement != null && postponement.take(delta.pending(), fields, event.time())) {
            return Added.WHOLE;
        }
        return add(delta.states(), event, fields, place, closes);
    }

    /** The same at once, of an event that may pass. */
    private Added add(Map<RowIdentity, RowState> states, Event event, Fields fields, Place place, Instant closes) {
        Provenance from = Provenance.of(event.time(), closes);
        return rowStages == null
                ? new Added(true, gathering.add(states, fields, 0, names(event), place, from))
                : add(states, row(event, fields, from), place);
    }

    /** Groups what was postponed. @param wanted the groups that are; {@code null} for all */
    void add(
            Map<RowIdentity, RowState> states,
            List<PendingMatch> pending,
            @Nullable WantedGroups wanted,
            Instant closes) {
        for (PendingMatch match : pending) {
            if (wanted != null && postponement != null && !wanted.has(match, postponement)) {
                continue;
            }
            Provenance from = Provenance.of(match.time(), closes);
            Place place = Place.of(match.time(), 0);
            if (rowStages == null) {
                gathering.add(states, match, 0, List.of(), place, from);
            } else {
                add(states, match.row(from), place);
            }
        }
    }

    private Added add(Map<RowIdentity, RowState> states, ResultRow row, Place place) {
        List<ResultRow> rows = rowStages == null ? List.of(row) : rowStages.apply(row);
        boolean any = false;
        boolean cut = false;
        for (int part = 0; part < rows.size(); part++) {
            ResultRow result = rows.get(part);
            if (mayPass(result, result.from().closes())) {
                any = true;
                cut |= gathering.add(states, result, part, result.columns().keySet(), place, result.from());
            }
        }
        return new Added(any, cut);
    }

    /** The groups of a match that was postponed. */
    Set<RowIdentity> groups(PendingMatch match) {
        Map<RowIdentity, RowState> states = new LinkedHashMap<>();
        add(states, List.of(match), null, match.time());
        return states.keySet();
    }

    private boolean mayPass(Fields row, Instant closes) {
        return keyFilter == null || keyFilter.mayPass(row, closes);
    }

    /** What became of an event. @param any whether it is in any row @param cut whether there were more than one event may have */
    record Added(boolean any, boolean cut) {
        private static final Added NONE = new Added(false, false);
        private static final Added WHOLE = new Added(true, false);
    }

    /** Adds the rows of the lookup table that the search reads. */
    void addTable(Map<RowIdentity, RowState> states, LookupTable table, Instant closes) {
        for (int i = 0; i < table.rows().size(); i++) {
            Map<String, Value> columns = new LinkedHashMap<>();
            for (int c = 0; c < table.columns().size(); c++) {
                String text = table.rows().get(i).get(c);
                if (!text.isEmpty()) {
                    columns.put(table.columns().get(c), Value.of(text));
                }
            }
            add(states, ResultRow.of(columns, Provenance.none(closes)), Place.of(null, i));
        }
    }

    /** The row that an event is before the first stage. */
    ResultRow row(Event event, Fields fields, Provenance from) {
        if (header == null) {
            Map<String, Value> columns = new LinkedHashMap<>();
            for (String field : EventNames.of(event)) {
                Value value = fields.get(field);
                if (value != null) {
                    columns.put(field, value);
                }
            }
            return ResultRow.of(columns, from);
        }
        @Nullable Value[] values = new @Nullable Value[header.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(header.names().get(i));
        }
        return ResultRow.owning(header, values, from);
    }

    private Iterable<String> names(Event event) {
        return read == null ? EventNames.of(event) : read;
    }
}
