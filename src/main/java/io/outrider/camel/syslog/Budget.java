package io.outrider.camel.syslog;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all connections of a source share for messages that are too large for what each has of its own. */
final class Budget {

    private final AtomicLong left;

    Budget(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Takes so many bytes, if they are there, and says whether they were. */
    boolean reserve(long bytes) {
        long before = left.getAndUpdate(now -> now >= bytes ? now - bytes : now);
        return before >= bytes;
    }

    void release(long bytes) {
        left.addAndGet(bytes);
    }
}
