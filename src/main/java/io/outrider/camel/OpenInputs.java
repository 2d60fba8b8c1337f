package io.outrider.camel;

import io.outrider.normalize.ReadAhead;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The inputs that are being read, so that all can be told to end after their current batch. */
public final class OpenInputs {

    private final Set<ReadAhead> open = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    void add(ReadAhead input) {
        open.add(input);
        if (interrupted) {
            input.abort();
        }
    }

    void remove(ReadAhead input) {
        open.remove(input);
    }

    /** Ends the reading of all inputs, and of those that are opened from now on. */
    public void interrupt() {
        interrupted = true;
        open.forEach(ReadAhead::abort);
    }

    boolean interrupted() {
        return interrupted;
    }
}
