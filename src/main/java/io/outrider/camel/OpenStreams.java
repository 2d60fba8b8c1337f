package io.outrider.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sources that others send to, so that all can be told to take no more and to deliver what they have. */
public final class OpenStreams {

    private final Set<Stream> open = ConcurrentHashMap.newKeySet();

    /** A source that others send to. */
    public interface Stream {

        /** Takes nothing more from now on. */
        void shut();

        /** Waits, for a bounded time, until all that was taken is through. */
        void drain();
    }

    public void add(Stream stream) {
        open.add(stream);
    }

    /** Shuts all streams, then waits until what they have is through. */
    void drain() {
        open.forEach(Stream::shut);
        open.forEach(Stream::drain);
    }
}
