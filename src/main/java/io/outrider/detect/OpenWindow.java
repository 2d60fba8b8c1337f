package io.outrider.detect;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A stretch of event time that is not closed: the units that gave events in it, and the tables of the detections that matched. */
final class OpenWindow {

    private final Set<Unit> fedBy = new HashSet<>();
    private final Map<WindowKey, WindowTable> tables = new LinkedHashMap<>();

    void feed(Unit unit, UndoLog undo) {
        if (fedBy.add(unit)) {
            undo.add(() -> fedBy.remove(unit));
        }
    }

    Set<Unit> fedBy() {
        return fedBy;
    }

    Map<WindowKey, WindowTable> tables() {
        return tables;
    }
}
