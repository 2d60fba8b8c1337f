package io.outrider.store;

import io.outrider.store.LetterId.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Dead letters in a relational database that has the schema of {@code db/migration}; SQL as in {@link SqlStateStore}. */
public final class SqlDeadLetterStore implements DeadLetterStore {

    private static final String DELIVERIES =
            "SELECT 'DELIVERY' AS kind, delivery.sink AS sink, delivery.number AS number,"
                    + " dead AS given_up, '' AS source, reason, tries, first_tried,"
                    + " CASE WHEN sink.sink IS NULL THEN 'its sink is not among outrider.sinks' END AS obstacle"
                    + " FROM delivery LEFT JOIN sink ON sink.sink = delivery.sink WHERE dead IS NOT NULL";

    private static final String INPUT = "SELECT kind, '' AS sink, number, given_up, source, reason, 0 AS tries,"
            + " NULL AS first_tried, obstacle FROM dead_letter WHERE retried IS NULL";

    // Of the room for all letters: freed at once where it is full, and filled before they are sized again, for other
    // processes may
    // have added some. To size them is to look at each.
    private static final int PART = 10;

    private final Sql sql;
    // In all letters of input and matches, or more: others may have deleted some. Negative until they were sized.
    private long size = -1;
    // When they were sized.
    private long sized;

    /** @param name of the database, as messages call it: without a password */
    public SqlDeadLetterStore(DataSource database, String name) {
        this.sql = new Sql(database, name);
    }

    @Override
    public synchronized void all(Consumer<DeadLetter> use) {
        sql.select(
                "SELECT * FROM (" + DELIVERIES + " UNION ALL " + INPUT + ") letter ORDER BY given_up DESC, number DESC",
                row -> use.accept(letter(row)));
    }

    @Override
    public synchronized Optional<DeadLetter> get(LetterId id) {
        List<DeadLetter> found = new ArrayList<>(1);
        if (id.kind() == Kind.DELIVERY) {
            sql.select(
                    DELIVERIES + " AND delivery.sink = ? AND delivery.number = ?",
                    row -> found.add(letter(row)),
                    id.sink(),
                    id.number());
        } else {
            sql.select(
                    INPUT + " AND kind = ? AND number = ?",
                    row -> found.add(letter(row)),
                    id.kind().name(),
                    id.number());
        }
        return found.stream().findFirst();
    }

    // In the order of the columns above.
    @SuppressWarnings("checkstyle:MagicNumber")
    private static DeadLetter letter(ResultSet row) throws SQLException {
        String firstTried = row.getString(8);
        String obstacle = row.getString(9);
        return new DeadLetter(
                new LetterId(Kind.valueOf(row.getString(1)), StoredText.read(row.getString(2)), row.getLong(3)),
                Instant.parse(row.getString(4)),
                StoredText.read(row.getString(5)),
                StoredText.read(row.getString(6)),
                row.getInt(7),
                firstTried == null ? null : Instant.parse(firstTried),
                obstacle == null ? null : StoredText.read(obstacle));
    }

