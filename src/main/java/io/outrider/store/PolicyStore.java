package io.outrider.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Silences, and the list of what was held back, in the database of the state: what people do and read while a service writes
 * there. Each write is a transaction of its own, and a read holds nothing at its end, so that it neither waits for a batch for long nor
 * holds one up. Safe for use by several threads. All methods throw {@link StoreException} if the database cannot be used.
 */
public final class PolicyStore implements AutoCloseable {

    private final Sql sql;

    /** @param name of the database, as messages call it: without a password */
    public PolicyStore(DataSource database, String name) {
        this.sql = new Sql(database, name);
    }

    public synchronized void add(SilenceEntry silence) {
        sql.transaction(() -> sql.update(
                "INSERT INTO silence (id, matchers, starts, ends, who, why, ended) VALUES (?, ?, ?, ?, ?, ?, ?)",
                silence.id(),
                silence.matchers(),
                silence.from(),
                silence.until(),
                silence.who(),
                silence.why(),
                silence.ended()));
    }

    /** Ends a silence before its time. @return whether there is one with the id that had not ended */
    public synchronized boolean end(String id, Instant at) {
        AtomicInteger ended = new AtomicInteger();
        sql.transaction(
                () -> ended.set(sql.update("UPDATE silence SET ended = ? WHERE id = ? AND ended IS NULL", at, id)));
        return ended.get() > 0;
    }

    /** By their beginning. @param all whether those whose time is over, or that were ended, are too */
    public synchronized List<SilenceEntry> silences(boolean all, Instant now) {
        List<SilenceEntry> found = new ArrayList<>();
        sql.select(
                "SELECT id, matchers, starts, ends, who, why, ended FROM silence" + (all ? "" : " WHERE ended IS NULL")
                        + " ORDER BY starts, id",
                row -> {
                    String ended = row.getString(7);
                    SilenceEntry silence = new SilenceEntry(
                            StoredText.read(row.getString(1)),
                            StoredText.read(row.getString(2)),
                            Instant.parse(row.getString(3)),
                            Instant.parse(row.getString(4)),
                            StoredText.read(row.getString(5)),
                            StoredText.read(row.getString(6)),
                            ended == null ? null : Instant.parse(ended));
                    if (all || silence.isCurrent(now)) {
                        found.add(silence);
                    }
                });
        return found;
    }

    /** What was held back, the last first, as long as it is kept. */
    public synchronized void heldBack(Consumer<HeldBack> use) {
        sql.select(
                "SELECT alert, revision, activity, detection, name, severity, happened, held, kind, holder, row_text"
                        + " FROM held_back ORDER BY number DESC",
                row -> use.accept(new HeldBack(
                        StoredText.read(row.getString(1)),
                        row.getInt(2),
                        row.getString(3),
                        StoredText.read(row.getString(4)),
                        StoredText.read(row.getString(5)),
                        row.getString(6),
                        Instant.parse(row.getString(7)),
                        Instant.parse(row.getString(8)),
                        new Hold(Hold.Kind.valueOf(row.getString(9)), StoredText.read(row.getString(10))),
                        StoredText.read(row.getString(11)))));
    }

    /** How many that were held back are not listed any more, because there were too many. */
    public synchronized long trimmed() {
        List<Long> trimmed = new ArrayList<>(1);
        sql.select(
                "SELECT value FROM settings WHERE name = 'held-back-trimmed'",
                row -> trimmed.add(Long.parseLong(row.getString(1))));
        return trimmed.isEmpty() ? 0 : trimmed.get(0);
    }

    @Override
    public synchronized void close() {
        sql.close();
    }
}
