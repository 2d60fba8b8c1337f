package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of some events under one rule, step by step.
 *
 * @param events in the order given
 * @param windows those that the rule has anything of, in order
 * @param failures why an event could not be taken in, one line each
 */
public record Trace(List<OfEvent> events, List<OfWindow> windows, List<String> failures) {

    public Trace {
        events = List.copyOf(events);
        windows = List.copyOf(windows);
        failures = List.copyOf(failures);
    }

    /** Whether the rule gives an alert. */
    public boolean fires() {
        return windows.stream().anyMatch(window -> window.alerts() > 0);
    }

    /**
     * An event.
     *
     * @param searches one for each search of the rule that reads events, in the order of their numbers
     * @param windowStart first moment of the window that it lies in
     * @param windowEnd first moment behind it
     */
    public record OfEvent(Event event, List<InSearch> searches, Instant windowStart, Instant windowEnd) {
        public OfEvent {
            searches = List.copyOf(searches);
        }
    }

    /**
     * An event in a search.
     *
     * @param search its number, 0 for the rule's own
     * @param read whether the search reads the event at all: it is a member of its dataset
     * @param taken whether the condition holds, as the engine found by its index
     * @param condition judged part by part; {@code null} if the event is not read
     * @param steps the stages before the grouping; none unless the condition holds
     * @param keys what the rows behind them are grouped by; none if nothing groups them
     * @param failure why the condition could not be evaluated; {@code null} if it could
     */
    public record InSearch(
            int search,
            boolean read,
            boolean taken,
            @Nullable Judgement condition,
            List<Step> steps,
            List<Keys> keys,
            @Nullable String failure) {
        public InSearch {
            steps = List.copyOf(steps);
            keys = List.copyOf(keys);
        }

        /** Of an event that the search does not read. */
        static InSearch unread(int search) {
            return new InSearch(search, false, false, null, List.of(), List.of(), null);
        }
    }

    /**
     * The groups of a row.
     *
     * @param groups the values of the key fields, one list for each group that the row is in
     * @param missing key fields that the row lacks and nothing fills: then it is in no group
     * @param cut whether there were more groups than a row may be in
     */
    public record Keys(List<List<String>> groups, List<String> missing, boolean cut) {
        public Keys {
            groups = List.copyOf(groups);
            missing = List.copyOf(missing);
        }
    }

    /**
     * A stage.
     *
     * @param before number of rows that it was given
     * @param after the rows behind it
     * @param removed rows that a stage that goes row by row left nothing of
     * @param changes columns that are set or, with {@code null}, taken away, where one row became one row; else none
     * @param failure why it could not be computed for some row, {@code null} if it could
     */
    public record Step(
            Stage stage,
            int before,
            List<Row> after,
            List<Removed> removed,
            Map<String, @Nullable Value> changes,
            @Nullable String failure) {
        public Step {
            changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
            after = List.copyOf(after);
            removed = List.copyOf(removed);
        }
    }

    /** @param judgement of the stage's condition; {@code null} if it has none */
    public record Removed(Row row, @Nullable Judgement judgement) {}

    /**
     * A row of a table.
     *
     * @param columns in order
     * @param events number of events that count in it
     */
    public record Row(Map<String, Value> columns, long events) {
        public Row {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }

        static Row of(ResultRow row) {
            return new Row(row.columns(), row.from().count());
        }
    }

    /**
     * A window.
     *
     * @param searches what became of the table of each search, in the order of their numbers
     * @param rows those that the engine gives at the window's close
     * @param alerts how many alerts these are
     * @param failures why something could not be evaluated, one line each
     */
    public record OfWindow(
            Instant start, Instant end, List<Tail> searches, List<Row> rows, int alerts, List<String> failures) {
        public OfWindow {
            searches = List.copyOf(searches);
            rows = List.copyOf(rows);
            failures = List.copyOf(failures);
        }
    }

    /**
     * The table of a search.
     *
     * @param search its number
     * @param gathered the rows that the grouping gives
     * @param steps the stages of the tail
     */
    public record Tail(int search, List<Row> gathered, List<Step> steps) {
        public Tail {
            gathered = List.copyOf(gathered);
            steps = List.copyOf(steps);
        }

        /** The rows behind the last step. */
        public List<Row> left() {
            return steps.isEmpty() ? gathered : steps.get(steps.size() - 1).after();
        }
    }
}
