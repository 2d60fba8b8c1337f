package io.outrider.outbox;

import io.outrider.store.OutboxStore.Attempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The alerts that one sink did not take at the first try, and those that wait behind an earlier revision of theirs. */
final class Waiting {

    private record Entry(Attempt attempt, String alertId) {}

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    // The revisions of an alert, in their order: only the first of them may be tried.
    private final Map<String, NavigableMap<Long, Attempt>> byAlert = new HashMap<>();

    void put(Attempt attempt, String alertId) {
        entries.put(attempt.number(), new Entry(attempt, alertId));
        byAlert.computeIfAbsent(alertId, id -> new TreeMap<>()).put(attempt.number(), attempt);
    }

    void remove(long number) {
        Entry entry = entries.remove(number);
        if (entry != null) {
            NavigableMap<Long, Attempt> revisions = byAlert.get(entry.alertId());
            revisions.remove(number);
            if (revisions.isEmpty()) {
                byAlert.remove(entry.alertId());
            }
        }
    }

    /** The attempt of this number; empty if it is not tried for the second time. */
    Optional<Attempt> get(long number) {
        return Optional.ofNullable(entries.get(number)).map(Entry::attempt);
    }

    boolean holds(String alertId) {
        return byAlert.containsKey(alertId);
    }

    int size() {
        return entries.size();
    }

    /** Numbers of alerts that may be tried now, in their order. */
    List<Long> due(Instant now, int most) {
        List<Long> due = new ArrayList<>();
        for (NavigableMap<Long, Attempt> revisions : byAlert.values()) {
            Attempt first = revisions.firstEntry().getValue();
            if (!first.due().isAfter(now)) {
                due.add(first.number());
            }
        }
        return due.stream().sorted().limit(most).toList();
    }

    /** When the next one may be tried. */
    Optional<Instant> nextDue() {
        return byAlert.values().stream()
                .map(revisions -> revisions.firstEntry().getValue().due())
                .min(Instant::compareTo);
    }

    /** The oldest, of as many as there are beyond a number. */
    Collection<Long> beyond(int most) {
        return entries.keySet().stream()
                .limit(Math.max(0, entries.size() - most))
                .toList();
    }
}
