package io.outrider.detect;

/** How many rows are in memory, over all windows, and how many there may be (decision 20). */
final class RowBudget {

    private final long most;
    private long taken;
    private boolean hard = true;

    RowBudget(long most) {
        this.most = most;
    }

    /** Takes rows in, if there is room for them. @param weight of all of them */
    boolean take(long weight, UndoLog undo) {
        if (hard && taken + weight > most) {
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

    /** From here on there is room for all that a batch brings: what is too much is moved out of memory behind it. */
    void stretch() {
        hard = false;
    }

    /** From here on there is only the room that there is. */
    void harden() {
        hard = true;
    }

    long taken() {
        return taken;
    }

    /** Whether rows are to be moved out of memory. */
    boolean isShort() {
        return isOver() || hard;
    }

    /** Whether there are more than there may be. */
    boolean isOver() {
        return taken > most;
    }

    /** Whether so many have been that there is room again, for more than the next batch. */
    boolean isRelieved() {
        return taken <= most / 2;
    }
}
