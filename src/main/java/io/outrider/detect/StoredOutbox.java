package io.outrider.detect;

import io.outrider.outbox.Outbox;
import io.outrider.outbox.Said;
import io.outrider.rule.Detection;
import io.outrider.store.OutboxStore;
import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import io.outrider.store.OutboxStore.Queued;
import io.outrider.store.SharedStateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The outbox of a store: alerts come into it in the transaction of the batch that says them ({@link Journal}). */
public final class StoredOutbox implements Outbox {

    private static final Duration BETWEEN_TRIMS = Duration.ofSeconds(1);
    private static final Duration WHILE_NOTHING_IS_SENT = Duration.ofSeconds(10);

    // Of a slot: its sinks are told from those of others by it.
    private static final Pattern OF_SLOT = Pattern.compile("(.*)@[0-9]+");

    private final OutboxStore store;
    private final Clock clock;
    private final int mostDead;
    private final LongConsumer toldOfGone;
    private final long slot;
    private final long from;
    private final long below;
    private Instant trimmed = Instant.EPOCH;

    /** The alerts of a process that has the store for itself. */
    public StoredOutbox(OutboxStore store, Clock clock) {
        this(store, clock, Integer.MAX_VALUE, gone -> {});
    }

    /**
     * As above.
     *
     * @param mostDead deliveries that were given up and stay; those that were given up first go
     * @param toldOfGone how many went
     */
    public StoredOutbox(OutboxStore store, Clock clock, int mostDead, LongConsumer toldOfGone) {
        this(store, clock, mostDead, toldOfGone, 0);
    }

    private StoredOutbox(OutboxStore store, Clock clock, int mostDead, LongConsumer toldOfGone, long slot) {
        this.store = store;
        this.clock = clock;
        this.mostDead = mostDead;
        this.toldOfGone = toldOfGone;
        this.slot = slot;
        this.from = slot * SharedStateStore.NUMBERS_OF_SLOT;
        this.below = from + SharedStateStore.NUMBERS_OF_SLOT;
    }

    @Override
    public Outbox ofSlot(long other) {
        return other == slot ? this : new StoredOutbox(store, clock, mostDead, toldOfGone, other);
    }

    /** What the store calls a sink. */
    private String stored(String sink) {
        return slot == 0 ? sink : sink + '@' + slot;
    }

    @Override
    public long last() {
        return Math.max(from, store.last(below));
    }

    @Override
    public List<Said> after(long number, int most) {
        // Of these alerts only: an edited detection has other metadata.
        Map<String, Detection> detections = new HashMap<>();
        return store.after(number, below, most).stream()
                .map(queued -> said(queued, id -> detections.computeIfAbsent(id, this::detection)))
                .toList();
    }

    @Override
    public Optional<Said> get(long number) {
        return store.get(number).map(queued -> said(queued, this::detection));
    }

    private static Said said(Queued queued, Function<String, Detection> detections) {
        return new Said(queued.number(), queued.said(), AlertCodec.alert(queued.bytes(), detections));
    }

    private Detection detection(String id) {
        byte[] bytes = store.detection(id);
        if (bytes == null) {
            throw new IllegalStateException(
                    "expected the metadata of the detection " + id + ", whose alerts are in the store, but found none");
        }
        return AlertCodec.detection(bytes);
    }

    @Override
    public Place open(String sink) {
        Optional<Long> cursor = store.cursor(stored(sink));
        if (cursor.isEmpty()) {
            // A slot may have alerts before its sinks are told of it. And an earlier version had one outbox for all
            // sinks:
            // what is in it nobody has.
            long begin = slot != 0 || store.sinks().isEmpty() ? from : last();
            store.write(new Progress(stored(sink), begin, List.of(), List.of()));
            return new Place(begin, List.of());
        }
        return new Place(cursor.get(), store.attempts(stored(sink)));
    }

    @Override
    public List<Attempt> retried(String sink) {
        // Asked for all the time, also where nothing is sent: an operator may have dropped dead letters, and input may
        // wait for their
        // room.
        trim(WHILE_NOTHING_IS_SENT);
        return store.retried(stored(sink));
    }

    @Override
    public Map<String, Long> keepOnly(Collection<String> sinks) {
        Map<String, Long> forgotten = new TreeMap<>();
        for (String sink : store.sinks()) {
            Matcher ofSlot = OF_SLOT.matcher(sink);
            String name = ofSlot.matches() ? ofSlot.group(1) : sink;
            if (!sinks.contains(name)) {
                long cursor = store.cursor(sink).orElse(0L);
                long end = (cursor / SharedStateStore.NUMBERS_OF_SLOT + 1) * SharedStateStore.NUMBERS_OF_SLOT;
                long behind = Math.max(0, store.last(end) - cursor);
                forgotten.merge(name, behind + store.attempts(sink).size(), Long::sum);
                store.drop(sink);
            }
        }
        return forgotten;
    }

    @Override
    public void write(Progress progress) {
        String sink = stored(progress.sink());
        store.write(new Progress(
                sink,
                progress.cursor(),
                progress.put().stream().map(attempt -> attempt.in(sink)).toList(),
                progress.done()));
        trim(BETWEEN_TRIMS);
    }

    private void trim(Duration between) {
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(trimmed.plus(between)) && !trimmed.isAfter(now)) {
                return;
            }
            trimmed = now;
        }
        int gone = store.trimDead(mostDead);
        if (gone > 0) {
            toldOfGone.accept(gone);
        }
        store.trim(from, below);
    }

    @Override
    public boolean isDurable() {
        return true;
    }
}
