package io.outrider.store;

import io.outrider.store.StateChange.DetectionPut;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.EventTimePut;
import io.outrider.store.StateChange.FatePut;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.PassAdded;
import io.outrider.store.StateChange.RanPut;
import io.outrider.store.StateChange.UnitDropped;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowPut;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The state in a PostgreSQL, 10 or later, that several instances use.
 *
 * <p>Locks are taken in one order, so that no two instances wait for each other: windows, emissions of first matches, suppressions, metadata
 * of detections, feeds, units, each of them in the order of their keys, and none is raised from shared to exclusive. Who closes windows takes
 * those that nobody has, and gives way where it must wait for others behind that.
 */
public final class SqlSharedStore implements SharedStateStore {

    private static final String WINDOW =
            "w.detection, w.starts, w.ends, w.plan, w.incomplete, w.overflowed, w.last_closed, w.closed_at";

    /** Two arrays: detections and starts. */
    private static final String WANTED = " JOIN unnest(?, ?) AS wanted (detection, starts)"
            + " ON w.detection = wanted.detection AND w.starts = wanted.starts";

    /** Of locks that are known to all of a database: numbers beside this one are ours. */
    private static final int SUPPRESSIONS = 0x0f7d;

    /** They are in PostgreSQL's memory, which has room for 6,400 by default. Alerts that are not alike share one sometimes. */
    private static final int LOCKS = 1_024;

    /** Shorter than the second after which PostgreSQL looks for who waits for whom, and ends any of them: a batch perhaps. */
    private static final String GIVE_WAY = "SET LOCAL lock_timeout = 500";

    // Of PostgreSQL's errors, its manual's appendix A.
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Instant FIRST_PLAIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_PLAIN = Instant.parse("9999-01-01T00:00:00Z");

    private static final Comparator<WindowId> ORDER =
            Comparator.comparing(WindowId::detection).thenComparing(WindowId::start);
    private static final Comparator<EmissionPut> BY_KEY =
            Comparator.comparing(EmissionPut::window, ORDER).thenComparing(EmissionPut::alertId);
    private static final Comparator<FeedPut> BY_HOUR =
            Comparator.comparing(FeedPut::start).thenComparing(FeedPut::end).thenComparing(FeedPut::unit);

    private final SqlStateStore sql;
    private final String instance;
    // Where this instance read or left units.
    private final Map<String, Long> positions = new HashMap<>();

    // Of the transaction that is under way.
    private final Map<WindowId, WindowPut> locked = new HashMap<>();
    private final Set<WindowId> leftDue = new HashSet<>();
    private final Set<WindowId> touched = new HashSet<>();
    private final Map<SaidAlert, byte[]> claimed = new HashMap<>();
    private boolean underWay;

    /**
     * @param name of the database, as messages call it: without a password
     * @param instance the name of this instance
     */
    public SqlSharedStore(DataSource database, String name, String instance) {
        this(database, name, instance, null);
    }

    /** As above. @param growth is told what this instance writes; {@code null} if nobody asks */
    public SqlSharedStore(DataSource database, String name, String instance, @Nullable Growth growth) {
        this(new SqlStateStore(database, name, growth, false, Duration.ofMinutes(2)), instance);
    }

