package io.outrider.match;

/** Gives the values of a slot when the matcher comes to look at it. */
@FunctionalInterface
public interface LazyFields {

    /** Adds the values of the slot, if the event has any. Called at most once for a slot of an event. */
    void fill(FoldedFields fields, int slot);
}
