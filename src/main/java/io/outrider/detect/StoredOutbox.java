package io.outrider.detect;

import io.outrider.outbox.Outbox;
import io.outrider.outbox.Said;
import io.outrider.rule.Detection;
import io.outrider.store.OutboxStore;
import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import io.outrider.store.OutboxStore.Queued;
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

/** The outbox of a store: alerts come into it in the transaction of the batch that says them ({@link Journal}). */
public final class StoredOutbox implements Outbox {

    private static final Duration BETWEEN_TRIMS = Duration.ofSeconds(1);

    private final OutboxStore store;
    private final Clock clock;
    private Instant trimmed = Instant.EPOCH;

    public StoredOutbox(OutboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public long last() {
        return store.last();
    }

    @Override
    public List<Said> after(long number, int most) {
        // Of these alerts only: an edited detection has other metadata.
        Map<String, Detection> detections = new HashMap<>();
        return store.after(number, most).stream()
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
        Optional<Long> cursor = store.cursor(sink);
        if (cursor.isEmpty()) {
            // An earlier version had one outbox for all sinks: what is in it nobody has.
            long begin = store.sinks().isEmpty() ? 0 : store.last();
            store.write(new Progress(sink, begin, List.of(), List.of()));
            return new Place(begin, List.of());
        }
        return new Place(cursor.get(), store.attempts(sink));
    }

    @Override
    public List<Attempt> retried(String sink) {
        return store.retried(sink);
    }

    @Override
    public Map<String, Long> keepOnly(Collection<String> sinks) {
        Map<String, Long> forgotten = new TreeMap<>();
        for (String sink : store.sinks()) {
            if (!sinks.contains(sink)) {
                long behind = Math.max(0, store.last() - store.cursor(sink).orElse(0L));
                forgotten.put(sink, behind + store.attempts(sink).size());
                store.drop(sink);
            }
        }
        return forgotten;
    }

    @Override
    public void write(Progress progress) {
        store.write(progress);
        synchronized (this) {
            Instant now = clock.instant();
            if (now.isBefore(trimmed.plus(BETWEEN_TRIMS)) && !trimmed.isAfter(now)) {
                return;
            }
            trimmed = now;
        }
        store.trim();
    }

    @Override
    public boolean isDurable() {
        return true;
    }
}
