package io.outrider.detect;

import io.outrider.rule.Feed;
import io.outrider.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of a detection's searches over a window's tables. */
final class WindowEvaluation implements WindowRows {

    private final WindowTable table;
    private final CompiledRule rule;
    private final Consumer<RuleFailure> failures;
    private final UndoLog passing = new UndoLog();
    private final Map<Integer, List<ResultRow>> others = new HashMap<>();
    private final Map<Integer, SortedRows> states = new HashMap<>();
    private final boolean whole;
    private boolean failed;

    WindowEvaluation(WindowTable table, Consumer<RuleFailure> failures) {
        this(table, failures, false);
    }

    private WindowEvaluation(WindowTable table, Consumer<RuleFailure> failures, boolean whole) {
        this.table = table;
        this.rule = table.rule();
        this.failures = failures;
        this.whole = whole;
    }

    /** One that also computes rows of which it can be told beforehand that nothing comes. */
    static WindowEvaluation whole(WindowTable table) {
        return new WindowEvaluation(table, failure -> {}, true);
    }

    /** The rows of the detection, in order. Those that could not be computed are left out: then {@link #failed}. */
    List<ResultRow> rows() {
        try {
            return evaluate();
        } finally {
            passing.rollback();
        }
    }

    private List<ResultRow> evaluate() {
        TailProgram tail = rule.tail(0);
        SortedRows states;
        Predicate<ResultRow> needed;
        try {
            if (tail.givesNothingOfNothing() && isWithoutRows(rule.searches().get(0)) || tail.isEmpty(this)) {
                return List.of();
            }
            states = states(0);
            needed = needed(states, tail);
        } catch (RuntimeException | StackOverflowError e) {
            fail("", e);
            return List.of();
        }
        LedRows led = led(0, states);
        try {
            states.forEach(state -> {
                try {
                    lead(0, tail, state, needed, led);
                } catch (RuntimeException | StackOverflowError e) {
                    fail(describe(state), e);
                }
            });
        } catch (StoreException e) {
            fail("", e);
        }
        List<ResultRow> rows = led.rows();
        if (tail.isRowWise()) {
            return rows;
        }
        if (failed) {
            return List.of();
        }
        try {
            return tail.table(rows, this);
        } catch (RuntimeException | StackOverflowError e) {
            fail("", e);
            return List.of();
        }
    }

    /** What becomes of one row of a detection whose tail is row by row. */
    List<ResultRow> rows(RowState state) {
        try {
            return rule.tail(0).leading(state.result(closes()));
        } catch (RuntimeException | StackOverflowError e) {
            fail(describe(state), e);
            return List.of();
        }
    }

    /** Whether something is not known: then what was last said of the rows stands. */
    boolean failed() {
        return failed;
    }

    private void fail(String subject, Throwable cause) {
        failed = true;
        failures.accept(RuleFailure.of(rule, (table.key() + " " + subject).strip(), cause));
    }

    private static String describe(RowState state) {
        return state.key() instanceof RowKey key
                ? key.values().toString()
                : state.first().toString();
    }

    @Override
    public Instant closes() {
        return table.end();
    }

    @Override
    public List<ResultRow> of(int number) {
        List<ResultRow> known = others.get(number);
        if (known == null) {
            TailProgram tail = rule.tail(number);
            known = tail.isEmpty(this) ? List.of() : tail.table(led(number, tail), this);
            others.put(number, known);
        }
        return known;
    }

    private List<ResultRow> led(int number, TailProgram tail) {
        SortedRows rows = states(number);
        Predicate<ResultRow> needed = needed(rows, tail);
        LedRows led = led(number, rows);
        rows.forEach(state -> lead(number, tail, state, needed, led));
        return led.rows();
    }

    private LedRows led(int number, SortedRows rows) {
        return new LedRows(rows, rule.searches().get(number).gathering());
    }

    /** To tell costs as much as to keep them, so it is told only where they are many. */
    private Predicate<ResultRow> needed(SortedRows rows, TailProgram tail) {
        return rows.areMany() ? tail.needed(this) : row -> true;
    }

    private void lead(int number, TailProgram tail, RowState state, Predicate<ResultRow> needed, LedRows led) {
        for (ResultRow row : results(number, state)) {
            tail.leading(row, result -> {
                if (needed.test(result)) {
                    led.add(state, result);
                }
            });
        }
    }

    /** The rows of a search's table before its tail, in order. */
    List<ResultRow> gathered(int number) {
        List<ResultRow> rows = new ArrayList<>();
        states(number).forEach(state -> rows.addAll(results(number, state)));
        return rows;
    }

    // Computed once: what is merged in for this evaluation must not be merged in twice.
    private SortedRows states(int number) {
        SortedRows known = states.get(number);
        if (known == null) {
            known = computed(number);
            states.put(number, known);
        }
        return known;
    }

    private SortedRows computed(int number) {
        CompiledSearch search = rule.searches().get(number);
        SortedRows states = gathered(search, whole ? null : rule.tail(number).wanted(this));
        if (states.isEmpty()
                && search.gathering().hasRowOverNothing()
                && !(search.search().feed() instanceof Feed.Dataset)) {
            return SortedRows.of(List.of(search.gathering().group(RowKey.NONE)));
        }
        return states;
    }

    /** Whether it is plain that the search's table has no row. */
    private boolean isWithoutRows(CompiledSearch search) {
        return !(search.search().feed() instanceof Feed.Table)
                && !search.readsRisk()
                && !search.gathering().hasRowOverNothing()
                && table.isWithoutRows(search.number());
    }

    private SortedRows gathered(CompiledSearch search, @Nullable WantedGroups wanted) {
        if (search.search().feed() instanceof Feed.Table feed) {
            return ofTable(search, feed);
        }
        return search.readsRisk() ? statesWithRisk(search) : table.sortedRows(search.number(), wanted, passing);
    }

    // Risk may be taken back, which aggregations cannot do; so it is merged in for this evaluation only.
    private SortedRows statesWithRisk(CompiledSearch search) {
        Map<RowIdentity, RowState> merged = new LinkedHashMap<>();
        table.sortedRows(search.number(), null, passing).forEach(state -> merged.put(state.key(), state));
        Map<RowIdentity, RowState> ofRisk = new LinkedHashMap<>();
        search.addRisk(ofRisk, table.risk(), closes());
        ofRisk.forEach((key, state) -> {
            RowState gathered = merged.putIfAbsent(key, state);
            if (gathered != null) {
                gathered.merge(state, passing);
            }
        });
        List<RowState> sorted = new ArrayList<>(merged.values());
        search.gathering().sort(sorted);
        return SortedRows.of(sorted);
    }

    private SortedRows ofTable(CompiledSearch search, Feed.Table feed) {
        Map<RowIdentity, RowState> constant = new LinkedHashMap<>();
        search.addTable(constant, feed.table(), closes());
        List<RowState> sorted = new ArrayList<>(constant.values());
        search.gathering().sort(sorted);
        return SortedRows.of(sorted);
    }

    /** The row, as often as it counts for itself. */
    private List<ResultRow> results(int number, RowState state) {
        ResultRow row = state.result(closes());
        if (!(state instanceof PlainState plain)
                || plain.rows() == 1
                || !rule.searches().get(number).gathering().inOrder()) {
            return List.of(row);
        }
        // They are of one moment and one text, so each is of one event.
        ResultRow one = row.from(new Provenance(
                row.from().first(), row.from().last(), Math.min(1, row.from().count()), false, null, closes()));
        return Collections.nCopies((int) Math.min(Integer.MAX_VALUE, plain.rows()), one);
    }
}
