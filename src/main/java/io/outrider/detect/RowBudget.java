package io.outrider.detect;

/** How many rows are in memory, over all windows, and how many there may be (decision 20). */
final class RowBudget {

    private final long most;
    private long taken;

    RowBudget(long most) {
        this.most = most;
    }

    /** Takes rows in, if there is room for them. @param weight of all of them */
    boolean take(long weight, UndoLog undo) {
        if (taken + weight > most) {
            return false;
        }
        taken += weight;
        undo.add(() -> taken -= weight);
        return true;
    }

    /** The rows are no more, unless that is taken back. */
    void giveBack(long weight, UndoLog undo) {
        taken -= weight;
        undo.add(() -> taken += weight);
    }

    /** The rows are no more. Not to be taken back: called between batches. */
    void giveBack(long weight) {
        taken -= weight;
    }
}
