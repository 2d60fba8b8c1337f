package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one batch adds to one detection's window: rows over the batch's matches alone, to be merged into the window's. */
public final class WindowDelta {

    private final WindowKey key;
    private final CompiledRule rule;
    private final WindowSpan span;
    private final List<SearchDelta> searches = new ArrayList<>(1);

    WindowDelta(WindowKey key, CompiledRule rule, WindowSpan span) {
        this.key = key;
        this.rule = rule;
        this.span = span;
        rule.searches().forEach(search -> searches.add(new SearchDelta()));
    }

    public WindowKey key() {
        return key;
    }

    CompiledRule rule() {
        return rule;
    }

    WindowSpan span() {
        return span;
    }

    /** @param search its number */
    SearchDelta of(int search) {
        return searches.get(search);
    }

    /** The rows of a search, all of them grouped. @param search its number */
    Map<RowIdentity, RowState> rows(int search) {
        return searches.get(search).grouped(rule.searches().get(search), span.end());
    }

    /**
     * Adds an event that matches one of the rule's searches.
     *
     * @param fields the event as the search's feed gives it
     * @param place of the event
     */
    CompiledSearch.Added add(CompiledSearch search, Event event, Fields fields, Place place) {
        return search.add(searches.get(search.number()), event, fields, place, span.end());
    }

    /** Whether the matches gave no row. */
    boolean isEmpty() {
        return searches.stream().allMatch(SearchDelta::isEmpty);
    }
}
