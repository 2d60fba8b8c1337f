package io.outrider.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Silences, and the list of what was held back, in the database of the state: what people do and read while a service writes
 * there. Each call has a connection and a transaction of its own, so that it neither waits for a batch for long nor holds one up.
 * All methods throw {@link StoreException} if the database cannot be used.
 */
public final class PolicyStore {

    private final Connections connections;
    private final String name;

    /** Gives connections, which the caller closes. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    /** @param name of the database, as messages call it: without a password */
    public PolicyStore(Connections connections, String name) {
        this.connections = connections;
        this.name = name;
    }

    public void add(SilenceEntry silence) {
        update(
                "INSERT INTO silence (id, matchers, starts, ends, who, why, ended) VALUES (?, ?, ?, ?, ?, ?, ?)",
                silence.id(),
                silence.matchers(),
                silence.from().toString(),
                silence.until().toString(),
                silence.who(),
                silence.why(),
                silence.ended() == null ? null : silence.ended().toString());
    }

    /** Ends a silence before its time. @return whether there is one with the id that had not ended */
    public boolean end(String id, Instant at) {
        return update("UPDATE silence SET ended = ? WHERE id = ? AND ended IS NULL", at.toString(), id) > 0;
    }

    /** By their beginning. @param all whether those whose time is over, or that were ended, are too */
    public List<SilenceEntry> silences(boolean all, Instant now) {
        List<SilenceEntry> found = new ArrayList<>();
        select(
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
    public void heldBack(Consumer<HeldBack> use) {
        select(
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
    public long trimmed() {
        List<Long> trimmed = new ArrayList<>(1);
        select(
                "SELECT value FROM settings WHERE name = 'held-back-trimmed'",
                row -> trimmed.add(Long.parseLong(row.getString(1))));
        return trimmed.isEmpty() ? 0 : trimmed.get(0);
    }

    private interface Row {
        void use(ResultSet row) throws SQLException;
    }

    private void select(String sql, Row each) {
        try (Connection connection = opened();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.use(rows);
            }
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    private int update(String sql, @Nullable String... values) {
        try (Connection connection = opened();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                String value = values[i];
                statement.setString(i + 1, value == null ? null : StoredText.of(value));
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed("written", e);
        }
    }

    private Connection opened() throws SQLException {
        Connection connection = connections.open();
        connection.setAutoCommit(true);
        return connection;
    }

    private StoreException failed(String done, SQLException e) {
        return new StoreException(
                "silences and what was held back, in " + name + ", could not be " + done + ": " + e.getMessage(), e);
    }
}
