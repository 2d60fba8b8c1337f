package io.outrider.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What all have in common that look at something again and again while the service runs, on a thread of their own. */
final class WatchThread {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private WatchThread() {}

    /** A thread that ends with the process, if nobody ends it before. */
    static ScheduledExecutorService of(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Checks how long is waited between two looks.
     *
     * @param never whether 0 is allowed, for no look
     * @throws IllegalArgumentException if it is too short; the message begins with the property
     */
    static Duration checked(String property, Duration interval, boolean never) {
        if (interval.compareTo(SHORTEST) < 0 && !(never && interval.isZero())) {
            throw new IllegalArgumentException(
                    property + ": expected " + (never ? "0, or " : "") + "100ms or more, but found " + interval);
        }
        return interval;
    }
}
