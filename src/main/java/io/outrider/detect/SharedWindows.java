package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.Event;
import io.outrider.rule.Detection;
import io.outrider.store.ClosedAt;
import io.outrider.store.SharedStateStore;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StoreException;
import io.outrider.store.WindowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The windows in a store that several instances share: which of them are due, and how one is closed. Used under the grouping's lock.
 *
 * <p>A tick {@linkplain #look looks} at what is open and who feeds it, takes windows one by one under their lock ({@link #due}), each made
 * of all its parts, and after its commit {@linkplain #keepHouse keeps house}. Whatever fails, the next tick does it again.
 */
final class SharedWindows {

    // Seconds at most, in which their locks are held; some thousand are due at once at a full hour.
    private static final int CLOSED_AT_ONCE = 256;

    // In the order of texts, too, as the store has moments.
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final SharedStateStore store;
    private final Journal journal;
    private final GroupingSettings settings;
    private final RowBudget budget;
    private final Spill spill;
    private final RiskEvents riskEvents;
    private final RiskFeedback.Windows riskWindows;
    private final Supplier<Collection<WindowTable>> inMemory;
    private final Consumer<RuleFailure> failures;
    private final Hearing hearing;
    private final Hearing slotsHeard;
    private final Map<String, Detection> detections = new HashMap<>();
    private RiskReaders riskReaders;

    // Units of a name that all instances know.
    private final Set<String> common = new HashSet<>();
    private final Set<Long> slots = new HashSet<>();
    private long ownSlot;
    // As other threads may know them.
    private volatile Set<Long> served = Set.of();
    private final Set<WindowId> unreadable = new HashSet<>();

    // Of the tick that is under way.
    private final Map<WindowSpan, Set<String>> feeds = new TreeMap<>();
    private final Set<WindowKey> open = new HashSet<>();
    private final EditedWindows editedWindows = new EditedWindows();
    private Iterator<WindowPut> edited = Collections.emptyIterator();
    private Iterator<WindowPut> others = Collections.emptyIterator();
    private Iterator<WindowPut> readingRisk = Collections.emptyIterator();
    private int closedOthers;
    private int closed;
    private int most = CLOSED_AT_ONCE;
    private @Nullable WindowTable closing;
    private boolean staysOpen;
    private boolean othersToo;
    private Map<String, Emission> saidBefore = Map.of();
    private final Set<WindowKey> riskTouched = new HashSet<>();

    /** @param riskWindows knows which are forgotten @param inMemory tables of windows whose rows are in memory for the sake of first matches */
    SharedWindows(
            SharedStateStore store,
            Journal journal,
            GroupingSettings settings,
            RowBudget budget,
            Spill spill,
            RiskEvents riskEvents,
            RiskFeedback.Windows riskWindows,
            Supplier<Collection<WindowTable>> inMemory,
            Consumer<RuleFailure> failures) {
        this.riskWindows = riskWindows;
        this.inMemory = inMemory;
        this.store = store;
        this.journal = journal;
        this.settings = settings;
        this.budget = budget;
        this.spill = spill;
        this.riskEvents = riskEvents;
        this.failures = failures;
        hearing = new Hearing(settings.idleTimeout());
        slotsHeard = new Hearing(settings.idleTimeout());
        riskReaders = new RiskReaders(List.of(), riskEvents);
    }

    /** A unit that this instance reads now, and that others call by the same name. */
    void arrive(String unit) {
        common.add(unit);
    }

    /** Whether other instances read the unit too. */
    boolean isCommon(String unit) {
        return common.contains(unit);
    }

    /** As a unit is stored: what only this instance reads is under its name. */
    String name(String unit) {
        return common.contains(unit) ? unit : store.instance() + ": " + unit;
    }

    /** Where the unit is; {@code null} if nothing is known of it. */
    @Nullable
    UnitPut read(String unit) {
        UnitPut found = store.unit(name(unit));
        store.release();
        return found;
    }

    /**
     * Forgets windows that are closed, the oldest first, to make room.
     *
     * @return how many
     */
    int forgetOldest(int most) {
        return store.forget(new ClosedAt(END_OF_TIME, END_OF_TIME), detection -> false, most);
    }

    /**
     * Looks at what is open.
     *
     * @param early how many are due though they wait for events still, the oldest first; 0 if none is
     * @return the greatest event time of all units; {@code null} if there is none
     */
    @Nullable
    Instant look(Map<String, CompiledRule> rules, List<CompiledRule> reading, Instant now, int early) {
        store.release();
        // Detections may have been edited meanwhile.
        detections.clear();
        Set<String> heard = new HashSet<>();
        store.heard(unit -> {
            heard.add(unit.unit());
            hearing.hear(unit, now);
        });
        hearing.forgetOthers(heard);
        feeds.clear();
        store.feeds(feed -> feeds.computeIfAbsent(span(feed.start(), feed.end()), span -> new HashSet<>())
                .add(feed.unit()));
        List<WindowPut> all = new ArrayList<>();
        open.clear();
        store.open(put -> {
            all.add(put);
            open.add(key(put.window()));
        });
        editedWindows.look(all, journal::plan);
        List<WindowPut> ofEdited = new ArrayList<>();
        List<WindowPut> ofOthers = new ArrayList<>();
        List<WindowPut> readers = new ArrayList<>();
        for (WindowPut put : all) {
            CompiledRule rule = rules.get(put.window().detection());
            if (editedWindows.before(put.window()) != null) {
                // Where it is due too, it is closed with a later tick.
                ofEdited.add(put);
            } else if (rule != null && !unreadable.contains(put.window()) && (early > 0 || isDue(put, now))) {
                (rule.readsRisk() ? readers : ofOthers).add(put);
            }
        }
        readers.removeIf(put -> early == 0 && all.stream().anyMatch(other -> mayGiveRisk(other, put, rules)));
        // Each instance begins with others.
        most = early == 0 ? CLOSED_AT_ONCE : early;
        if (early > 0) {
            ofOthers.sort(Comparator.comparing(put -> put.window().start()));
        } else if (!ofOthers.isEmpty()) {
            Collections.rotate(ofOthers, Math.floorMod(store.instance().hashCode(), ofOthers.size()));
        }
        edited = ofEdited.iterator();
        others = ofOthers.iterator();
        readingRisk = readers.iterator();
        if (riskReaders.all() != reading) {
            riskReaders = new RiskReaders(reading, riskEvents);
        }
        return hearing.eventTime();
    }

    private static WindowSpan span(long start, long end) {
        return new WindowSpan(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
    }

    private static WindowSpan span(WindowPut put) {
        return span(put.window().start(), put.end());
    }

    private static WindowKey key(WindowId window) {
        return new WindowKey(window.detection(), Instant.ofEpochSecond(window.start()));
    }

    private boolean isDue(WindowPut put, Instant now) {
        Instant last = put.lastClosed();
        boolean waits =
                last != null && Moments.plus(last, settings.updateInterval()).isAfter(now);
        return !waits && hasPassed(span(put), now);
    }

    /** Whether no event of the window is expected any more, as it was looked at. */
    boolean hasPassed(WindowSpan span, Instant now) {
        Instant moment = Moments.plus(span.end(), settings.lateness());
        return feeds.getOrDefault(span, Set.of()).stream().allMatch(unit -> hearing.hasPassed(unit, moment, now));
    }

    // As OpenWindows has it: the last time of a row lies in its window.
    private static boolean mayGiveRisk(WindowPut other, WindowPut reader, Map<String, CompiledRule> rules) {
        CompiledRule rule = rules.get(other.window().detection());
        return rule != null
                && !rule.readsRisk()
                && RiskEvents.areOf(rule.rule().about())
                && other.window().start() < reader.end()
                && other.end() > reader.window().start();
    }

    /** Rules are swapped: what that changes of windows in the store comes with the next ticks. */
    void swap(Map<String, CompiledRule> before, Map<String, CompiledRule> after) {
        before.forEach((id, rule) -> editedWindows.edited(rule, after.get(id)));
    }

    /** The next window that is to be closed, or revised, as a list of one, or of none. @param rules of this instance */
    List<WindowKey> due(Map<String, CompiledRule> rules, Instant now) {
        if (closed >= most) {
            return List.of();
        }
        while (edited.hasNext()) {
            WindowKey key = takeEdited(edited.next(), rules, now);
            if (key != null) {
                closedOthers++;
                return List.of(key);
            }
        }
        while (others.hasNext()) {
            WindowKey key = take(others.next(), rules);
            if (key != null) {
                closedOthers++;
                return List.of(key);
            }
        }
        // What the others said in this tick is in the store only behind it.
        while (closedOthers == 0 && readingRisk.hasNext()) {
            WindowKey key = take(readingRisk.next(), rules);
            if (key != null) {
                return List.of(key);
            }
        }
        return List.of();
    }

    private @Nullable WindowKey take(WindowPut candidate, Map<String, CompiledRule> rules) {
        CompiledRule rule = rules.get(candidate.window().detection());
        WindowPut put = rule == null ? null : store.lock(candidate.window());
        return put == null || rule == null ? null : take(put, rule);
    }

    /** Decision 21: rows whose plan stays meet the new tail, and the window stays open; others are closed as they are. */
    private @Nullable WindowKey takeEdited(WindowPut candidate, Map<String, CompiledRule> rules, Instant now) {
        WindowId window = candidate.window();
        CompiledRule before = editedWindows.before(window);
        WindowPut put = before == null ? null : store.lock(window);
        if (put == null || before == null) {
            return null;
        }
        editedWindows.done(window);
        if (!put.plan().equals(journal.plan(before))) {
            return null;
        }
        CompiledRule rule = rules.get(window.detection());
        boolean goesOn = rule != null && rule.gathersAs(before);
        WindowKey key = take(put, goesOn ? rule : before);
        WindowTable table = closing;
        if (key != null && table != null && goesOn) {
            staysOpen = true;
        } else if (key != null && table != null) {
            if (!hasPassed(span(put), now)) {
                table.lackRows();
            }
            if (othersToo) {
                // Rows of the new plan that came before.
                store.leaveDue(window);
            }
        }
        return key;
    }

    private @Nullable WindowKey take(WindowPut put, CompiledRule rule) {
        try {
            WindowTable table = table(put, rule);
            closed++;
            closing = table;
            return table.key();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            // It would be so at each tick, and hold up all others.
            unreadable.add(put.window());
            failures.accept(
                    RuleFailure.of(rule, key(put.window()).toString(), "its rows cannot be read from the store: " + e));
            return null;
        }
    }

    private WindowTable table(WindowPut put, CompiledRule rule) {
        String plan = journal.plan(rule);
        boolean same = put.plan().equals(plan);
        Map<String, Emission> emissions = new HashMap<>();
        Map<String, Emission> inherited = new HashMap<>();
        store.emissions(
                put.window(),
                emission -> (same && !emission.earlier() ? emissions : inherited)
                        .put(emission.alertId(), new Emission(AlertCodec.alert(emission.bytes(), this::detection))));
        WindowTable table = new WindowTable(
                key(put.window()), rule, Instant.ofEpochSecond(put.end()), put.incomplete() || !same, inherited);
        try {
            UndoLog loading = new UndoLog();
            boolean[] overflowed = {put.overflowed()};
            othersToo = store.parts(put.window(), plan, part -> {
                SearchDelta delta =
                        journal.codec(rule.searches().get(part.search())).read(part);
                SearchTable rows = table.tables().get(part.search());
                overflowed[0] |= rows.merge(delta, budget, loading, new ArrayList<>()) > 0;
                loading.clear();
                relieve(table);
            });
            if (othersToo) {
                table.lackRows();
            }
            table.resume(overflowed[0], put.lastClosed());
            emissions.forEach((id, emission) -> table.emit(id, emission, loading));
            if (rule.readsRisk()) {
                putRisk(put, table, loading);
            }
        } catch (RuntimeException e) {
            giveBack(table);
            throw e;
        }
        saidBefore = table.lastWords();
        return table;
    }

    // No batch is under way that would take back what it did to the others: a tick merges nothing.
    private void relieve(WindowTable table) {
        if (spill.isDue()) {
            List<WindowTable> all = new ArrayList<>(inMemory.get());
            all.add(table);
            spill.relieve(List.of(), all);
        }
    }

    private void putRisk(WindowPut put, WindowTable table, UndoLog loading) {
        CompiledRule rule = table.rule();
        store.overlapping(put.window().start(), put.end(), emission -> {
            Alert alert = AlertCodec.alert(emission.bytes(), this::detection);
            if (riskReaders.of(alert.detection()).contains(rule)
                    && rule.windows().start(alert.lastTime()).equals(table.key().start())) {
                List<Event> events =
                        riskEvents.of(alert).stream().filter(rule::readsRisk).toList();
                if (!events.isEmpty()) {
                    table.putRisk(alert.id(), events, loading);
                }
            }
        });
    }

    private Detection detection(String id) {
        Detection known = detections.get(id);
        if (known == null) {
            byte[] bytes = store.detection(id);
            if (bytes == null) {
                throw new IllegalStateException("expected the metadata of the detection " + id
                        + ", whose alerts are in the store, but found none");
            }
            known = AlertCodec.detection(bytes);
            detections.put(id, known);
        }
        return known;
    }

    /** The table that is being closed, if it has this key; {@code null} otherwise. */
    @Nullable
    WindowTable table(WindowKey key) {
        WindowTable table = closing;
        return table != null && table.key().equals(key) ? table : null;
    }

    /** The window has said what it has to say. @param eventTime at which it is closed */
    void close(WindowTable table, Instant now, Instant eventTime) {
        table.closedAt(now);
        journal.change(journal.put(table, eventTime));
        open.remove(table.key());
        giveBack(table);
        closing = null;
        saidBefore = Map.of();
    }

    /** Whether the table that was taken is revised, and not closed. */
    boolean staysOpen() {
        return staysOpen;
    }

    /** The new tail has said what it changes. */
    void revised(WindowTable table) {
        giveBack(table);
        closing = null;
        staysOpen = false;
        saidBefore = Map.of();
    }

    private void giveBack(WindowTable table) {
        budget.giveBack(table.weight());
        spill.drop(List.of(table));
    }

    /** Opens the windows that read the risk of an alert, so that they are closed behind it. */
    void tellOfRisk(Alert alert, List<CompiledRule> reading) {
        if (riskReaders.all() != reading) {
            riskReaders = new RiskReaders(reading, riskEvents);
        }
        List<CompiledRule> readers = riskReaders.of(alert.detection());
        if (readers.isEmpty()) {
            return;
        }
        List<Event> events = riskEvents.of(alert);
        Emission before = saidBefore.get(alert.id());
        for (CompiledRule rule : readers) {
            if (events.stream().anyMatch(rule::readsRisk)) {
                touch(rule, alert, alert.lastTime());
            }
            // It may be another window, or no risk any more.
            if (before != null && riskEvents.of(before.alert()).stream().anyMatch(rule::readsRisk)) {
                touch(rule, alert, before.alert().lastTime());
            }
        }
    }

    private void touch(CompiledRule rule, Alert alert, Instant time) {
        WindowSpan span = rule.windows().span(time);
        WindowKey key = new WindowKey(rule.id(), span.start());
        if (!riskWindows.isForgotten(rule, span, alert) && riskTouched.add(key)) {
            journal.change(journal.put(new WindowTable(key, rule, span.end()), null));
        }
    }

    /** Whether a window that this instance has in memory was closed, by whichever. */
    boolean isClosed(WindowKey key) {
        return !open.contains(key);
    }

    /** The batch has ended, however. */
    void end() {
        WindowTable table = closing;
        if (table != null) {
            giveBack(table);
            closing = null;
        }
        staysOpen = false;
        saidBefore = Map.of();
        editedWindows.end();
        edited = Collections.emptyIterator();
        others = Collections.emptyIterator();
        readingRisk = Collections.emptyIterator();
        closedOthers = 0;
        closed = 0;
        riskTouched.clear();
        store.release();
    }

    /**
     * Behind a tick: says which units are idle, and forgets what is over.
     *
     * @param idle of all units that this instance reads, as they are stored
     * @param rules those of this instance
     */
    void keepHouse(
            Map<String, Boolean> idle, Map<String, CompiledRule> rules, @Nullable Instant eventTime, Instant now) {
        editedWindows.committed();
        store.beat(idle);
        List<FeedsDropped> over = new ArrayList<>();
        Set<WindowSpan> waiting = new HashSet<>();
        open.forEach(key -> waiting.add(new WindowSpan(key.start(), Instant.MIN)));
        feeds.keySet().forEach(span -> {
            if (!waiting.contains(new WindowSpan(span.start(), Instant.MIN)) && hasPassed(span, now)) {
                over.add(new FeedsDropped(
                        span.start().getEpochSecond(), span.end().getEpochSecond()));
            }
        });
        if (!over.isEmpty()) {
            store.drop(over);
        }
        if (eventTime != null) {
            ClosedAt kept = Moments.minus(new ClosedAt(eventTime, now), settings.retention());
            store.forget(kept, id -> !rules.containsKey(id));
            store.dropForgotten(Moments.minus(kept, RetainedWindows.KEYS_KEPT));
        }
        adopt(now);
    }

    /** Takes a slot for alerts, and those of an earlier process of this instance. */
    void begin() {
        ownSlot = store.newSlot();
        slots.add(ownSlot);
        journal.numberFrom(ownSlot * SharedStateStore.NUMBERS_OF_SLOT);
        List<SharedStateStore.Slot> all = new ArrayList<>();
        store.slots(all::add);
        for (SharedStateStore.Slot slot : all) {
            if (slot.number() != ownSlot && slot.owner().equals(store.instance()) && store.adopt(slot)) {
                slots.add(slot.number());
            }
        }
        served = Set.copyOf(slots);
    }

    /** The slots whose alerts this instance sends. Safe for use by any thread. */
    Set<Long> slots() {
        return served;
    }

    private void adopt(Instant now) {
        for (Long lost : store.beatSlots(slots, ownSlot)) {
            // Another one took this one for dead, and sends what was queued: at least once it is sent.
            slots.remove(lost);
            if (lost == ownSlot) {
                ownSlot = store.newSlot();
                slots.add(ownSlot);
                journal.numberFrom(ownSlot * SharedStateStore.NUMBERS_OF_SLOT);
            }
        }
        List<SharedStateStore.Slot> all = new ArrayList<>();
        store.slots(all::add);
        Set<String> heard = new LinkedHashSet<>();
        for (SharedStateStore.Slot slot : all) {
            String name = slot.owner() + ' ' + slot.number();
            heard.add(name);
            slotsHeard.hear(new SharedStateStore.Heard(name, null, false, slot.beat()), now);
            if (!slots.contains(slot.number()) && slotsHeard.hasPassed(name, Instant.MAX, now) && store.adopt(slot)) {
                slots.add(slot.number());
            }
        }
        slotsHeard.forgetOthers(heard);
        served = Set.copyOf(slots);
    }
}
