package io.outrider.detect;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one batch adds to one detection's window: rows over the batch's matches alone, to be merged into the window's. */
public final class WindowDelta {

    private final WindowKey key;
    private final CompiledRule rule;
    private final Map<RowKey, RowState> rows = new LinkedHashMap<>();

    WindowDelta(WindowKey key, CompiledRule rule) {
        this.key = key;
        this.rule = rule;
    }

    public WindowKey key() {
        return key;
    }

    CompiledRule rule() {
        return rule;
    }

    Map<RowKey, RowState> rows() {
        return rows;
    }

    RowState row(RowKey rowKey) {
        return rows.computeIfAbsent(rowKey, rule::newRow);
    }
}