    SqlSharedStore(SqlStateStore sql, String instance) {
        this.sql = sql;
        this.instance = instance;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public void release() {
        if (underWay) {
            sql.rollback();
            end();
        }
    }

    private void end() {
        underWay = false;
        locked.clear();
        leftDue.clear();
        touched.clear();
        claimed.clear();
    }

    private void select(String statement, Sql.Row each, Object... values) {
        underWay = true;
        try {
            sql.select(statement, each, values);
        } catch (StoreException e) {
            // With its connection.
            end();
            throw conflictOr(e);
        }
    }

    /** A transaction that was ended for the sake of another one comes again: nothing is wrong with the store. */
    private static RuntimeException conflictOr(StoreException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException of
                    && (DEADLOCK_DETECTED.equals(of.getSQLState()) || LOCK_NOT_AVAILABLE.equals(of.getSQLState()))) {
                return new LockConflictException(
                        "another instance holds what is to be changed: the batch is rolled back and comes again, windows that were"
                                + " to be closed are due again: " + of.getMessage(),
                        failure);
            }
        }
        return failure;
    }

    @Override
    public void write(List<StateChange> changes) {
        Map<String, @Nullable Long> moved = new HashMap<>();
        try {
            sql.commit(() -> make(changes, moved));
        } catch (StoreException e) {
            throw conflictOr(e);
        } finally {
            end();
        }
        sql.wrote(changes);
        moved.forEach((unit, position) -> {
            if (position == null) {
                positions.remove(unit);
            } else {
                positions.put(unit, position);
            }
        });
    }

    private void make(List<StateChange> changes, Map<String, @Nullable Long> moved) throws SQLException {
        List<WindowPut> adding = new ArrayList<>();
        List<DetectionPut> detections = new ArrayList<>();
        List<EmissionPut> emissions = new ArrayList<>();
        List<StateChange> units = new ArrayList<>();
        List<FeedPut> feeds = new ArrayList<>();
        List<StateChange> others = new ArrayList<>();
        Map<WindowId, String> plans = new HashMap<>();
        for (StateChange change : changes) {
            if (change instanceof WindowPut put && put.closedAt() == null) {
                adding.add(put);
                plans.put(put.window(), put.plan());
            } else if (change instanceof WindowPut put) {
                close(put);
            } else if (change instanceof DetectionPut put) {
                detections.add(put);
            } else if (change instanceof EmissionPut put) {
                emissions.add(put);
            } else if (change instanceof UnitPut || change instanceof UnitDropped) {
                units.add(change);
            } else if (change instanceof FeedPut put) {
                feeds.add(put);
            } else if (!(change instanceof EventTimePut)) {
                // Event time is what the units' watermarks say.
                others.add(change);
            }
        }
        touch(adding);
        detections.sort(Comparator.comparing(DetectionPut::detection));
        for (DetectionPut put : detections) {
            put(put);
        }
        for (StateChange change : others) {
            if (change instanceof PartAdded part) {
                add(part, plans.get(part.window()));
            } else {
                sql.make(change);
            }
        }
        feeds.sort(BY_HOUR);
        for (FeedPut put : feeds) {
            sql.make(put);
        }
        // Something may have been added to what was claimed.
        emissions.removeIf(put -> Arrays.equals(put.bytes(), claimed.get(new SaidAlert(put.window(), put.alertId()))));
        emissions.sort(BY_KEY);
        for (EmissionPut put : emissions) {
            sql.make(put);
        }
        units.sort(Comparator.comparing(SqlSharedStore::unitOf));
        for (StateChange change : units) {
            move(change, moved);
        }
    }

    private static String unitOf(StateChange change) {
        return change instanceof UnitPut put ? put.unit() : ((UnitDropped) change).unit();
    }

    private void close(WindowPut put) throws SQLException {
        WindowPut before = locked.get(put.window());
        if (before == null) {
            throw new IllegalStateException("expected the window " + put.window() + " to be locked by who closes it");
        }
        if (!before.plan().equals(put.plan())) {
            sql.update(
                    "UPDATE emission SET earlier = 1 WHERE detection = ? AND starts = ?",
                    put.window().detection(),
                    put.window().start());
        }
        sql.make(put);
        sql.update(
                leftDue.contains(put.window())
                        ? "INSERT INTO reopened (detection, starts) VALUES (?, ?) ON CONFLICT DO NOTHING"
                        : "DELETE FROM reopened WHERE detection = ? AND starts = ?",
                put.window().detection(),
                put.window().start());
    }

    private void add(PartAdded part, @Nullable String plan) throws SQLException {
        if (plan == null) {
            throw new IllegalStateException("expected the window " + part.window() + " to be put with its parts");
        }
        sql.update(
                "INSERT INTO part (detection, starts, search, kind, bytes, plan) VALUES (?, ?, ?, ?, ?, ?)",
                part.window().detection(),
                part.window().start(),
                part.search(),
                part.kind().name(),
                part.bytes(),
                plan);
    }

    /** Only where it is another: all instances write the same, mostly. */
    private void put(DetectionPut put) throws SQLException {
        if (sql.update(
                        "INSERT INTO detection (detection, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        put.detection(),
                        put.bytes())
                == 0) {
            sql.update(
                    "UPDATE detection SET bytes = ? WHERE detection = ? AND bytes <> ?",
                    put.bytes(),
                    put.detection(),
                    put.bytes());
        }
    }

    /** Locks windows against being closed, in their order, and makes those that are not there. */
    private void touch(List<WindowPut> windows) throws SQLException {
        Map<WindowId, WindowPut> wanted = new TreeMap<>(ORDER);
        for (WindowPut put : windows) {
            // One that this transaction closes is not open behind it.
            if (!touched.contains(put.window()) && !locked.containsKey(put.window())) {
                wanted.merge(put.window(), put, (a, b) -> a.incomplete() ? a : b);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        if (!locked.isEmpty()) {
            sql.update(GIVE_WAY);
        }
        List<WindowId> incomplete = wanted.values().stream()
                .filter(WindowPut::incomplete)
                .map(WindowPut::window)
                .toList();
        List<WindowId> missing = new ArrayList<>(wanted.keySet());
        missing.removeAll(lock(missing, isAnyComplete(incomplete)));
        if (!missing.isEmpty()) {
            for (WindowId window : missing) {
                WindowPut put = wanted.get(window);
                sql.update(
                        "INSERT INTO window_state"
                                + " (detection, starts, ends, plan, incomplete, overflowed, last_closed, closed_at, forgotten)"
                                + " VALUES (?, ?, ?, ?, ?, 0, NULL, NULL, 0) ON CONFLICT DO NOTHING",
                        window.detection(),
                        window.start(),
                        put.end(),
                        put.plan(),
                        put.incomplete() ? 1 : 0);
            }
            lock(missing, incomplete.stream().anyMatch(missing::contains));
        }
        for (WindowId window : incomplete) {
            sql.update(
                    "UPDATE window_state SET incomplete = 1 WHERE detection = ? AND starts = ? AND incomplete = 0",
                    window.detection(),
                    window.start());
        }
        touched.addAll(wanted.keySet());
    }

    /** Whether rows of any are to be marked as incomplete still. */
    private boolean isAnyComplete(List<WindowId> windows) throws SQLException {
        return !windows.isEmpty()
                && sql.number(
                                "SELECT COUNT(*) FROM window_state w" + WANTED + " WHERE w.incomplete = 0",
                                detections(windows),
                                starts(windows))
                        > 0;
    }

    private Array detections(List<WindowId> windows) {
        return texts(windows.stream().map(WindowId::detection));
    }

    private Array starts(List<WindowId> windows) {
        return array("bigint", windows.stream().map(WindowId::start));
    }

    /** @param changing whether rows are to be changed behind it @return those that are there */
    private List<WindowId> lock(List<WindowId> windows, boolean changing) throws SQLException {
        List<WindowId> found = new ArrayList<>();
        List<WindowId> closed = new ArrayList<>();
        List<WindowId> forgotten = new ArrayList<>();
        sql.select(
                "SELECT w.detection, w.starts, w.closed_at, w.forgotten FROM window_state w" + WANTED
                        + " ORDER BY w.detection COLLATE \"C\", w.starts FOR " + (changing ? "UPDATE" : "SHARE")
                        + " OF w",
                row -> {
                    WindowId window = new WindowId(StoredText.read(row.getString(1)), row.getLong(2));
                    found.add(window);
                    if (row.getInt(4) != 0) {
                        forgotten.add(window);
                    } else if (row.getString(3) != null) {
                        closed.add(window);
                    }
                },
                detections(windows),
                starts(windows));
        if (!forgotten.isEmpty()) {
            throw new WindowForgottenException(forgotten);
        }
        for (WindowId window : closed) {
            sql.update(
                    "INSERT INTO reopened (detection, starts) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    window.detection(),
                    window.start());
        }
        return found;
    }

    private void move(StateChange change, Map<String, @Nullable Long> moved) throws SQLException {
        if (change instanceof UnitDropped dropped) {
            sql.make(dropped);
            moved.put(dropped.unit(), null);
            return;
        }
        UnitPut put = (UnitPut) change;
        Long from = moved.containsKey(put.unit()) ? moved.get(put.unit()) : positions.get(put.unit());
        int changed = from == null
                ? sql.update(
                        "INSERT INTO unit (unit, position, watermark, ended) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        put.unit(),
                        put.position(),
                        put.watermark(),
                        put.ended())
                : sql.update(
                        "UPDATE unit SET position = ?, watermark = ?, ended = ?, idle = 0"
                                + " WHERE unit = ? AND position = ?",
                        put.position(),
                        put.watermark(),
                        put.ended(),
                        put.unit(),
                        from);
        if (changed == 0) {
            throw new PositionMovedException(put.unit(), from == null ? "unknown" : "at " + from);
        }
        moved.put(put.unit(), put.position());
    }

    @Override
    public Set<String> claim(List<WindowPut> windows, List<EmissionPut> first) {
        Set<String> before = new HashSet<>();
        underWay = true;
        try {
            sql.connected();
            touch(windows);
            List<EmissionPut> sorted = new ArrayList<>(first);
            sorted.sort(BY_KEY);
            for (EmissionPut put : sorted) {
                int inserted = sql.update(
                        "INSERT INTO emission (detection, starts, alert, earlier, bytes) VALUES (?, ?, ?, 0, ?)"
                                + " ON CONFLICT DO NOTHING",
                        put.window().detection(),
                        put.window().start(),
                        put.alertId(),
                        put.bytes());
                if (inserted == 0) {
                    before.add(put.alertId());
                } else {
                    claimed.put(new SaidAlert(put.window(), put.alertId()), put.bytes());
                }
            }
        } catch (StateConflictException e) {
            release();
            throw e;
        } catch (SQLException | RuntimeException e) {
            end();
            throw sql.failed("written", e);
        }
        return before;
    }

    @Override
    public void fates(Collection<SaidAlert> alerts, Consumer<FatePut> use) {
        select(
                "SELECT f.detection, f.starts, f.alert, f.kind, f.holder FROM held_fate f"
                        + " JOIN unnest(?, ?, ?) AS wanted (detection, starts, alert) ON f.detection = wanted.detection"
                        + " AND f.starts = wanted.starts AND f.alert = wanted.alert",
                row -> use.accept(SqlStateStore.fate(row)),
                texts(alerts.stream().map(alert -> alert.window().detection())),
                array("bigint", alerts.stream().map(alert -> alert.window().start())),
                texts(alerts.stream().map(SaidAlert::alertId)));
    }

    @Override
    public void passes(Collection<Alike> alike, Consumer<PassAdded> use) {
        // Rows come as the array has them, and each takes its lock then.
        select(
                "SELECT pg_advisory_xact_lock(" + SUPPRESSIONS + ", wanted.number) FROM unnest(?) AS wanted (number)",
                row -> {},
                array(
                        "integer",
                        alike.stream().map(SqlSharedStore::lock).distinct().sorted()));
        // A statement of its own, so that it sees what was committed while it was waited.
        select(
                "SELECT p.suppression, p.row_key, p.passed, p.noted FROM suppression_pass p"
                        + " JOIN unnest(?, ?, ?, ?) AS wanted (suppression, row_key, since, till)"
                        + " ON p.suppression = wanted.suppression AND p.row_key = wanted.row_key"
                        + " WHERE p.passed COLLATE \"C\" BETWEEN wanted.since AND wanted.till",
                row -> use.accept(SqlStateStore.pass(row)),
                texts(alike.stream().map(Alike::suppression)),
                texts(alike.stream().map(Alike::key)),
                texts(alike.stream()
                        .map(one -> isPlain(one.at()) ? second(one.at().minus(one.period())) : "")),
                texts(alike.stream()
                        .map(one -> isPlain(one.at()) ? behindSecond(one.at().plus(one.period())) : "~")));
    }

    /** Of alerts that are alike it is the same. */
    private static int lock(Alike alike) {
        return Math.floorMod(31 * alike.suppression().hashCode() + alike.key().hashCode(), LOCKS);
    }

    /** Moments whose texts are in the moments' order, also a period later or earlier. */
    private static boolean isPlain(Instant moment) {
        return moment.isAfter(FIRST_PLAIN) && moment.isBefore(LAST_PLAIN);
    }

    /** Behind the texts of all moments of a second, and before those of the next. */
    private static String behindSecond(Instant moment) {
        return second(moment) + '~';
    }

    /** The beginning of the texts of all moments of a second. */
    private static String second(Instant moment) {
        String text = Instant.ofEpochSecond(moment.getEpochSecond()).toString();
        return text.substring(0, text.length() - 1);
    }

    private Array texts(Stream<String> texts) {
        return array("text", texts.map(StoredText::of));
    }

    private Array array(String type, Stream<?> values) {
        underWay = true;
        try {
            return sql.connected().createArrayOf(type, values.toArray());
        } catch (SQLException e) {
            end();
            throw sql.failed("read", e);
        }
    }

    @Override
    public void tidy(Instant notedBefore, int mostPasses, int mostListed) {
        release();
        sql.commit(() -> {
            boolean[] free = new boolean[1];
            sql.select(
                    "SELECT pg_try_advisory_xact_lock(" + SUPPRESSIONS + ", " + LOCKS + ")",
                    row -> free[0] = row.getBoolean(1));
            if (free[0]) {
                tidyPasses(notedBefore, mostPasses);
                tidyList(mostListed);
            }
        });
    }

    private void tidyPasses(Instant notedBefore, int most) throws SQLException {
        if (isPlain(notedBefore)) {
            sql.update("DELETE FROM suppression_pass WHERE noted COLLATE \"C\" < ?", second(notedBefore));
        }
        long count = sql.number("SELECT COUNT(*) FROM suppression_pass");
        if (count > most) {
            sql.update(
                    "DELETE FROM suppression_pass WHERE (suppression, row_key, passed) IN (SELECT suppression, row_key, passed"
                            + " FROM suppression_pass ORDER BY noted COLLATE \"C\" LIMIT ?)",
                    count - most);
        }
    }

    private void tidyList(int most) throws SQLException {
        // Numbers of what was rolled back are missing: then there are somewhat fewer.
        if (sql.number("SELECT MAX(number) - MIN(number) FROM held_back") >= most + most / 100) {
            sql.make(new StateChange.HeldBackTrimmed(most));
        }
    }

    @Override
    public @Nullable UnitPut unit(String unit) {
        List<UnitPut> found = new ArrayList<>(1);
        select(
                "SELECT position, watermark, ended FROM unit WHERE unit = ?",
                row -> found.add(new UnitPut(
                        unit,
                        row.getLong(1),
                        SqlStateStore.moment(row.getString(2)),
                        SqlStateStore.moment(row.getString(3)))),
                unit);
        if (found.isEmpty()) {
            positions.remove(unit);
            return null;
        }
        positions.put(unit, found.get(0).position());
        return found.get(0);
    }

    @Override
    public void open(Consumer<WindowPut> use) {
        select(
                "SELECT " + WINDOW
                        + " FROM window_state w WHERE w.forgotten = 0 AND w.closed_at IS NULL UNION ALL SELECT "
                        + WINDOW
                        + " FROM reopened r JOIN window_state w ON w.detection = r.detection AND w.starts = r.starts"
                        + " WHERE w.forgotten = 0 AND w.closed_at IS NOT NULL ORDER BY starts, detection",
                row -> use.accept(SqlStateStore.window(row)));
    }

    @Override
    public void heard(Consumer<Heard> use) {
        select(
                "SELECT unit, watermark, idle, beat FROM unit WHERE ended IS NULL",
                row -> use.accept(new Heard(
                        StoredText.read(row.getString(1)),
                        SqlStateStore.moment(row.getString(2)),
                        row.getInt(3) != 0,
                        row.getLong(4))));
    }

    @Override
    public @Nullable WindowPut lock(WindowId window) {
        List<WindowPut> found = new ArrayList<>(1);
        select(
                "SELECT " + WINDOW + " FROM window_state w WHERE w.detection = ? AND w.starts = ? AND w.forgotten = 0"
                        + " FOR UPDATE SKIP LOCKED",
                row -> found.add(SqlStateStore.window(row)),
                window.detection(),
                window.start());
        if (found.isEmpty() || found.get(0).closedAt() != null && !isReopened(window)) {
            return null;
        }
        locked.put(window, found.get(0));
        return found.get(0);
    }

    private boolean isReopened(WindowId window) {
        List<Boolean> found = new ArrayList<>(1);
        select(
                "SELECT 1 FROM reopened WHERE detection = ? AND starts = ?",
                row -> found.add(true),
                window.detection(),
                window.start());
        return !found.isEmpty();
    }

    @Override
    public boolean parts(WindowId window, String plan, Consumer<PartAdded> use) {
        boolean[] others = new boolean[1];
        // The plan of those that were added by a process that was alone is the window's.
        WindowPut put = locked.get(window);
        String ofWindow = put == null ? plan : put.plan();
        select(
                "SELECT search, kind, bytes, COALESCE(plan, ?) FROM part WHERE detection = ? AND starts = ? ORDER BY number",
                row -> {
                    if (StoredText.read(row.getString(4)).equals(plan)) {
                        use.accept(new PartAdded(
                                window, row.getInt(1), PartAdded.Kind.valueOf(row.getString(2)), row.getBytes(3)));
                    } else {
                        others[0] = true;
                    }
                },
                ofWindow,
                window.detection(),
                window.start());
        return others[0];
    }

    @Override
    public void leaveDue(WindowId window) {
        leftDue.add(window);
    }

    @Override
    public void overlapping(long start, long end, Consumer<EmissionPut> use) {
        select(
                "SELECT e.detection, e.starts, e.alert, e.earlier, e.bytes FROM window_state w JOIN emission e"
                        + " ON e.detection = w.detection AND e.starts = w.starts"
                        + " WHERE w.forgotten = 0 AND w.starts < ? AND w.ends > ?",
                row -> use.accept(new EmissionPut(
                        new WindowId(StoredText.read(row.getString(1)), row.getLong(2)),
                        StoredText.read(row.getString(3)),
                        row.getInt(4) != 0,
                        row.getBytes(5))),
                end,
                start);
    }

    @Override
    public void beat(Map<String, Boolean> idle) {
        release();
        sql.commit(() -> {
            for (Map.Entry<String, Boolean> unit : new TreeMap<>(idle).entrySet()) {
                sql.update(
                        "UPDATE unit SET beat = beat + 1, idle = ? WHERE unit = ?",
                        unit.getValue() ? 1 : 0,
                        unit.getKey());
            }
        });
    }

    @Override
    public void drop(Collection<FeedsDropped> feeds) {
        release();
        sql.commit(() -> {
            for (FeedsDropped dropped : feeds) {
                sql.update(
                        "DELETE FROM feed WHERE starts = ? AND ends = ? AND NOT EXISTS (SELECT 1 FROM window_state w"
                                + " WHERE w.starts = feed.starts AND w.ends = feed.ends AND w.forgotten = 0"
                                + " AND w.closed_at IS NULL)",
                        dropped.start(),
                        dropped.end());
            }
        });
    }

    @Override
    public int forget(ClosedAt moment, Predicate<String> unknown, int most) {
        release();
        List<WindowId> forgotten = new ArrayList<>();
        // Texts of moments are in the order of these up to the second.
        select(
                "SELECT detection, starts, closed_at, last_closed FROM window_state w WHERE forgotten = 0 AND closed_at IS NOT NULL"
                        + " AND closed_at COLLATE \"C\" < ? AND last_closed COLLATE \"C\" < ?"
                        + " AND NOT EXISTS (SELECT 1 FROM reopened r WHERE r.detection = w.detection AND r.starts = w.starts)"
                        + " ORDER BY closed_at COLLATE \"C\" LIMIT ? FOR UPDATE SKIP LOCKED",
                row -> {
                    ClosedAt closedAt = new ClosedAt(Instant.parse(row.getString(3)), Instant.parse(row.getString(4)));
                    if (closedAt.isBy(moment)) {
                        forgotten.add(new WindowId(StoredText.read(row.getString(1)), row.getLong(2)));
                    }
                },
                behindSecond(moment.eventTime()),
                behindSecond(moment.clock()),
                most);
        select(
                "SELECT detection, starts FROM window_state WHERE forgotten = 0 AND closed_at IS NULL AND ends < ?"
                        + " ORDER BY starts LIMIT ? FOR UPDATE SKIP LOCKED",
                row -> {
                    WindowId window = new WindowId(StoredText.read(row.getString(1)), row.getLong(2));
                    if (unknown.test(window.detection())) {
                        forgotten.add(window);
                    }
                },
                moment.eventTime().getEpochSecond(),
                most);
        if (forgotten.isEmpty()) {
            release();
            return 0;
        }
        try {
            sql.commit(() -> {
                for (WindowId window : forgotten) {
                    sql.make(new StateChange.WindowForgotten(window));
                    sql.update(
                            "DELETE FROM reopened WHERE detection = ? AND starts = ?",
                            window.detection(),
                            window.start());
                }
            });
        } finally {
            end();
        }
        return forgotten.size();
    }

    @Override
    public void dropForgotten(ClosedAt moment) {
        release();
        sql.commit(() -> sql.update(
                "DELETE FROM window_state WHERE (detection, starts) IN (SELECT detection, starts FROM window_state"
                        + " WHERE forgotten = 1 AND (closed_at COLLATE \"C\" < ? AND last_closed COLLATE \"C\" < ?"
                        + " OR closed_at IS NULL AND ends < ?)"
                        + " LIMIT " + FORGOTTEN_AT_ONCE + " FOR UPDATE SKIP LOCKED)",
                moment.eventTime().toString(),
                moment.clock().toString(),
                moment.eventTime().getEpochSecond()));
    }

    @Override
    public long newSlot() {
        release();
        long[] slot = new long[1];
        // Of a process that was alone, or whose slot is gone.
        sql.commit(() -> {
            sql.update("INSERT INTO instance (slot, name, beat)" + " SELECT DISTINCT number / " + NUMBERS_OF_SLOT
                    + ", '', 0 FROM outbox ON CONFLICT DO NOTHING");
            sql.select(
                    "INSERT INTO instance (name, beat) VALUES (?, 0) RETURNING slot",
                    row -> slot[0] = row.getLong(1),
                    instance);
        });
        return slot[0];
    }

    @Override
    public void slots(Consumer<Slot> use) {
        select(
                "SELECT slot, name, beat FROM instance ORDER BY slot",
                row -> use.accept(new Slot(row.getLong(1), StoredText.read(row.getString(2)), row.getLong(3))));
    }

    @Override
    public boolean adopt(Slot slot) {
        release();
        int[] changed = new int[1];
        sql.commit(() -> changed[0] = sql.update(
                "UPDATE instance SET name = ?, beat = beat + 1 WHERE slot = ? AND name = ? AND beat = ?",
                instance,
                slot.number(),
                slot.owner(),
                slot.beat()));
        return changed[0] == 1;
    }

    @Override
    public List<Long> beatSlots(Collection<Long> slots, long own) {
        release();
        List<Long> lost = new ArrayList<>();
        sql.commit(() -> {
            for (Long slot : slots.stream().sorted().toList()) {
                int dropped = slot == own
                        ? 0
                        : sql.update(
                                "DELETE FROM instance WHERE slot = ? AND name = ? AND NOT EXISTS"
                                        + " (SELECT 1 FROM outbox WHERE number >= ? AND number < ?)",
                                slot,
                                instance,
                                slot * NUMBERS_OF_SLOT,
                                (slot + 1) * NUMBERS_OF_SLOT);
                if (dropped == 1
                        || sql.update("UPDATE instance SET beat = beat + 1 WHERE slot = ? AND name = ?", slot, instance)
                                == 0) {
                    lost.add(slot);
                }
                if (dropped == 1) {
                    sql.update(
                            "DELETE FROM sink WHERE number >= ? AND number < ?",
                            slot * NUMBERS_OF_SLOT,
                            (slot + 1) * NUMBERS_OF_SLOT);
                }
            }
        });
        return lost;
    }

    // As one process reads it.

    @Override
    public void windows(Consumer<WindowPut> use) {
        underWay = true;
        sql.windows(use);
    }

    @Override
    public void forgotten(Consumer<Forgotten> use) {
        underWay = true;
        sql.forgotten(use);
    }

    @Override
    public void parts(WindowId window, Consumer<PartAdded> use) {
        underWay = true;
        sql.parts(window, use);
    }

    @Override
    public void emissions(WindowId window, Consumer<EmissionPut> use) {
        underWay = true;
        sql.emissions(window, use);
    }

    @Override
    public byte @Nullable [] detection(String id) {
        underWay = true;
        return sql.detection(id);
    }

    @Override
    public void units(Consumer<UnitPut> use) {
        underWay = true;
        sql.units(use);
    }

    @Override
    public void feeds(Consumer<FeedPut> use) {
        underWay = true;
        sql.feeds(use);
    }

    @Override
    public void ran(Consumer<RanPut> use) {
        underWay = true;
        sql.ran(use);
    }

    @Override
    public @Nullable Instant eventTime() {
        underWay = true;
        return sql.eventTime();
    }

    @Override
    public long lastNumber() {
        underWay = true;
        return sql.lastNumber();
    }

    @Override
    public void fates(Consumer<FatePut> use) {
        underWay = true;
        sql.fates(use);
    }

    @Override
    public void passes(Consumer<PassAdded> use) {
        underWay = true;
        sql.passes(use);
    }

    @Override
    public long heldBack() {
        underWay = true;
        return sql.heldBack();
    }

    @Override
    public void close() {
        end();
        sql.close();
    }
}
