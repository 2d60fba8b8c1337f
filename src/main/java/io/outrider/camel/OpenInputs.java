package io.outrider.camel;

import io.outrider.normalize.RecordBatches;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The inputs that are being read, so that all can be told to end after their current batch. */
public final class OpenInputs {

    private final Set<RecordBatches> open = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    void add(RecordBatches input) {
        open.add(input);
        if (interrupted) {
            input.abort();
        }
    }

    void remove(RecordBatches input) {
        open.remove(input);
    }

    /** Ends the reading of all inputs, and of those that are opened from now on. */
    public void interrupt() {
        interrupted = true;
        open.forEach(RecordBatches::abort);
    }

    boolean interrupted() {
        return interrupted;
    }
}
