package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.rule.Detection;
import io.outrider.store.SharedStateStore;
import io.outrider.store.StateChange;
import io.outrider.store.StateChange.AlertQueued;
import io.outrider.store.StateChange.DetectionPut;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.EventTimePut;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.UnitDropped;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowDropped;
import io.outrider.store.StateChange.WindowForgotten;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StateChange.WindowSuperseded;
import io.outrider.store.StateStore;
import io.outrider.store.WindowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a batch changes, so that another process can go on behind it: all of it in one transaction, when the batch is
 * committed. A batch that changes no window takes none: how far its source came waits for the next transaction, and if that never
 * comes, the batch is read again and changes nothing again.
 */
final class Journal {

    /**
     * A unit that has ended comes again where the process died before its file was moved, or where its file is left: as many as
     * files are known that were left ({@code camel.ReadFiles}).
     */
    private static final int MOST_ENDED = 100_000;

    /** Of changes that wait: some hundred kilobytes. Beyond it they are written without a reason of their own. */
    private static final int MOST_WAITING = 1_000;

    private final @Nullable StateStore store;
    private final AlertCodec alerts = new AlertCodec();
    private final Map<CompiledSearch, PartCodec> parts = new IdentityHashMap<>();
    private final Map<CompiledRule, String> plans = new IdentityHashMap<>();
    private final Map<String, Detection> detections = new HashMap<>();
    // The one that ended first comes first.
    private final Set<String> ended = new LinkedHashSet<>();

    // Of the batch that is under way.
    private final List<StateChange> changes = new ArrayList<>();
    private final Set<WindowTable> touched = new LinkedHashSet<>();
    private final Map<String, UnitPut> units = new LinkedHashMap<>();
    private final Set<FeedPut> feeds = new LinkedHashSet<>();

    // Of batches that are committed with it.
    private final List<StateChange> gathered = new ArrayList<>();
    private final Map<String, UnitPut> gatheredUnits = new LinkedHashMap<>();
    private final Set<FeedPut> gatheredFeeds = new LinkedHashSet<>();

    // Of batches before them.
    private final List<StateChange> waiting = new ArrayList<>();
    private final Map<String, UnitPut> waitingUnits = new LinkedHashMap<>();
    private final Set<FeedPut> waitingFeeds = new LinkedHashSet<>();

    // Of units that go on: what the store says.
    private final Map<String, Long> stored = new ConcurrentHashMap<>();

    private long lastNumber;

    /** @param store {@code null} if nothing outlives the process */
    Journal(@Nullable StateStore store) {
        this.store = store;
    }

    static WindowId id(WindowKey key) {
        return new WindowId(key.detectionId(), key.start().getEpochSecond());
    }

    /** What a batch adds to a window, before it is merged. */
    void add(WindowDelta delta) {
        if (store != null) {
            WindowId window = id(delta.key());
            for (CompiledSearch search : delta.rule().searches()) {
                codec(search).write(window, delta.of(search.number()), changes::add);
            }
        }
    }

    PartCodec codec(CompiledSearch search) {
        return parts.computeIfAbsent(search, PartCodec::new);
    }

    String plan(CompiledRule rule) {
        return plans.computeIfAbsent(rule, PlanHash::of);
    }

    /** The rules are others now: what is known of those before is of no more use. */
    void swapped() {
        parts.clear();
        plans.clear();
    }

    /** The window is not what it was. */
    void touch(WindowTable table) {
        if (store != null) {
            touched.add(table);
        }
    }

    /** The window's rows are given up for those of another plan. */
    void supersede(WindowKey key) {
        if (store != null) {
            changes.add(new WindowSuperseded(id(key)));
        }
    }

    /** @param since how often the rules had changed when the window began */
    void fed(WindowSpan span, String unit, int since) {
        if (store != null) {
            feeds.add(new FeedPut(span.start().getEpochSecond(), span.end().getEpochSecond(), unit, since));
        }
    }

    void read(String unit, long position, @Nullable Instant watermark, @Nullable Instant endedAt) {
        if (store != null) {
            units.put(unit, new UnitPut(unit, position, watermark, endedAt));
        }
    }

