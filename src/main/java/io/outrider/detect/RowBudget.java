package io.outrider.detect;

/** How many rows are in memory, over all windows, and how many there may be (decision 20). */
final class RowBudget {

    private final long most;
    private long taken;

    RowBudget(long most) {
        this.most = most;
    }

    /** Takes the row in, if there is room for it. */
    boolean take(RowState row, UndoLog undo) {
        int weight = row.weight();
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
