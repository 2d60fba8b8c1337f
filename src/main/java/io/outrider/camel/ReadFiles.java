package io.outrider.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that were read and left where they are, by {@link FileIdentity}. In memory: a restart reads them again, which changes
 * no alert but an open window's partial ones, for windows are in memory too.
 *
 * <p>Safe for use by several threads. It outlives the routes, and so their edits.
 */
public final class ReadFiles {

    /** Some 20 MB, and far more files than belong into a directory that is looked at twice a second. */
    static final int MOST = 100_000;

    /** A file that is still there is asked for at each look; one that was not for so long is gone. */
    static final Duration GONE = Duration.ofHours(1);

    private final Clock clock;
    private final int most;
    // The one that was asked for longest ago comes first.
    private final Map<String, Instant> lastAsked = new LinkedHashMap<>(16, 0.75f, true);

    public ReadFiles(Clock clock) {
        this(clock, MOST);
    }

    ReadFiles(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    synchronized boolean isEmpty() {
        return lastAsked.isEmpty();
    }

    synchronized boolean contains(String identity) {
        return lastAsked.computeIfPresent(identity, (key, before) -> clock.instant()) != null;
    }

    /** Whether one more can be remembered: else it would be read again and again. */
    synchronized boolean hasRoom() {
        Iterator<Instant> eldest = lastAsked.values().iterator();
        while (lastAsked.size() >= most
                && eldest.hasNext()
                && eldest.next().plus(GONE).isBefore(clock.instant())) {
            eldest.remove();
        }
        return lastAsked.size() < most;
    }

    synchronized void add(String identity) {
        lastAsked.put(identity, clock.instant());
    }
}
