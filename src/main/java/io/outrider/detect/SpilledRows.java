package io.outrider.detect;

import io.outrider.store.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of a search's table is in the store: states of rows, any number for one row, and matches that are not grouped yet. What is
 * done here is never to be taken back: it changes where the rows are, not what they are.
 */
final class SpilledRows {

    /** So many entries of matches are grouped at once: with their groups they take some 20 MB, a few times what they take here. */
    private static final int GROUPED_AT_ONCE = 64;

    private final Spill spill;
    private final Gathering gathering;
    private final RowCodec codec;
    private final @Nullable PendingCodec pendingCodec;
    private final long table;
    private final long pendingTable;
    private boolean hasRows;
    private boolean hasPending;
    private long added;

    SpilledRows(Spill spill, CompiledSearch search) {
        this.spill = spill;
        gathering = search.gathering();
        codec = new RowCodec(gathering);
        Postponement postponement = search.postponement();
        pendingCodec = postponement == null ? null : new PendingCodec(postponement);
        table = spill.newTable();
        pendingTable = spill.newTable();
    }

    RowCodec codec() {
        return codec;
    }

    /** Adds states of rows; all or, if there is no room, none. */
    boolean add(Collection<RowState> rows) {
        boolean room = rows.isEmpty() || append(entries(rows));
        added += room ? rows.size() : 0;
        return room;
    }

    /** How many rows and matches were added: a bound on the rows that there are. */
    long added() {
        return added;
    }

    private boolean append(Iterator<Entry> entries) {
        boolean room = spill.append(table, entries);
        hasRows |= room;
        return room;
    }

    /** In the order of their keys, so that the store touches one place after the other. */
    private Iterator<Entry> entries(Collection<RowState> rows) {
        List<RowState> sorted = new ArrayList<>(rows);
        gathering.sort(sorted);
        // Their keys are not kept: they are as long as the rows.
        return new Mapped<>(sorted.iterator(), row -> codec.entry(codec.key(row), row));
    }

    /** The rows by their keys, in the order of the store. */
    TreeMap<byte[], RowState> byKey(Collection<RowState> rows) {
        TreeMap<byte[], RowState> sorted = new TreeMap<>(Arrays::compareUnsigned);
        rows.forEach(row -> sorted.put(codec.key(row), row));
        return sorted;
    }

    /** Adds matches; all or, if there is no room, none. */
    boolean addPending(List<PendingMatch> matches) {
        if (matches.isEmpty() || pendingCodec == null) {
            return true;
        }
        boolean room = spill.append(pendingTable, pendingCodec.entries(matches));
        hasPending |= room;
        added += room ? matches.size() : 0;
        return room;
    }

    boolean isEmpty() {
        return !hasRows && !hasPending;
    }

    boolean hasRows() {
        return hasRows;
    }

    boolean hasPending() {
        return hasPending;
    }

    /** States of rows in the order of their keys; those of one row follow each other. */
    Iterator<Entry> rows() {
        return hasRows ? spill.entries(table) : Collections.emptyIterator();
    }

    /** Gives the matches, some at a time. */
    void forEachPending(Consumer<List<PendingMatch>> use) {
        Iterator<List<PendingMatch>> some = pending();
        while (some.hasNext()) {
            use.accept(some.next());
        }
    }

    private Iterator<List<PendingMatch>> pending() {
        if (!hasPending || pendingCodec == null) {
            return Collections.emptyIterator();
        }
        PendingCodec of = pendingCodec;
        Iterator<Entry> entries = spill.entries(pendingTable);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public List<PendingMatch> next() {
                List<PendingMatch> some = new ArrayList<>();
                for (int i = 0; i < GROUPED_AT_ONCE && entries.hasNext(); i++) {
                    of.read(entries.next(), some);
                }
                return some;
            }
        };
    }

    /**
     * Groups the matches, into states of rows that are in the store too.
     *
     * @return whether there was room for these; if not, the matches stay as they are
     */
    boolean groupPending(Function<List<PendingMatch>, Collection<RowState>> grouping) {
        boolean grouped = append(new Concatenated<>(new Mapped<>(pending(), some -> entries(grouping.apply(some)))));
        if (grouped) {
            hasPending = false;
            spill.drop(pendingTable);
        }
        return grouped;
    }

    void drop() {
        if (hasRows) {
            spill.drop(table);
        }
        if (hasPending) {
            spill.drop(pendingTable);
        }
    }

    /** What a function makes of each element. */
    private record Mapped<A, B>(Iterator<A> elements, Function<A, B> function) implements Iterator<B> {
        @Override
        public boolean hasNext() {
            return elements.hasNext();
        }

        @Override
        public B next() {
            return function.apply(elements.next());
        }
    }

    /** The elements of one after the other. */
    private static final class Concatenated<A> implements Iterator<A> {

        private final Iterator<Iterator<A>> parts;
        private Iterator<A> part = Collections.emptyIterator();

        Concatenated(Iterator<Iterator<A>> parts) {
            this.parts = parts;
        }

        @Override
        public boolean hasNext() {
            while (!part.hasNext() && parts.hasNext()) {
                part = parts.next();
            }
            return part.hasNext();
        }

        @Override
        public A next() {
            // Without a look for the next part there may be none.
            return hasNext() ? part.next() : Collections.<A>emptyIterator().next();
        }
    }
}
