package io.outrider.detect;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back, last first, what was changed and is not written down. */
final class UndoLog {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /** How much there is to be taken back. */
    int mark() {
        return steps.size();
    }

    /** Takes back what was changed since the mark. */
    void rollback(int mark) {
        while (steps.size() > mark) {
            steps.pop().run();
        }
    }

    void rollback() {
        rollback(0);
    }

    void clear() {
        steps.clear();
    }
}
