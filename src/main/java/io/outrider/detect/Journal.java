package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.rule.Detection;
import io.outrider.store.SharedStateStore;
import io.outrider.store.StateChange;
import io.outrider.store.StateChange.AlertDone;
import io.outrider.store.StateChange.AlertQueued;
import io.outrider.store.StateChange.DetectionPut;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.EventTimePut;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.UnitDropped;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowForgotten;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StateChange.WindowSuperseded;
import io.outrider.store.StateStore;
import io.outrider.store.WindowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /** Of changes that wait: a second's worth of alerts that were sent. Beyond it they are written without a reason of their own. */
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
    private final Map<Key, Long> saying = new HashMap<>();

    // Of batches before it.
    private final List<StateChange> waiting = new ArrayList<>();
    private final Map<String, UnitPut> waitingUnits = new LinkedHashMap<>();
    private final Set<FeedPut> waitingFeeds = new LinkedHashSet<>();

    private long lastNumber;
    private final Map<Key, Long> unsent = new ConcurrentHashMap<>();
    private final Queue<Long> sent = new ConcurrentLinkedQueue<>();

    private record Key(String alertId, int revision) {

        static Key of(Alert alert) {
            return new Key(alert.id(), alert.revision());
        }
    }

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

    void fed(WindowSpan span, String unit) {
        if (store != null) {
            feeds.add(new FeedPut(span.start().getEpochSecond(), span.end().getEpochSecond(), unit));
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

    /** Alerts of the batch: to be sent, and the last that was said of their rows. */
    private void say(List<Alert> said) {
        for (Alert alert : said) {
            Detection about = alert.detection();
            if (detections.put(about.id(), about) != about) {
                changes.add(new DetectionPut(about.id(), alerts.bytes(about)));
            }
            byte[] bytes = alerts.bytes(alert);
            WindowId window = new WindowId(about.id(), alert.windowStart().getEpochSecond());
            changes.add(new EmissionPut(window, alert.id(), false, bytes));
            long number = ++lastNumber;
            changes.add(new AlertQueued(number, bytes));
            saying.put(Key.of(alert), number);
        }
    }

    /**
     * Writes the batch down.
     *
     * @param said its alerts
     * @param closedAt event time at which a window was closed; {@code null} for one that is open
     * @param all whether what waits is written too, where the batch needs no transaction itself
     * @return those of the alerts that are to be sent: of several instances, one sends what all may say
     * @throws io.outrider.store.StoreException if that is not possible; nothing is written then
     */
    List<Alert> commit(
            List<Alert> alertsOfBatch,
            @Nullable Instant eventTime,
            Function<WindowKey, @Nullable Instant> closedAt,
            boolean all) {
        if (store == null) {
            return alertsOfBatch;
        }
        touched.forEach(table -> changes.add(put(table, closedAt.apply(table.key()))));
        // What a tick says is of windows that it has locked.
        List<Alert> said =
                store instanceof SharedStateStore shared && !all ? notSaidBefore(alertsOfBatch, shared) : alertsOfBatch;
        say(said);
        for (Long number = sent.poll(); number != null; number = sent.poll()) {
            waiting.add(new AlertDone(number));
        }
        boolean waits = !waiting.isEmpty() || !waitingUnits.isEmpty() || !waitingFeeds.isEmpty();
        if (!changes.isEmpty() || waiting.size() > MOST_WAITING || all && waits) {
            write(eventTime);
        } else {
            waitingUnits.putAll(units);
            waitingFeeds.addAll(feeds);
        }
        unsent.putAll(saying);
        clear();
        return said;
    }

    private List<Alert> notSaidBefore(List<Alert> first, SharedStateStore shared) {
        if (first.isEmpty()) {
            return first;
        }
        List<WindowPut> windows = new ArrayList<>();
        for (StateChange change : changes) {
            if (change instanceof WindowPut put) {
                windows.add(put);
            }
        }
        List<EmissionPut> emissions = new ArrayList<>();
        for (Alert alert : first) {
            WindowId window =
                    new WindowId(alert.detection().id(), alert.windowStart().getEpochSecond());
            emissions.add(new EmissionPut(window, alert.id(), false, alerts.bytes(alert)));
        }
        Set<String> before = shared.claim(windows, emissions);
        return first.stream().filter(alert -> !before.contains(alert.id())).toList();
    }

    private void write(@Nullable Instant eventTime) {
        List<StateChange> all = new ArrayList<>(waiting);
        all.addAll(waitingUnits.values());
        all.addAll(waitingFeeds);
        all.addAll(changes);
        all.addAll(units.values());
        all.addAll(feeds);
        if (eventTime != null) {
            all.add(new EventTimePut(eventTime));
        }
        store().write(all);
        waiting.clear();
        waitingFeeds.clear();
        waitingUnits.putAll(units);
        waitingUnits.values().forEach(put -> {
            ended.remove(put.unit());
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

    private StateStore store() {
        if (store == null) {
            throw new IllegalStateException("expected a store of the state, but there is none");
        }
        return store;
    }

    /** Something that an earlier process left is not what it was. */
    void later(StateChange change) {
        waiting.add(change);
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

    void rollback() {
        changes.stream()
                .filter(DetectionPut.class::isInstance)
                .map(DetectionPut.class::cast)
                .forEach(put -> detections.remove(put.detection()));
        clear();
    }

    private void clear() {
        changes.clear();
        touched.clear();
        units.clear();
        feeds.clear();
        saying.clear();
    }

    /** Windows are kept no more. */
    void forget(List<WindowTable> tables) {
        if (store != null) {
            tables.forEach(table -> waiting.add(new WindowForgotten(id(table.key()))));
        }
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
            waiting.add(new UnitDropped(unit));
        }
    }

    /** An alert was sent, or set aside. Safe for use by any thread. */
    void sent(Alert alert) {
        Long number = unsent.remove(Key.of(alert));
        if (number != null) {
            sent.add(number);
        }
    }

    /** Numbers alerts from here on. */
    void numberFrom(long number) {
        lastNumber = number;
    }

    /** Another instance has the unit: where this one left it is of no more use. */
    void lose(String unit) {
        waitingUnits.remove(unit);
    }

    /** An alert that another instance did not send. */
    void adopt(Alert alert, long number) {
        unsent.put(Key.of(alert), number);
    }

    /** An alert that an earlier process did not send. */
    void unsent(Alert alert, long number) {
        lastNumber = Math.max(lastNumber, number);
        unsent.put(Key.of(alert), number);
    }
}
