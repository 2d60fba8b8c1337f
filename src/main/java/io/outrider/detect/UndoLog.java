package io.outrider.detect;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back, last first, what was changed and is not written down. */
final class UndoLog {

    private final Deque<Runnable> steps = new ArrayDeque<>();
    // How many are of batches before the last.
    private int batch;

    void add(Runnable step) {
        steps.push(step);
    }

    /** A batch begins: what it changes is taken back by itself too. */
    void beginBatch() {
        batch = steps.size();
    }

    /** Takes back what the batch that began last has changed. */
    void rollbackBatch() {
        rollback(batch);
    }

    void rollback() {
        rollback(0);
        batch = 0;
    }

    private void rollback(int size) {
        while (steps.size() > size) {
            steps.pop().run();
        }
    }

    void clear() {
        steps.clear();
        batch = 0;
    }
}
