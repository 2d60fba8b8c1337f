package io.outrider.store;

import io.outrider.store.StateChange.AlertQueued;
import io.outrider.store.StateChange.DetectionPut;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.HeldBackAdded;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.WindowPut;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a process has added to a store, less what it deleted of windows: for databases that cannot be asked for their size at each batch.
 * What takes the place of something counts as added, so it is rather too much. Safe for use by several threads.
 */
public final class Growth {

    /** Of a row beside its bytes: header, keys, and its entries in indexes, for ids of 36 characters. */
    static final int ROW = 150;

    private final AtomicLong bytes = new AtomicLong();

    /** What was committed. */
    void wrote(List<StateChange> changes) {
        bytes.addAndGet(changes.stream().mapToLong(Growth::size).sum());
    }

    private static long size(StateChange change) {
        if (change instanceof PartAdded part) {
            return ROW + part.bytes().length;
        }
        if (change instanceof EmissionPut put) {
            return ROW + put.bytes().length;
        }
        if (change instanceof AlertQueued queued) {
            return ROW + queued.bytes().length;
        }
        if (change instanceof DetectionPut put) {
            return ROW + put.bytes().length;
        }
        if (change instanceof HeldBackAdded added) {
            return ROW + added.what().row().length();
        }
        return change instanceof WindowPut ? ROW : 0;
    }

    /** What was committed is less by so many bytes. */
    void freed(long less) {
        bytes.addAndGet(-less);
    }

    long bytes() {
        return bytes.get();
    }
}
