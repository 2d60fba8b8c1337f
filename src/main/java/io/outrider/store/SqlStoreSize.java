package io.outrider.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How much of a database with the schema of {@code db/migration} is in use; {@code docs/design/store-bound.md} tells why it is measured so.
 * SQLite knows its pages. PostgreSQL does not know how much of its relations lives: that is added up by a scan, and estimated from there on.
 */
public final class SqlStoreSize implements StoreSize, AutoCloseable {

    // Pages that a deletion freed are used before the file grows.
    private static final String PAGES = "SELECT (pages.page_count - free.freelist_count) * size.page_size"
            + " FROM pragma_page_count() AS pages, pragma_freelist_count() AS free, pragma_page_size() AS size";

    private static final String LIVE = "SELECT " + live("part", "OCTET_LENGTH(bytes)")
            + " + " + live("emission", "OCTET_LENGTH(bytes)")
            + " + " + live("outbox", "OCTET_LENGTH(bytes)")
            + " + " + live("dead_letter", "OCTET_LENGTH(bytes)")
            + " + " + live("held_back", "OCTET_LENGTH(row_text)")
            + " + " + live("delivery", "OCTET_LENGTH(reason)")
            + " + " + live("window_state", "0");

    // A scan is no more than a tenth of the time, and what it gave is not much older than what others may add.
    private static final int SHARE_OF_SCANS = 10;
    private static final Duration BETWEEN_SCANS = Duration.ofSeconds(10);
    private static final Duration OLDEST = Duration.ofMinutes(10);

    // While input is held, it is asked for every some seconds, and counts all of the outbox.
    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(1);

    private final Sql sql;
    private final long most;
    private final @Nullable Growth growth;
    private final Clock clock;

    // All guarded by this. Of the last scan: what it found beyond the growth at that time.
    private long base;
    private Instant scanned = Instant.MIN;
    private Instant mayScan = Instant.MIN;
    private String contents = "";
    private Instant counted = Instant.MIN;

    /**
     * @param name of the database, as messages call it: without a password
     * @param most bytes that may be in use
     * @param growth of what the process writes there; {@code null} for SQLite, which needs none
     */
    public SqlStoreSize(DataSource database, String name, long most, @Nullable Growth growth, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException("outrider.store.max-size: expected 1 or more, but found " + most);
        }
        this.sql = new Sql(database, name);
        this.most = most;
        this.growth = growth;
        this.clock = clock;
    }

    private static String live(String table, String bytes) {
        return "(SELECT COALESCE(SUM(" + bytes + " + " + Growth.ROW + "), 0) FROM " + table + ")";
    }

    @Override
    public synchronized long used() {
        if (growth == null) {
            return sql.selectNumber(PAGES);
        }
        Instant now = clock.instant();
        long estimate = base + growth.bytes();
        boolean old = scanned.equals(Instant.MIN) || !now.isBefore(scanned.plus(OLDEST));
        if ((estimate > most || old) && !now.isBefore(mayScan) || now.isBefore(scanned)) {
            long before = growth.bytes();
            base = sql.selectNumber(LIVE) - before;
            scanned = clock.instant();
            Duration rest = Duration.between(now, scanned).multipliedBy(SHARE_OF_SCANS);
            mayScan = scanned.plus(rest.compareTo(BETWEEN_SCANS) > 0 ? rest : BETWEEN_SCANS);
        }
        return Math.max(0, base + growth.bytes());
    }

    @Override
    public long most() {
        return most;
    }

    @Override
    public synchronized String contents() {
        Instant now = clock.instant();
        if (counted.equals(Instant.MIN) || !now.isBefore(counted.plus(BETWEEN_COUNTS)) || now.isBefore(counted)) {
            contents = sql.selectNumber("SELECT COUNT(*) FROM window_state WHERE forgotten = 0") + " windows, "
                    + sql.selectNumber("SELECT COUNT(*) FROM outbox")
                    + " alerts that wait for a sink or are among its dead letters, "
                    + sql.selectNumber("SELECT COUNT(*) FROM delivery WHERE dead IS NOT NULL")
                    + " dead letters of deliveries, "
                    + sql.selectNumber("SELECT COUNT(*) FROM dead_letter") + " of events and matches, "
                    + sql.selectNumber("SELECT COUNT(*) FROM held_back") + " alerts held back";
            counted = now;
        }
        return contents;
    }

    /** Ends the connection. */
    @Override
    public synchronized void close() {
        sql.close();
    }
}
