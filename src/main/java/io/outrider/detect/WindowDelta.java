package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one batch adds to one detection's window: rows over the batch's matches alone, to be merged into the window's. */
public final class WindowDelta {

    private final WindowKey key;
    private final CompiledRule rule;
    private final Instant end;
    private final List<Map<RowIdentity, RowState>> rows = new ArrayList<>(1);

    /** @param end first moment behind the window */
    WindowDelta(WindowKey key, CompiledRule rule, Instant end) {
        this.key = key;
        this.rule = rule;
        this.end = end;
        rule.searches().forEach(search -> rows.add(new LinkedHashMap<>()));
    }

    public WindowKey key() {
        return key;
    }

    CompiledRule rule() {
        return rule;
    }

    Instant end() {
        return end;
    }

    WindowSpan span() {
        return new WindowSpan(key.start(), end);
    }

    /** @param search its number */
    Map<RowIdentity, RowState> rows(int search) {
        return rows.get(search);
    }

    /** Adds an event that matches one of the rule's searches. @param fields the event as the search's feed gives it */
    CompiledSearch.Added add(CompiledSearch search, Event event, Fields fields) {
        return search.add(rows.get(search.number()), event, fields, end);
    }

    /** Whether the matches gave no row. */
    boolean isEmpty() {
        return rows.stream().allMatch(Map::isEmpty);
    }
}
