package io.outrider.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of the state that outlives the process. What is put takes the place of what there was under its key. */
public sealed interface StateChange {

    /**
     * A window: the tables of one detection's searches over a stretch of event time.
     *
     * @param end in seconds since the epoch
     * @param plan tells the plan whose rows its parts are
     * @param incomplete whether it may have had events that its plan did not see
     * @param overflowed whether matches found no room
     * @param lastClosed in wall-clock time; {@code null} if it never was closed
     * @param closedAt event time at which it was closed; {@code null} while it is open
     */
    record WindowPut(
            WindowId window,
            long end,
            String plan,
            boolean incomplete,
            boolean overflowed,
            @Nullable Instant lastClosed,
            @Nullable Instant closedAt)
            implements StateChange {}

    /** A window is kept no more: its parts and what was said of it go, that there was one is remembered. */
    record WindowForgotten(WindowId window) implements StateChange {}

    /** That there was a window that is kept no more is not remembered any more. */
    record WindowDropped(WindowId window) implements StateChange {}

    /**
     * What one batch adds to a search's table.
     *
     * @param search its number
     * @param kind what the bytes are
     */
    record PartAdded(WindowId window, int search, Kind kind, byte[] bytes) implements StateChange {

        /** What a part holds. */
        public enum Kind {
            ROWS,
            MATCHES
        }
    }

    /** A window's rows are of a plan that is no more: its parts go, and what was said of it was said under an earlier plan. */
    record WindowSuperseded(WindowId window) implements StateChange {}

    /**
     * What was last said of a row.
     *
     * @param alertId of the row
     * @param earlier whether it was said under an earlier plan
     */
    record EmissionPut(WindowId window, String alertId, boolean earlier, byte[] bytes) implements StateChange {}

    /** The metadata of a detection that emissions and alerts refer to. */
    record DetectionPut(String detection, byte[] bytes) implements StateChange {}

    /**
     * How far a source unit was read.
     *
     * @param position in bytes or messages
     * @param watermark greatest event time that counts; {@code null} if there was none
     * @param ended in wall-clock time, when it was found to give no more; {@code null} if it may give more
     */
    record UnitPut(
            String unit,
            long position,
            @Nullable Instant watermark,
            @Nullable Instant ended) implements StateChange {}

    /** Nothing is to be known of a source unit. */
    record UnitDropped(String unit) implements StateChange {}

    /**
     * A unit gave events that lie in a stretch of event time.
     *
     * @param start in seconds, as {@code end}
     * @param since how often the rules had changed when the stretch began
     */
    record FeedPut(long start, long end, String unit, int since) implements StateChange {

        /** Of a stretch that began before rules changed. */
        public FeedPut(long start, long end, String unit) {
            this(start, end, unit, 0);
        }
    }

    /**
     * A detection's plan runs.
     *
     * @param began how often the rules had changed then
     */
    record RanPut(String detection, String plan, int began) implements StateChange {}

    /** A detection runs no more. */
    record RanDropped(String detection) implements StateChange {}

    /** A stretch of event time waits for nothing more. */
    record FeedsDropped(long start, long end) implements StateChange {}

    /** The greatest event time of all units. */
    record EventTimePut(Instant time) implements StateChange {}

    /**
     * An alert that is to be sent.
     *
     * @param number in the order in which alerts are to be sent; not used before
     * @param said when, in wall-clock time
     */
    record AlertQueued(long number, Instant said, byte[] bytes) implements StateChange {}

    /** An alert is held back, and what is said of it later shares that. @param by what holds it back */
    record FatePut(WindowId window, String alertId, Hold by) implements StateChange {}

    /** An emission that is held back is listed, behind those before it. */
    record HeldBackAdded(HeldBack what) implements StateChange {}

    /** Of what is listed as held back only the last go on being listed, the others are counted. @param most that are */
    record HeldBackTrimmed(long most) implements StateChange {}

    /**
     * An alert went out, which suppresses others.
     *
     * @param suppression its name
     * @param key tells the alerts that are alike
     * @param at time of the alert
     * @param noted when it went out, by event time or the clock, whichever was later
     */
    record PassAdded(String suppression, String key, Instant at, Instant noted) implements StateChange {}

    /** An alert that went out suppresses others no more. */
    record PassDropped(String suppression, String key, Instant at) implements StateChange {}
}
