package io.outrider.detect;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A stretch of event time that is not closed: the units that gave events in it, and the tables of the detections that matched. */
final class OpenWindow {

    private final int since;
    private final Set<Unit> fedBy = new HashSet<>();
    private final Map<WindowKey, WindowTable> tables = new TreeMap<>();

    /** @param since number of swaps of the rules before the window began */
    OpenWindow(int since) {
        this.since = since;
    }

    int since() {
        return since;
    }

    /** @return whether that is new */
    boolean feed(Unit unit, UndoLog undo) {
        boolean added = fedBy.add(unit);
        if (added) {
            undo.add(() -> fedBy.remove(unit));
        }
        return added;
    }

    Set<Unit> fedBy() {
        return fedBy;
    }

    /** In the order of their keys, which is the one in which they are closed. */
    Map<WindowKey, WindowTable> tables() {
        return tables;
    }
}
