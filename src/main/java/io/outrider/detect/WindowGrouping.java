package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.policy.AlertGate;
import io.outrider.store.ClosedAt;
import io.outrider.store.PositionMovedException;
import io.outrider.store.RowStore;
import io.outrider.store.SharedStateStore;
import io.outrider.store.StateChange;
import io.outrider.store.StateConflictException;
import io.outrider.store.StateStore;
import io.outrider.store.StoreException;
import io.outrider.store.StoreFault;
import io.outrider.store.WindowForgottenException;
import io.outrider.store.WindowId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The windows of all detections, changed by one batch at a time, wholly or not at all; batches of several sources are written down
 * together where they come together.
 *
 * <p>A batch is: {@link #begin}, then for each of its deltas {@link #find} or {@link #open} and {@link #merge}, then {@link
 * #close} for each key in {@link #due}, then {@link #commit}, which gives the alerts, or {@link #rollback}. All of it
 * happens on one thread, which holds the grouping from begin to commit. State is in memory, and with a store of it there too:
 * then {@link #resume} goes on where a process ended, however it did.
 */
public final class WindowGrouping {

    // Some 100 MB where rows are long. Windows that are due beyond that are closed with the next batch, so this and
    // one window bound what a batch says.
    static final int ALERTS_OF_A_BATCH = 10_000;

    private final Detector detector;
    private final GroupingSettings settings;
    private final Clock clock;

    // Some megabytes to be written, or taken back, at once. With it a batch waits for no other.
    static final int CHANGES_OF_A_GROUP = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final CommitGroup group = new CommitGroup();
    // Of all batches that are not written down.
    private final UndoLog undo = new UndoLog();
    private final SourceUnits units;
    private final OpenWindows open;
    private final RetainedWindows retained;
    private final RowBudget budget;
    private final Spill spill;
    private final @Nullable StateStore state;
    private final Journal journal;
    // If other instances use the store too.
    private final @Nullable SharedWindows shared;
    private final List<WindowTable> dropped = new ArrayList<>();
    private final AlertGate gate;
    private final CurrentBatch current = new CurrentBatch();
    private long closings;
    private final Emitter emitter = new Emitter(undo, this::say, current::failed);
    private final RiskFeedback risk;
    private final RuleSwaps swaps = new RuleSwaps();
    private @Nullable Instant eventTime;
    private final Relief relief = new Relief(undo);
    private boolean resuming;
    // What other threads may know, as of the last batch.
    private volatile long rowsInMemory;
    private volatile @Nullable StoreFault storeFailure;

    public WindowGrouping(Detector detector, GroupingSettings settings, Clock clock) {
        this(detector, settings, clock, new RiskEvents(new AttackCatalog()), null);
    }

    /**
     * A grouping whose sources tell of no backlog.
     *
     * @param riskEvents as below
     * @param store as below
     */
    public WindowGrouping(
            Detector detector,
            GroupingSettings settings,
            Clock clock,
            RiskEvents riskEvents,
            @Nullable RowStore store) {
        this(detector, settings, clock, riskEvents, store, new Backlog(), null);
    }

    /**
     * @param riskEvents how alerts become risk: any number of groupings may share one
     * @param store where rows go that are too many for memory, of this grouping alone; {@code null} if they are only ever in memory
     * @param backlog which units are not idle though they give nothing
     * @param state where all of it is written down; {@code null} if it ends with the process
     */
    public WindowGrouping(
            Detector detector,
            GroupingSettings settings,
            Clock clock,
            RiskEvents riskEvents,
            @Nullable RowStore store,
            Backlog backlog,
            @Nullable StateStore state) {
        this(detector, settings, clock, riskEvents, store, backlog, state, AlertGate.open(clock));
    }

    /**
     * As above.
     *
     * @param gate decides which alerts are sent; of this grouping alone
     */
    public WindowGrouping(
            Detector detector,
            GroupingSettings settings,
            Clock clock,
            RiskEvents riskEvents,
            @Nullable RowStore store,
            Backlog backlog,
            @Nullable StateStore state,
            AlertGate gate) {
        this.gate = gate;
        this.state = state;
        this.journal = new Journal(state);
        this.risk = new RiskFeedback(riskEvents, new RiskWindows(), undo);
        this.detector = detector;
        this.settings = settings;
        this.clock = clock;
        this.open = new OpenWindows(settings, swaps, undo);
        this.retained = new RetainedWindows(settings.retention());
        this.budget = new RowBudget(settings.maxRows());
        this.spill = new Spill(store, budget);
        this.shared = state instanceof SharedStateStore of
                ? new SharedWindows(
                        of,
                        journal,
                        settings,
                        budget,
                        spill,
                        riskEvents,
                        new RiskWindows(),
                        open::tables,
                        current::failed)
                : null;
        this.units = new SourceUnits(journal, backlog, settings.idleTimeout(), clock, undo, shared);
    }

    /** How many rows are in memory, over all windows, as of the last batch. Safe for use by any thread. */
    public long rowsInMemory() {
        return rowsInMemory;
    }

    /** The last batch that the store did not take; {@code null} if there was none. Safe for use by any thread. */
    public @Nullable StoreFault storeFailure() {
        return storeFailure;
    }

    /** Whether what is committed outlives the process. */
    public boolean isDurable() {
        return state != null;
    }

    /**
     * Goes on where the last process that used the store of the state ended. To be called once, before the first batch.
     *
     * @throws io.outrider.store.StoreException if the store cannot be read
     */
    public Resumed resume() {
        if (state == null) {
            return new Resumed(0, List.of());
        }
        lock.lock();
        try {
            resuming = true;
            Map<String, CompiledRule> rules = detector.rules().byId();
            Resumption from = new Resumption(state, rules, journal, budget, undo);
            gate.resume(state);
            if (shared != null) {
                // Windows stay in the store, and of units those are read that are this instance's, when they are.
                from.forgotten(this::forget);
                shared.begin();
                return new Resumed(0, List.of());
            }
            eventTime = state.eventTime();
            from.units(units::resume);
            from.forgotten(this::forget);
            List<StateChange.FeedPut> feeds = from.feeds();
            int since =
                    feeds.stream().mapToInt(StateChange.FeedPut::since).max().orElse(0);
            swaps.resume(from.ran(), since, rules, journal::plan).forEach(journal::later);
            feeds.forEach(feed -> open.resume(span(feed), feed.since()));
            from.windows(
                    table -> {
                        open.add(table);
                        relieve();
                    },
                    (table, closedAt) -> {
                        retained.put(table, closedAt, undo);
                        relieve();
                    });
            for (StateChange.FeedPut feed : feeds) {
                Unit unit = units.get(feed.unit());
                if (unit != null) {
                    open.feed(span(feed), unit);
                }
            }
            placeRisk();
            journal.numberFrom(state.lastNumber());
            return new Resumed(from.count(), from.givenUp());
        } finally {
            undo.clear();
            current.end();
            resuming = false;
            lock.unlock();
        }
    }

    private static WindowSpan span(StateChange.FeedPut feed) {
        return new WindowSpan(Instant.ofEpochSecond(feed.start()), Instant.ofEpochSecond(feed.end()));
    }

    private void forget(StateStore.Forgotten window) {
        WindowId id = window.window();
        retained.forgotten(new WindowKey(id.detection(), Instant.ofEpochSecond(id.start())), window.closedAt());
    }

    private void placeRisk() {
        List<WindowTable> all = new ArrayList<>(open.inOrder());
        all.addAll(retained.all());
        List<CompiledRule> readers = detector.rules().riskReaders();
        for (WindowTable table : all) {
            table.lastWords().values().stream()
                    .filter(Emission::isOpen)
                    .forEach(emission -> risk.take(emission.alert(), readers));
        }
    }

    private void relieve() {
        undo.clear();
        if (spill.isDue()) {
            spill.relieve(retained.all(), open.tables());
        }
    }

    /**
     * What an earlier process left.
     *
     * @param windows that go on
     * @param givenUp ids of detections, one for each window whose rows are given up because they are gathered otherwise now
     */
    public record Resumed(int windows, List<String> givenUp) {

        public Resumed {
            givenUp = List.copyOf(givenUp);
        }
    }

    /**
     * Begins a batch; waits until the batch of another thread is through.
     *
     * @return the batch as it is to be merged: detected anew if other rules have taken over since, so that no event is seen
     *     by rules that are no more
     */
    public Detections begin(Detections detected) {
        group.announce();
        lock.lock();
        group.arrived();
        undo.beginBatch();
        try {
            if (detected.relief() || detected.isSwap()) {
                // What these change is not all to be taken back.
                writeGathered();
            }
            boolean outdated = detected.batch() != null && detected.rules() != detector.rules();
            Detections batch = outdated ? detector.detect(detected.batch()) : detected;
            current.begin(batch);
            if (shared != null && current.isTick()) {
                RulePack rules = detector.rules();
                Instant latest = shared.look(rules.byId(), rules.riskReaders(), clock.instant(), 0);
                advance(latest);
            }
            if (current.isRelief()) {
                giveUpOldest();
            } else {
                relief.reset();
            }
            if (batch.isSwap()) {
                swap(batch.rules());
            }
            if (batch.unit() != null) {
                observe(batch, batch.unit().id());
            }
            return batch;
        } catch (RuntimeException e) {
            // The lock must not outlive a batch that did not begin.
            rollback();
            throw e;
        }
    }

    /** Decision 20: forgets some that are closed; where there are none, some that are open are {@link #due}. */
    private void giveUpOldest() {
        int most = relief.begin();
        if (shared == null) {
            List<WindowTable> oldest = retained.forgetOldest(most);
            letGo(oldest);
            relief.forgot(oldest.size());
            return;
        }
        int forgotten = shared.forgetOldest(most);
        relief.forgot(forgotten);
        if (forgotten == 0) {
            RulePack rules = detector.rules();
            advance(shared.look(rules.byId(), rules.riskReaders(), clock.instant(), most));
        }
    }

    /** Decision 21: tables whose plan stays take the new tail, and say what it changes; the others are due, as they are. */
    private void swap(RulePack rules) {
        current.swap(rules);
        Map<String, CompiledRule> byId = rules.byId();
        swaps.swap(detector.rules().byId(), byId, undo);
        if (shared == null) {
            journal.with(swaps.changes(detector.rules().byId(), byId, journal::plan));
        }
        // As they are now: what is revised may open windows of detections that read risk.
        for (WindowTable table : open.inOrder()) {
            CompiledRule before = table.rule();
            CompiledRule rule = byId.get(table.key().detectionId());
            boolean goesOn = takeOver(table, rule);
            if (shared != null) {
                // What was said of its rows is not known here: the new tail acts with the next tick.
                if (!goesOn) {
                    giveUp(table);
                }
                continue;
            }
            if (goesOn && !rule.rule().tail().equals(before.rule().tail())) {
                emitter.revise(table, saysFirst(rule));
            }
        }
        retained.all().forEach(table -> takeOver(table, byId.get(table.key().detectionId())));
    }

    /** Whether rows go out before their window closes. */
    private boolean saysFirst(CompiledRule rule) {
        return settings.firstMatch() && rule.emission() == EmissionClass.EARLY;
    }

    /** The table is not needed any more. */
    private void giveUp(WindowTable table) {
        open.remove(table);
        budget.giveBack(table.weight(), undo);
        drop(table);
    }

    /** Whether the table goes on under the rule. */
    private boolean takeOver(WindowTable table, @Nullable CompiledRule rule) {
        if (rule != null && rule.gathersAs(table.rule())) {
            table.become(rule, undo);
            return true;
        }
        table.supersede(undo);
        return false;
    }

    private void observe(Detections batch, String unitId) {
        Unit unit = units.seen(unitId);
        for (WindowSpan span : batch.windows()) {
            if (open.feed(span, unit)) {
                journal.fed(span, units.stored(unitId), open.since(span));
            }
        }
        if (batch.newest() != null) {
            unit.advance(batch.newest(), undo);
            advance(batch.newest());
        }
        if (batch.ended()) {
            unit.end(undo);
        }
    }

    private void advance(@Nullable Instant latest) {
        if (latest != null) {
            Instant before = eventTime;
            undo.add(() -> eventTime = before);
            eventTime = before == null ? latest : Moments.later(before, latest);
        }
    }

    /** The table of a window that is open or was closed and is kept; {@code null} if there is none. */
    public @Nullable WindowTable find(WindowKey key) {
        WindowTable closing = shared == null ? null : shared.table(key);
        if (closing != null) {
            return closing;
        }
        WindowTable table = open.table(key);
        return table == null ? retainedTable(key) : table;
    }

    private @Nullable WindowTable retainedTable(WindowKey key) {
        WindowTable table = retained.get(key);
        // Its rows cannot take in those of another plan: a new table says of them what changes.
        return table == null || table.isSuperseded() ? null : table;
    }

    /** A new table for a delta whose key {@link #find} does not know. */
    public WindowTable open(WindowDelta delta) {
        return open(delta.rule(), delta.key(), delta.span());
    }

    private WindowTable open(CompiledRule rule, WindowKey key, WindowSpan span) {
        WindowTable before = retained.get(key);
        if (before != null) {
            journal.supersede(key);
        }
        return new WindowTable(
                key,
                rule,
                span.end(),
                before != null || open.isOlderThan(rule, span),
                before == null ? Map.of() : before.lastWords());
    }

    /** Adds a delta to its table, and sends what matched first. The rows of a forgotten window are late. */
    public void merge(WindowTable table, WindowDelta delta) {
        if (retained.isForgotten(delta.key())) {
            for (int search = 0; search < delta.rule().searches().size(); search++) {
                delta.rows(search).values().forEach(row -> current.isLate(LateRow.of(delta, row)));
            }
            return;
        }
        journal.add(delta);
        boolean early = saysFirst(delta.rule());
        if (shared != null) {
            if (early) {
                emitter.firstMatches(table, table.merge(delta, budget, undo).touched());
            }
            return;
        }
        WindowTable.Merged merged = table.merge(delta, budget, undo);
        current.refuse(merged.refused());
        if (merged.overflows()) {
            current.failed(RuleFailure.of(
                    delta.rule(),
                    table.key().toString(),
                    "expected at most " + settings.maxRows()
                            + " rows in memory over all windows, but there are more; the window is partial from here on: "
                            + (spill.obstacle() == null ? "raise outrider.grouping.max-rows" : spill.obstacle())));
        }
        if (early) {
            emitter.firstMatches(table, merged.touched());
        }
    }

    /** Keeps a table that was merged into as open; a closed one is opened again. */
    public void keep(WindowTable table) {
        if (retained.isForgotten(table.key())) {
            return;
        }
        WindowTable before = retained.remove(table.key(), undo);
        if (before != null && before != table) {
            // It was superseded: what it said is in the new one, its rows are no more.
            budget.giveBack(before.weight(), undo);
            drop(before);
        }
        open.add(table);
        journal.touch(table);
    }

    private void drop(WindowTable table) {
        dropped.add(table);
        undo.add(() -> dropped.remove(table));
    }

    /** The keys of all open windows, as Camel's correlation keys. */
    public Set<String> openKeys() {
        lock.lock();
        try {
            return open.keys().stream().map(WindowKey::toString).collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The keys of the open windows that are to be closed now, in their order. To be asked again once they are closed, until
     * there are none: what they said may have changed windows of detections that read risk, which come after all others. A batch
     * that says much leaves the rest to the next one.
     */
    public List<WindowKey> due() {
        // What could not be closed is due still; the batch will be rolled back.
        int said = current.alerts().size();
        boolean full = said >= ALERTS_OF_A_BATCH && current.swap() == null;
        if (current.cause() != null || full) {
            return List.of();
        }
        if (current.isRelief() && shared == null) {
            return open.oldest(relief.mayClose()).stream()
                    .takeWhile(new MayBeSaid(said, ALERTS_OF_A_BATCH))
                    .map(WindowTable::key)
                    .toList();
        }
        return shared != null
                ? shared.due(detector.rules().byId(), clock.instant())
                : open.due(clock.instant(), current.isFinish(), current.swap() != null).stream()
                        .takeWhile(new MayBeSaid(said, ALERTS_OF_A_BATCH))
                        .map(WindowTable::key)
                        .toList();
    }

    /** How often windows were closed, by batches that were committed. */
    public long closings() {
        lock.lock();
        try {
            return closings;
        } finally {
            lock.unlock();
        }
    }

    /** What was given up to make room, since the start. Safe for use by any thread. */
    public Relief.Total relieved() {
        return relief.total();
    }

    /** Whether there are closed windows that may be forgotten; not known of a store that several instances share. */
    boolean keepsClosedWindows() {
        lock.lock();
        try {
            return !retained.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether rows find no room because the file of those that are too many for memory is full, and windows may be given up for them. */
    boolean lacksRoomForRows() {
        return !settings.bounded() && shared == null && spill.isFull();
    }

    /** Whether another batch waits for the one that is under way. Safe for use by any thread. */
    boolean isAwaited() {
        return group.hasNext();
    }

    /** How many windows are open, of all detections. */
    public int openWindows() {
        lock.lock();
        try {
            return open.keys().size();
        } finally {
            lock.unlock();
        }
    }

    private void say(Alert alert) {
        current.say(alert);
        RulePack rules = current.swap() == null ? detector.rules() : current.swap();
        if (shared == null) {
            risk.take(alert, rules.riskReaders());
        } else {
            shared.tellOfRisk(alert, rules.riskReaders());
        }
    }

    /** The windows of detections that read risk. */
    private final class RiskWindows implements RiskFeedback.Windows {

        @Override
        public WindowTable table(CompiledRule rule, WindowSpan span) {
            WindowKey key = new WindowKey(rule.id(), span.start());
            WindowTable table = find(key);
            return table == null ? open(rule, key, span) : table;
        }

        @Override
        public void keep(WindowTable table) {
            // What an earlier process kept is open or closed already.
            if (!resuming) {
                WindowGrouping.this.keep(table);
            }
        }

        @Override
        public boolean isForgotten(CompiledRule rule, WindowSpan span, Alert alert) {
            boolean forgotten = retained.isForgotten(new WindowKey(rule.id(), span.start()));
            if (forgotten) {
                current.isLate(new LateRow(
                        rule.id(),
                        rule.rule().about().name(),
                        span.start(),
                        List.of(alert.id()),
                        1,
                        alert.lastTime(),
                        alert.lastTime()));
            }
            return forgotten;
        }
    }

    /** Closes an open window: sends what it has to say and keeps it for late events. */
    public void close(WindowTable table) {
        Instant now = clock.instant();
        if (shared != null && shared.staysOpen()) {
            emitter.revise(table, saysFirst(table.rule()));
            shared.revised(table);
            return;
        }
        if (shared != null) {
            boolean tooEarly = current.isRelief() && !shared.hasPassed(table.span(), now);
            emitter.close(table, table.isIncomplete() || tooEarly);
            relief.closed(table, current.isRelief(), tooEarly);
            closings++;
            undo.add(() -> closings--);
            shared.close(table, now, present(now).eventTime());
            return;
        }
        boolean early = !settings.bounded() && !open.hasPassed(table.span(), now);
        emitter.close(table, table.isIncomplete() || early);
        relief.closed(table, current.isRelief(), early);
        closings++;
        undo.add(() -> closings--);
        journal.touch(table);
        open.remove(table);
        Instant lastClosed = table.lastClosed();
        undo.add(() -> table.closedAt(lastClosed));
        table.closedAt(now);
        if (current.isFinish() && settings.bounded() && !table.rule().readsRisk()) {
            // Nothing comes any more that could change it. What is in the store goes with the store.
            budget.giveBack(table.weight(), undo);
            return;
        }
        retained.put(table, present(now), undo);
    }

    /** Without a credible event time so far, the clock is the best guess at it. */
    private ClosedAt present(Instant now) {
        return new ClosedAt(eventTime == null ? now : eventTime, now);
    }

    /** Remembers that the unit's input up to the position is in the windows. */
    public void savePosition(Detections batch) {
        if (batch.unit() != null) {
            units.savePosition(batch.unit().id(), batch);
        }
    }

    /** Where reading of a unit goes on: behind the last batch that was committed; 0 for a unit that is new or ended. */
    public long position(String unitId) {
        lock.lock();
        try {
            return units.position(unitId);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How far a unit was read as the store of the state says, which may be behind {@link #position}: what lies before it is never
     * asked for again. 0 for a unit that is new or ended. Safe for use by any thread.
     */
    public long storedPosition(String unitId) {
        return journal.stored(units.stored(unitId));
    }

    /**
     * The slots of numbers whose alerts this process sends: 0 where no other one uses the store. Safe for use by any thread.
     */
    public Set<Long> slots() {
        return shared == null ? Set.of(0L) : shared.slots();
    }

    /**
     * Begins a unit that this process reads from now on, after another one perhaps: where that one left it is read from the store then.
     * Waits until the batch that is under way is through.
     */
    public void arrive(String unitId) {
        if (shared != null) {
            lock.lock();
            try {
                units.arrive(unitId, shared);
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Ends a unit that this process reads no more, another one may: it holds up no window any more. Its position stays, in case
     * it comes back. Waits until the batch that is under way is through.
     */
    public void leave(String unitId) {
        lock.lock();
        try {
            writeGathered();
            units.leave(unitId);
            if (shared != null) {
                flush();
                units.lose(unitId);
            }
        } finally {
            lock.unlock();
        }
    }

    // How far units came in batches in which nothing matched: if it cannot be written, their readers do without.
    private void flush() {
        try {
            journal.write(eventTime, true);
        } catch (StoreException | StateConflictException e) {
            journal.giveUpGathered();
        }
    }

    /**
     * Forgets how far a unit was read: what has its name now is another one, and begins anew.
     *
     * @throws StoreException if several instances share the store, and it cannot be written; so is {@link StateConflictException}
     */
    public void forget(String unitId) {
        leave(unitId);
        lock.lock();
        try {
            writeGathered();
            units.forget(unitId);
            if (shared != null) {
                // Where it begins is read from the store.
                journal.write(eventTime, true);
                arrive(unitId);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the batch fail: for callers whose exceptions Camel would log and forget. */
    public void fail(RuntimeException cause) {
        current.fail(cause);
    }

    /**
     * Ends the batch; gives what it has to say, once it is written down: by this thread, or by that of the next batch.
     *
     * @throws IllegalStateException if the batch was made to fail; it is rolled back then
     */
    public BatchOutcome commit() {
        RuntimeException cause = current.cause();
        if (cause != null) {
            rollback();
            throw new IllegalStateException("the batch was rolled back: " + cause.getMessage(), cause);
        }
        Instant now = clock.instant();
        try {
            List<Alert> said = journal.claim(current.alerts(), retained::closedAt, current.isHousekeeping());
            AlertGate.Decision decision = gate.decide(said, eventTime, undo::add);
            journal.with(decision.changes());
            journal.gather(decision.said(), decision.passed(), now);
            current.decided(decision);
        } catch (RuntimeException e) {
            rollback();
            failed(e, now);
            throw e;
        }
        if (mayBeWrittenWithTheNext()) {
            CommitGroup.Written written = group.join();
            BatchOutcome outcome = end();
            written.await();
            return outcome;
        }
        try {
            write();
        } catch (RuntimeException e) {
            end();
            failed(e, now);
            throw e;
        }
        keepHouse(now);
        return end();
    }

    private boolean mayBeWrittenWithTheNext() {
        // Instances lock windows, and one that waits would hold up the others.
        return current.isPlain()
                && shared == null
                && journal.gathered() > 0
                && journal.gathered() < CHANGES_OF_A_GROUP
                && !budget.isOver()
                && group.mayJoin();
    }

    /** Writes down this batch and those that wait for it, or takes all of them back. */
    private void write() {
        try {
            journal.write(eventTime, current.isHousekeeping());
        } catch (RuntimeException e) {
            undo.rollback();
            journal.giveUpGathered();
            group.end(e);
            throw e;
        }
        undo.clear();
        group.end(null);
    }

    /** Batches that wait are written down before what cannot be taken back with them. They are told if that fails. */
    private void writeGathered() {
        if (!group.isEmpty()) {
            try {
                write();
            } catch (RuntimeException e) {
                failed(e, clock.instant());
            }
        }
    }

    private void failed(RuntimeException e, Instant now) {
        learn(e);
        if (e instanceof StoreException) {
            storeFailure = new StoreFault(now, String.valueOf(e.getMessage()));
        }
    }

    /** Behind a transaction: nothing of it is to be taken back any more. */
    private void keepHouse(Instant now) {
        RulePack takingOver = current.swap();
        if (takingOver != null) {
            if (shared != null) {
                shared.swap(detector.rules().byId(), takingOver.byId());
            }
            detector.swap(takingOver);
            journal.swapped();
        }
        List<WindowSpan> empty = open.forgetEmpty(now, current.isFinish());
        if (shared == null) {
            empty.forEach(journal::close);
        }
        units.trim(now);
        if (shared != null && current.isTick()) {
            keepHouseOfAll(now);
        }
        if (eventTime != null) {
            letGo(retained.forget(present(now)));
        }
        List<WindowKey> unknown = retained.drop(eventTime == null ? null : present(now));
        if (shared == null) {
            journal.drop(unknown);
        }
        gate.tidy(eventTime).forEach(journal::later);
        spill.drop(dropped);
        dropped.clear();
        if (spill.isDue()) {
            spill.relieve(retained.all(), open.tables());
        }
    }

    /** The tables are kept no more. Not to be taken back: called between batches. */
    private void letGo(List<WindowTable> forgotten) {
        for (WindowTable table : forgotten) {
            budget.giveBack(table.weight());
            risk.forget(table);
            gate.forget(Journal.id(table.key()));
            dropped.add(table);
        }
        journal.forget(forgotten);
    }

    /** Takes in what another instance did. */
    private void learn(RuntimeException conflict) {
        lock.lock();
        try {
            if (conflict instanceof PositionMovedException moved) {
                units.moved(moved.unit());
            } else if (conflict instanceof WindowForgottenException forgotten) {
                ClosedAt closedAt = present(clock.instant());
                forgotten.windows().forEach(id -> forget(new StateStore.Forgotten(id, closedAt)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Behind a tick of several instances. What fails here is done by the next one. */
    private void keepHouseOfAll(Instant now) {
        for (WindowTable table : open.inOrder()) {
            if (shared.isClosed(table.key())) {
                giveUp(table);
            }
        }
        undo.clear();
        try {
            shared.keepHouse(units.idle(now), detector.rules().byId(), eventTime, now);
            gate.keepHouse(eventTime);
        } catch (StoreException | StateConflictException e) {
            // If the store is gone, the next tick tells.
            undo.clear();
        }
    }

    /** Ends the batch as if it had not been. */
    public void rollback() {
        undo.rollbackBatch();
        journal.rollback();
        if (!group.hasNext()) {
            writeGathered();
        }
        end();
    }

    private BatchOutcome end() {
        if (shared != null) {
            shared.end();
        }
        BatchOutcome outcome = current.end();
        rowsInMemory = budget.taken();
        lock.unlock();
        return outcome;
    }
}
