package io.outrider.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state that outlives the process: windows, what was said of their rows, how far sources were read, alerts that wait to be
 * sent. Used by one thread at a time. All methods throw {@link StoreException} if the store cannot be read or written.
 */
public interface StateStore extends AutoCloseable {

    /** Makes the changes, in their order, all of them or none. */
    void write(List<StateChange> changes);

    /** All windows that are kept, by their start. */
    void windows(Consumer<StateChange.WindowPut> use);

    /** The windows that are kept no more, by the time at which they were closed. */
    void forgotten(Consumer<Forgotten> use);

    /** @param closedAt its end, by both clocks, if it never was closed */
    record Forgotten(WindowId window, ClosedAt closedAt) {}

    /** The parts of a window, in the order in which they were added. */
    void parts(WindowId window, Consumer<StateChange.PartAdded> use);

    /** What was last said of a window's rows, by the alerts' ids. */
    void emissions(WindowId window, Consumer<StateChange.EmissionPut> use);

    /** The metadata of a detection; {@code null} if none was put. */
    byte @Nullable [] detection(String id);

    void units(Consumer<StateChange.UnitPut> use);

    void feeds(Consumer<StateChange.FeedPut> use);

    /** The plans that ran; none, where the last process that had the state to itself did not write it down. */
    void ran(Consumer<StateChange.RanPut> use);

    /** The greatest event time of all units; {@code null} if there was none. */
    @Nullable
    Instant eventTime();

    /** The greatest number that an alert ever had; 0 if there was none. {@link OutboxStore} has the alerts. */
    long lastNumber();

    /** The alerts that are held back, of windows that are kept. */
    void fates(Consumer<StateChange.FatePut> use);

    /** The alerts that went out and suppress others. */
    void passes(Consumer<StateChange.PassAdded> use);

    /** How many emissions are listed as held back. */
    long heldBack();

    @Override
    void close();
}
