package io.outrider.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When alerts went out that suppress others like them: as long as others may come, and not too many. */
final class RecentPasses {

    // Some 40 MB. What is forgotten for want of room lets an alert out that might have been suppressed.
    static final int MOST = 100_000;

    private final Map<Key, NavigableSet<Instant>> times = new HashMap<>();
    // In the order in which they were noted.
    private final Deque<Pass> passes = new ArrayDeque<>();

    /** @param row tells the alerts that are alike */
    record Key(String suppression, String row) {}

    /** @param at time of the alert @param noted when it went out, by event time or the clock, whichever was later */
    record Pass(Key key, Instant at, Instant noted) {}

    /** Whether an alert like this one went out less than the period before it, or after it: sources do not come in order. */
    boolean isNear(Key key, Instant at, Duration period) {
        NavigableSet<Instant> known = times.get(key);
        return known != null && (isNear(known.floor(at), at, period) || isNear(known.ceiling(at), at, period));
    }

    private static boolean isNear(@Nullable Instant passed, Instant at, Duration period) {
        return passed != null && Duration.between(passed, at).abs().compareTo(period) < 0;
    }

    /** Adds one, unless it is known. */
    void add(Pass pass) {
        if (times.computeIfAbsent(pass.key(), key -> new TreeSet<>()).add(pass.at())) {
            passes.addLast(pass);
        }
    }

    /** Takes back the last that was added. */
    void removeLast() {
        forget(passes.removeLast());
    }

    /** Adds what an earlier process noted. */
    void resume(List<Pass> noted) {
        noted.stream().sorted(Comparator.comparing(Pass::noted)).forEach(this::add);
    }

    /** Forgets those that were noted before a moment, and those that are too many; gives them. */
    List<Pass> expire(Instant before) {
        List<Pass> expired = new ArrayList<>();
        while (!passes.isEmpty()
                && (passes.size() > MOST || passes.getFirst().noted().isBefore(before))) {
            Pass pass = passes.removeFirst();
            forget(pass);
            expired.add(pass);
        }
        return expired;
    }

    private void forget(Pass pass) {
        NavigableSet<Instant> known = times.get(pass.key());
        if (known != null && known.remove(pass.at()) && known.isEmpty()) {
            times.remove(pass.key());
        }
    }
}
