package io.outrider.store;

import java.time.Instant;
import javax.sql.DataSource;

/**
 * Sees whether the database of the state can be written, and how full its bounded tables are; SQL as in {@link SqlStateStore}. It has a
 * connection of its own. Safe for use by several threads. All methods throw {@link StoreException} if the database cannot be used.
 */
public final class StoreProbe implements AutoCloseable {

    private final Sql sql;
    private final String row;

    /**
     * @param name of the database, as messages call it: without a password
     * @param instance of several that share it, so that each writes a row of its own; empty for one alone
     */
    public StoreProbe(DataSource database, String name, String instance) {
        this.sql = new Sql(database, name);
        this.row = instance.isEmpty() ? "health" : "health@" + instance;
    }

    /** Writes, and commits, when it did so. */
    public synchronized void write(Instant now) {
        sql.transaction(() -> sql.update(
                "INSERT INTO settings (name, value) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                row,
                now));
    }

    /** Dead letters of events and matches, as their bound counts them: by their numbers. */
    public synchronized long deadLetters() {
        return extent("dead_letter");
    }

    /** What was held back and is listed, counted likewise. */
    public synchronized long heldBack() {
        return extent("held_back");
    }

    // Each end by the key alone: both in one query would read all rows, as to count them would.
    private long extent(String table) {
        return sql.selectNumber(
                "SELECT (SELECT MAX(number) FROM " + table + ") - (SELECT MIN(number) FROM " + table + ") + 1");
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
