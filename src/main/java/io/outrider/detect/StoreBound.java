package io.outrider.detect;

import io.outrider.detect.Relief.Total;
import io.outrider.store.StoreFullException;
import io.outrider.store.StoreSize;
import org.jspecify.annotations.Nullable;

/**
 * Has room made before a batch adds to the windows, where the store, or the file of rows that are too many for memory, is full (decision
 * 20); {@code docs/design/store-bound.md}. Safe for use by several threads.
 */
public final class StoreBound {

    private static final long MEBIBYTE = 1024L * 1024;

    // Of the bound, is free once room was made: so that this is not done for each batch.
    private static final int FREED = 16;

    // Of the bound: where what windows say that are closed takes so much more than they gave, it is for the sinks to
    // make room, which
    // takes a moment.
    private static final int SAID = 64;

    private final WindowGrouping grouping;
    private final @Nullable StoreSize size;

    /** @param size of the store of the grouping's state; {@code null} if it has none */
    public StoreBound(WindowGrouping grouping, @Nullable StoreSize size) {
        this.grouping = grouping;
        this.size = size;
    }

    /** Whether there is no room for a batch that adds something. */
    public boolean isReached() {
        return grouping.lacksRoomForRows() || size != null && size.used() > size.most();
    }

    /**
     * Makes room, as far as there are windows to give up, and that helps.
     *
     * @param relief runs {@link Detections#relieving} as any batch
     * @throws StoreFullException if the store is larger than it may be still: nothing is to be added then; to be called again in a moment
     */
    public void makeRoom(Runnable relief) {
        long begin = size == null ? 0 : size.used();
        while (!hasRoom()) {
            Total before = grouping.relieved();
            relief.run();
            Total after = grouping.relieved();
            boolean isForgotten = after.forgotten() > before.forgotten();
            if (!after.differs(before) || isForgotten && grewFrom(begin)) {
                break;
            }
        }
        if (size != null && size.used() > size.most()) {
            throw new StoreFullException("expected no more than " + size.most() / MEBIBYTE
                    + " MiB in the store (outrider.store.max-size), but found " + size.used() / MEBIBYTE + " with "
                    + size.contents()
                    + "; no more windows can be given up for it now: input waits until sinks take their"
                    + " alerts, dead letters are dropped (outrider deadletter drop), or the bound is raised");
        }
    }

    /**
     * Makes room for what windows say that close in their time, as far as there are closed ones to forget: these are never held up, nor are
     * others closed early for them.
     *
     * @param relief as above
     */
    public void keepRoom(Runnable relief) {
        while (grouping.keepsClosedWindows() && !hasRoom()) {
            Total before = grouping.relieved();
            relief.run();
            if (!grouping.relieved().differs(before)) {
                return;
            }
        }
    }

    private boolean grewFrom(long before) {
        return size != null && size.used() > size.most() && size.used() > before + size.most() / SAID;
    }

    private boolean hasRoom() {
        boolean inStore = size == null || size.used() <= size.most() - size.most() / FREED;
        return inStore && !grouping.lacksRoomForRows();
    }
}