    @Override
    public synchronized byte @Nullable [] bytes(LetterId id) {
        List<byte[]> found = new ArrayList<>(1);
        sql.select(
                "SELECT bytes FROM dead_letter WHERE kind = ? AND number = ?",
                row -> found.add(row.getBytes(1)),
                id.kind().name(),
                id.number());
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public synchronized int add(Collection<NewLetter> letters, int most, long mostBytes) {
        long more = letters.stream().mapToLong(letter -> letter.bytes().length).sum();
        long part = mostBytes / PART;
        if (size < 0 || size + more > mostBytes || size + more - sized > part) {
            // Neither database reads the bytes for it.
            size = sql.selectNumber("SELECT SUM(LENGTH(bytes)) FROM dead_letter");
            sized = size;
        }
        boolean full = size + more > mostBytes;
        long left = mostBytes - part;
        AtomicInteger gone = new AtomicInteger();
        sql.transaction(() -> {
            for (NewLetter letter : letters) {
                sql.update(
                        "INSERT INTO dead_letter (kind, given_up, source, reason, obstacle, bytes) VALUES (?, ?, ?, ?, ?, ?)",
                        letter.kind().name(),
                        letter.time(),
                        letter.source(),
                        letter.reason(),
                        letter.obstacle(),
                        letter.bytes());
            }
            // By the key alone: to count them would read all of them.
            gone.set(sql.update(
                    "DELETE FROM dead_letter WHERE number <= (SELECT MAX(number) FROM dead_letter) - ?", most));
            if (full) {
                gone.addAndGet(sql.update(
                        "DELETE FROM dead_letter WHERE number <= (SELECT MAX(number) FROM (SELECT number,"
                                + " SUM(LENGTH(bytes)) OVER (ORDER BY number DESC) AS size FROM dead_letter) sized"
                                + " WHERE size > ?)",
                        left));
            }
        });
        size = full ? left : size + more;
        return gone.get();
    }

    @Override
    public synchronized int retry(Collection<LetterId> ids, Instant now) {
        AtomicInteger retried = new AtomicInteger();
        sql.transaction(() -> {
            for (LetterId id : ids) {
                retried.addAndGet(
                        id.kind() == Kind.DELIVERY
                                ? sql.update(
                                        "UPDATE delivery SET dead = NULL, tries = 0, first_tried = ?, due = ?, retried = ?"
                                                + " WHERE sink = ? AND number = ? AND dead IS NOT NULL"
                                                + " AND EXISTS (SELECT 1 FROM sink WHERE sink.sink = delivery.sink)",
                                        now,
                                        now,
                                        now,
                                        id.sink(),
                                        id.number())
                                : sql.update(
                                        "UPDATE dead_letter SET retried = ? WHERE kind = ? AND number = ?"
                                                + " AND obstacle IS NULL AND retried IS NULL",
                                        now,
                                        id.kind().name(),
                                        id.number()));
            }
        });
        return retried.get();
    }

    @Override
    public synchronized int drop(Collection<LetterId> ids) {
        AtomicInteger dropped = new AtomicInteger();
        sql.transaction(() -> {
            for (LetterId id : ids) {
                dropped.addAndGet(
                        id.kind() == Kind.DELIVERY
                                ? sql.update(
                                        "DELETE FROM delivery WHERE sink = ? AND number = ? AND dead IS NOT NULL",
                                        id.sink(),
                                        id.number())
                                : sql.update(
                                        "DELETE FROM dead_letter WHERE kind = ? AND number = ? AND retried IS NULL",
                                        id.kind().name(),
                                        id.number()));
            }
        });
        return dropped.get();
    }

    @Override
    public synchronized List<Retried> retried(int most, long mostBytes) {
        Map<Long, Long> sizes = new LinkedHashMap<>();
        sql.select(
                "SELECT number, LENGTH(bytes) FROM dead_letter WHERE retried IS NOT NULL ORDER BY number LIMIT ?",
                row -> sizes.put(row.getLong(1), row.getLong(2)),
                most);
        List<Retried> found = new ArrayList<>();
        long left = mostBytes;
        for (Map.Entry<Long, Long> letter : sizes.entrySet()) {
            left -= letter.getValue();
            if (left < 0 && !found.isEmpty()) {
                break;
            }
            sql.select(
                    "SELECT bytes FROM dead_letter WHERE number = ?",
                    row -> found.add(new Retried(letter.getKey(), row.getBytes(1))),
                    letter.getKey());
        }
        return found;
    }

    @Override
    public synchronized void done(long number) {
        sql.transaction(() -> sql.update("DELETE FROM dead_letter WHERE number = ?", number));
    }

    @Override
    public synchronized void failed(long number, String reason) {
        sql.transaction(
                () -> sql.update("UPDATE dead_letter SET retried = NULL, reason = ? WHERE number = ?", reason, number));
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
