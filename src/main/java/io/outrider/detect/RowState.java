package io.outrider.detect;

import io.outrider.cim.Fields;
import java.time.Instant;

/** The mergeable state of one row of a search's table: what it is, and the span of the events that count in it. */
abstract sealed class RowState permits GroupState, PlainState {

    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long count;
    private boolean announced;

    /** Takes in a row that comes from these events. */
    void add(Fields row, Place place, Provenance from) {
        span(from.first(), from.last(), from.count());
    }

    /** Takes in the state of the same row over other events, which is not used any more afterwards. */
    void merge(RowState other, UndoLog undo) {
        Instant firstBefore = first;
        Instant lastBefore = last;
        long countBefore = count;
        undo.add(() -> {
            first = firstBefore;
            last = lastBefore;
            count = countBefore;
        });
        span(other.first, other.last, other.count);
    }

    private void span(Instant from, Instant to, long events) {
        first = Moments.earlier(first, from);
        last = Moments.later(last, to);
        count += events;
    }

    /** Writes what {@link #read} makes the same state of, but for its key. */
    void write(StateWriter out) {
        out.moment(first);
        out.moment(last);
        out.number(count);
    }

    /** Takes over the state of the same row that was written; this one took in nothing yet. */
    void read(StateReader in) {
        first = in.moment();
        last = in.moment();
        count = in.number();
    }

    /** Whether it passed the tail of an {@link EmissionClass#EARLY} plan, so that its alert was sent. */
    boolean announced() {
        return announced;
    }

    void announce(UndoLog undo) {
        announced = true;
        undo.add(() -> announced = false);
    }

    abstract RowIdentity key();

    /** The row as the table has it. @param closes first moment behind the window */
    abstract ResultRow result(Instant closes);

    abstract boolean truncated();

    /** How much of the bound on rows in memory it takes: 1, or more where the row is long. */
    abstract int weight();

    Instant first() {
        return first;
    }

    Instant last() {
        return last;
    }

    long count() {
        return count;
    }
}