    /** Something else that the batch changes. */
    void change(StateChange change) {
        changes.add(change);
    }

    /** Units that an earlier process found to have ended. */
    void ended(String unit) {
        ended.add(unit);
    }

    /** What else the batch changes. */
    void with(List<StateChange> more) {
        if (store != null) {
            changes.addAll(more);
        }
    }

    /** Alerts of the batch: the last that was said of their rows, and to be sent. A kind after the other, as the store writes it at once. */
    private void say(List<Alert> said, Set<Alert> sending, Instant now) {
        List<StateChange> queued = new ArrayList<>();
        for (Alert alert : said) {
            Detection about = alert.detection();
            if (detections.put(about.id(), about) != about) {
                changes.add(new DetectionPut(about.id(), alerts.bytes(about)));
            }
            byte[] bytes = alerts.bytes(alert);
            WindowId window = new WindowId(about.id(), alert.windowStart().getEpochSecond());
            changes.add(new EmissionPut(window, alert.id(), false, bytes));
            if (sending.contains(alert)) {
                queued.add(new AlertQueued(++lastNumber, now, bytes));
            }
        }
        changes.addAll(queued);
    }

    /**
     * Those of a batch's alerts that this process says: of several instances, one says what all may say.
     *
     * @param closedAt event time at which a window was closed; {@code null} for one that is open
     * @param all whether what the batch says is of windows that it has locked: a tick's
     * @throws io.outrider.store.StoreException if the store cannot be asked
     */
    List<Alert> claim(List<Alert> alertsOfBatch, Function<WindowKey, @Nullable Instant> closedAt, boolean all) {
        if (store == null) {
            return List.copyOf(alertsOfBatch);
        }
        touched.forEach(table -> changes.add(put(table, closedAt.apply(table.key()))));
        if (alertsOfBatch.isEmpty() || !(store instanceof SharedStateStore shared)) {
            return List.copyOf(alertsOfBatch);
        }
        // Also where nothing is claimed: locks on windows come before those of suppressions.
        Set<String> before = shared.claim(opened(), all ? List.of() : emissions(alertsOfBatch));
        return alertsOfBatch.stream()
                .filter(alert -> !before.contains(alert.id()))
                .toList();
    }

    /**
     * The batch is through: it is written with those that were gathered before it and are not written yet.
     *
     * @param said its alerts, of those that it claims
     * @param passed those of them that are to be sent
     * @param now in wall-clock time
     */
    void gather(List<Alert> said, List<Alert> passed, Instant now) {
        if (store != null) {
            Set<Alert> sending = Collections.newSetFromMap(new IdentityHashMap<>());
            sending.addAll(passed);
            say(said, sending, now);
            gathered.addAll(changes);
            gatheredUnits.putAll(units);
            gatheredFeeds.addAll(feeds);
            clear();
        }
    }

    /** How many changes are gathered that need a transaction. */
    int gathered() {
        return gathered.size();
    }

    /**
     * Writes down what was gathered.
     *
     * @param all whether what waits is written too, where what was gathered needs no transaction
     * @throws io.outrider.store.StoreException if that is not possible; nothing is written then
     */
    void write(@Nullable Instant eventTime, boolean all) {
        if (store == null) {
            return;
        }
        boolean waits = !waiting.isEmpty() || !waitingUnits.isEmpty() || !waitingFeeds.isEmpty();
        if (!gathered.isEmpty() || waiting.size() > MOST_WAITING || all && waits) {
            write(eventTime);
        } else {
            waitingUnits.putAll(gatheredUnits);
            waitingFeeds.addAll(gatheredFeeds);
        }
        clearGathered();
    }

    private List<WindowPut> opened() {
        return changes.stream()
                .filter(WindowPut.class::isInstance)
                .map(WindowPut.class::cast)
                .toList();
    }

