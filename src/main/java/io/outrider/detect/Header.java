package io.outrider.detect;

import io.outrider.cim.FieldSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The names of a table's columns, in order, which its rows share: a row is an array of values beside it. Headers that come of one
 * by adding columns are kept with it, so that what a stage makes of a header is worked out once for all rows that have it.
 */
final class Header {

    /** So many headers come of one: rules name some tens of columns; the names in events have no bound. */
    private static final int MOST_KEPT = 256;

    private final List<String> names;
    private final FieldSlots places;
    private final AtomicInteger kept;
    // Replaced as a whole, so that it is read without a lock.
    private volatile Map<String, Header> longer = Map.of();

    /** @param names which are different */
    Header(List<String> names) {
        this(names, new AtomicInteger());
    }

    private Header(List<String> names, AtomicInteger kept) {
        this.names = List.copyOf(names);
        this.kept = kept;
        places = new FieldSlots(this.names);
    }

    List<String> names() {
        return names;
    }

    int size() {
        return names.size();
    }

    /** Where a column is; -1 if there is none of the name. */
    int place(String column) {
        return places.of(column);
    }

    /** The header with a column behind the others. @param column that it does not have */
    Header with(String column) {
        Header known = longer.get(column);
        return known == null ? added(column) : known;
    }

    private synchronized Header added(String column) {
        Header known = longer.get(column);
        if (known != null) {
            return known;
        }
        Header added = new Header(with(List.of(column)), kept);
        if (kept.incrementAndGet() <= MOST_KEPT) {
            Map<String, Header> all = new HashMap<>(longer);
            all.put(column, added);
            longer = Map.copyOf(all);
        }
        return added;
    }

    /** The names with others behind them. */
    List<String> with(List<String> more) {
        List<String> all = new ArrayList<>(names.size() + more.size());
        all.addAll(names);
        all.addAll(more);
        return all;
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
