package io.outrider.match;

/** Gives the values of a slot that is filled only when a rule asks for it: {@link MatchIndex#lazy}. */
@FunctionalInterface
public interface LazyFields {

    /** Adds the values of the slot, if the event has any. Called at most once for a slot of an event. */
    void fill(FoldedFields fields, int slot);
}
