package io.outrider.store;

import java.util.Iterator;

/**
 * Tables of entries outside the heap. Entries are only ever added, and tables dropped. Used by one thread at a time. All methods
 * throw {@link StoreException} if the store cannot be read or written.
 */
public interface RowStore extends AutoCloseable {

    /**
     * Adds entries to a table, all of them or, if there is no room, none. A key may be in a table any number of times.
     *
     * @param table its number; a table is there once it has an entry
     * @param entries are taken one by one and not kept
     * @return whether there was room
     */
    boolean append(long table, Iterator<Entry> entries);

    /**
     * The entries of a table in the order of their keys, byte by byte as unsigned numbers; those of one key in the order in which
     * they were added. They are read while it is walked, a megabyte at a time: the table must not change meanwhile, others may.
     */
    Iterator<Entry> entries(long table);

    /** Drops a table, if it is there. */
    void drop(long table);

    /** Bytes that the entries take; 0 where nobody counts. Safe for use by any thread, as of the last change. */
    default long used() {
        return 0;
    }

    /** Bytes that they may take; 0 where nothing bounds them. */
    default long most() {
        return 0;
    }

    /** Ends the store; what was in it is lost. */
    @Override
    void close();
}
