package io.outrider.detect;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to take back, last first, what a batch has changed so far. */
final class UndoLog {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    void rollback() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }

    void clear() {
        steps.clear();
    }
}
