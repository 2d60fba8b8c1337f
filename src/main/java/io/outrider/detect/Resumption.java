package io.outrider.detect;

import io.outrider.rule.Detection;
import io.outrider.store.ClosedAt;
import io.outrider.store.StateChange;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowForgotten;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StateChange.WindowSuperseded;
import io.outrider.store.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes windows of what an earlier process wrote down. A window whose detection gathers otherwise now goes on without its rows, and
 * what was said of it is known (decision 21); one whose detection is no more is given up.
 */
final class Resumption {

    private final StateStore store;
    private final Map<String, CompiledRule> rules;
    private final Journal journal;
    private final RowBudget budget;
    private final UndoLog undo;
    private final Map<String, Detection> detections = new HashMap<>();
    private int windows;
    private final List<String> givenUp = new ArrayList<>();

    Resumption(StateStore store, Map<String, CompiledRule> rules, Journal journal, RowBudget budget, UndoLog undo) {
        this.store = store;
        this.rules = rules;
        this.journal = journal;
        this.budget = budget;
        this.undo = undo;
    }

    /** @param ofOpen gets each window that is open @param closed gets each that is kept, and when it was closed */
    void windows(Consumer<WindowTable> ofOpen, Closed closed) {
        // All of them first: a database has one answer at a time.
        List<WindowPut> found = new ArrayList<>();
        store.windows(found::add);
        for (WindowPut put : found) {
            WindowTable table = table(put);
            if (table == null) {
                givenUp.add(put.window().detection());
                journal.later(new WindowForgotten(put.window()));
            } else {
                windows++;
                if (put.closedAt() == null) {
                    ofOpen.accept(table);
                } else {
                    closed.accept(table, closedAt(put, put.closedAt()));
                }
            }
        }
    }

    /** What becomes of a window that is closed. */
    interface Closed {
        void accept(WindowTable table, ClosedAt closedAt);
    }

    private static ClosedAt closedAt(WindowPut put, Instant eventTime) {
        Instant clock = put.lastClosed();
        return new ClosedAt(eventTime, clock == null ? eventTime : clock);
    }

    private @Nullable WindowTable table(WindowPut put) {
        CompiledRule rule = rules.get(put.window().detection());
        if (rule == null) {
            return null;
        }
        boolean same = put.plan().equals(journal.plan(rule));
        Map<String, Emission> emissions = new HashMap<>();
        Map<String, Emission> inherited = new HashMap<>();
        store.emissions(put.window(), emission -> {
            Emission last = new Emission(AlertCodec.alert(emission.bytes(), this::detection));
            (same && !emission.earlier() ? emissions : inherited).put(emission.alertId(), last);
        });
        WindowTable table = new WindowTable(
                new WindowKey(rule.id(), Instant.ofEpochSecond(put.window().start())),
                rule,
                Instant.ofEpochSecond(put.end()),
                put.incomplete() || !same,
                inherited);
        table.resume(put.overflowed(), put.lastClosed());
        if (same) {
            store.parts(put.window(), part -> merge(part, table));
            emissions.forEach((id, emission) -> table.emit(id, emission, undo));
        } else {
            givenUp.add(rule.id());
            journal.later(new WindowSuperseded(put.window()));
            journal.later(journal.put(table, put.closedAt()));
        }
        return table;
    }

    private void merge(PartAdded part, WindowTable table) {
        CompiledSearch search = table.rule().searches().get(part.search());
        SearchDelta delta = journal.codec(search).read(part);
        table.tables().get(part.search()).merge(delta, budget, undo, new ArrayList<>());
        // Nothing of it is to be taken back.
        undo.clear();
    }

    // It is written in the transaction of the first alert that needs it.
    private Detection detection(String id) {
        return detections.computeIfAbsent(id, key -> {
            byte[] bytes = store.detection(key);
            if (bytes == null) {
                throw new IllegalStateException("expected the metadata of the detection " + key
                        + ", whose alerts are in the store, but found none");
            }
            return AlertCodec.detection(bytes);
        });
    }

    void units(Consumer<UnitPut> use) {
        List<UnitPut> ended = new ArrayList<>();
        store.units(unit -> {
            if (unit.ended() != null) {
                ended.add(unit);
            }
            use.accept(unit);
        });
        ended.stream().sorted(Comparator.comparing(UnitPut::ended)).forEach(unit -> journal.ended(unit.unit()));
    }

    List<StateChange.FeedPut> feeds() {
        List<StateChange.FeedPut> feeds = new ArrayList<>();
        store.feeds(feeds::add);
        return feeds;
    }

    /** The plans that ran, by their detections. */
    Map<String, StateChange.RanPut> ran() {
        Map<String, StateChange.RanPut> ran = new HashMap<>();
        store.ran(put -> ran.put(put.detection(), put));
        return ran;
    }

    void forgotten(Consumer<StateStore.Forgotten> use) {
        store.forgotten(use);
    }

    /** Number of windows that go on. */
    int count() {
        return windows;
    }

    /** Ids of detections of which a window was given up, or its rows; one for each window. */
    List<String> givenUp() {
        return givenUp;
    }
}