    private List<EmissionPut> emissions(List<Alert> first) {
        List<EmissionPut> emissions = new ArrayList<>();
        for (Alert alert : first) {
            WindowId window =
                    new WindowId(alert.detection().id(), alert.windowStart().getEpochSecond());
            emissions.add(new EmissionPut(window, alert.id(), false, alerts.bytes(alert)));
        }
        return emissions;
    }

    private void write(@Nullable Instant eventTime) {
        List<StateChange> all = new ArrayList<>(waiting);
        all.addAll(waitingUnits.values());
        all.addAll(waitingFeeds);
        all.addAll(gathered);
        all.addAll(gatheredUnits.values());
        all.addAll(gatheredFeeds);
        if (eventTime != null) {
            all.add(new EventTimePut(eventTime));
        }
        store().write(all);
        waiting.clear();
        waitingFeeds.clear();
        waitingUnits.putAll(gatheredUnits);
        waitingUnits.values().forEach(put -> {
            ended.remove(put.unit());
            stored(put);
            if (put.ended() != null) {
                ended.add(put.unit());
            }
        });
        waitingUnits.clear();
        while (ended.size() > MOST_ENDED) {
            String first = ended.iterator().next();
            ended.remove(first);
            waiting.add(new UnitDropped(first));
        }
    }

    /** What the store says of a unit. */
    void stored(UnitPut put) {
        if (put.ended() == null) {
            stored.put(put.unit(), put.position());
        } else {
            stored.remove(put.unit());
        }
    }

    /** How far a unit was read, as the store says; 0 if it says nothing. Safe for use by any thread. */
    long stored(String unit) {
        return stored.getOrDefault(unit, 0L);
    }

    private StateStore store() {
        if (store == null) {
            throw new IllegalStateException("expected a store of the state, but there is none");
        }
        return store;
    }

    /** Something that an earlier process left is not what it was. */
    void later(StateChange change) {
        if (store != null) {
            waiting.add(change);
        }
    }

    WindowPut put(WindowTable table, @Nullable Instant closedAt) {
        return new WindowPut(
                id(table.key()),
                table.end().getEpochSecond(),
                plan(table.rule()),
                table.isIncomplete(),
                table.overflowed(),
                table.lastClosed(),
                closedAt);
    }

    /** Forgets the batch that is under way. */
    void rollback() {
        forgetDetections(changes);
        clear();
    }

    /** Forgets the batches that were gathered. */
    void giveUpGathered() {
        forgetDetections(gathered);
        clearGathered();
    }

    private void forgetDetections(List<StateChange> notWritten) {
        notWritten.stream()
                .filter(DetectionPut.class::isInstance)
                .map(DetectionPut.class::cast)
                .forEach(put -> detections.remove(put.detection()));
    }

    private void clearGathered() {
        gathered.clear();
        gatheredUnits.clear();
        gatheredFeeds.clear();
    }

    private void clear() {
        changes.clear();
        touched.clear();
        units.clear();
        feeds.clear();
    }

    /** Windows are kept no more. */
    void forget(List<WindowTable> tables) {
        if (store != null) {
            tables.forEach(table -> waiting.add(new WindowForgotten(id(table.key()))));
        }
    }

    /** That there were windows that are kept no more is not remembered any more. */
    void drop(List<WindowKey> keys) {
        keys.forEach(key -> later(new WindowDropped(id(key))));
    }

    /** A stretch of event time waits for nothing more. */
    void close(WindowSpan span) {
        if (store != null) {
            long start = span.start().getEpochSecond();
            long end = span.end().getEpochSecond();
            waitingFeeds.removeIf(feed -> feed.start() == start && feed.end() == end);
            waiting.add(new FeedsDropped(start, end));
        }
    }

    /** Nothing is to be known of a unit. */
    void drop(String unit) {
        if (store != null) {
            waitingUnits.remove(unit);
            stored.remove(unit);
            waiting.add(new UnitDropped(unit));
        }
    }

    /** Another instance has the unit: where this one left it is of no more use. */
    void lose(String unit) {
        waitingUnits.remove(unit);
    }

    /** Numbers alerts behind this one. */
    void numberFrom(long number) {
        lastNumber = number;
    }
}
