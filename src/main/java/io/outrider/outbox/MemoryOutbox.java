package io.outrider.outbox;

import io.outrider.alert.Alert;
import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An outbox that ends with the process. */
public final class MemoryOutbox implements Outbox {

    private final int most;
    private final boolean waits;
    private final NavigableMap<Long, Said> kept = new TreeMap<>();
    private final Map<String, Long> cursors = new HashMap<>();
    private final Map<String, Set<Long>> attempts = new HashMap<>();
    private long last;

    /**
     * @param most alerts that are kept before {@link #add} waits
     * @param waits whether it does; if not, sinks are to give up what is too much
     */
    public MemoryOutbox(int most, boolean waits) {
        this.most = most;
        this.waits = waits;
    }

    /**
     * Adds alerts, in their order.
     *
     * @throws InterruptedException if the thread was interrupted while it waited for room; nothing was added then
     */
    public synchronized void add(List<Alert> alerts, Instant at) throws InterruptedException {
        // A batch of any size has room where nothing is.
        while (waits && !kept.isEmpty() && kept.size() + alerts.size() > most) {
            wait();
        }
        for (Alert alert : alerts) {
            last++;
            kept.put(last, new Said(last, at, alert));
        }
        trim();
    }

    /** What a sink is still to get, as far as its worker has written. */
    public synchronized List<Said> waiting(String sink) {
        long cursor = cursors.getOrDefault(sink, last);
        Set<Long> again = attempts.getOrDefault(sink, Set.of());
        return kept.values().stream()
                .filter(said -> said.number() > cursor || again.contains(said.number()))
                .toList();
    }

    @Override
    public Outbox ofSlot(long slot) {
        return this;
    }

    @Override
    public synchronized long last() {
        return last;
    }

    @Override
    public synchronized List<Said> after(long number, int limit) {
        return kept.tailMap(number, false).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<Said> get(long number) {
        return Optional.ofNullable(kept.get(number));
    }

    @Override
    public synchronized Place open(String sink) {
        return new Place(cursors.computeIfAbsent(sink, name -> last), List.of());
    }

    /** None: what is given up is not kept. */
    @Override
    public List<Attempt> retried(String sink) {
        return List.of();
    }

    @Override
    public Map<String, Long> keepOnly(Collection<String> sinks) {
        return Map.of();
    }

    @Override
    public synchronized void write(Progress progress) {
        cursors.put(progress.sink(), progress.cursor());
        Set<Long> waiting = attempts.computeIfAbsent(progress.sink(), name -> new TreeSet<>());
        waiting.removeAll(progress.done());
        for (Attempt attempt : progress.put()) {
            if (attempt.dead() == null) {
                waiting.add(attempt.number());
            } else {
                waiting.remove(attempt.number());
            }
        }
        trim();
        notifyAll();
    }

    private void trim() {
        long through =
                cursors.values().stream().mapToLong(Long::longValue).min().orElse(last);
        kept.headMap(through, true)
                .keySet()
                .removeIf(number -> attempts.values().stream().noneMatch(waiting -> waiting.contains(number)));
    }

    @Override
    public boolean isDurable() {
        return false;
    }
}
