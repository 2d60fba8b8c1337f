package io.outrider.store;

import io.outrider.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a look at the size of the store costs: before each batch with matches SQLite's, and PostgreSQL's estimate; PostgreSQL's scan every
 * ten minutes, or where the bound is near. The parts in it are synthetic, 1.5 KB each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class StoreSizeBenchmark {

    private static final long MEBIBYTE = 1024L * 1024;
    private static final int PART = 1_504;
    private static final long MOST = 1L << 40;

    @Param({"128", "2048"})
    public int mebibytes;

    private Path directory;
    private PostgresServer server;
    private SqlStoreSize ofFile;
    private SqlStoreSize estimated;
    private SqlStoreSize scanned;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T00:00:00Z"));

    @Setup(Level.Trial)
    public void fill() throws IOException, SQLException {
        long parts = mebibytes * MEBIBYTE / PART;
        directory = Files.createTempDirectory("outrider-bench");
        DataSource file = States.file(directory);
        try (Connection connection = file.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + parts + ")"
                    + " INSERT INTO part (detection, starts, search, kind, bytes)"
                    + " SELECT 'synthetic', i % 500, 0, 'ROWS', randomblob(" + PART + ") FROM n");
        }
        ofFile = new SqlStoreSize(file, "bench", MOST, null, Clock.systemUTC());
        server = PostgresServer.started();
        SharedDatabase database = new SharedDatabase(server);
        database.execute("INSERT INTO part (detection, starts, search, kind, bytes)"
                + " SELECT 'synthetic', i % 500, 0, 'ROWS', decode(repeat(md5(i::text), " + PART / 16 + "), 'hex')"
                + " FROM generate_series(1, " + parts + ") AS i");
        database.execute("VACUUM ANALYZE part");
        estimated = database.size(MOST, new Growth(), Clock.systemUTC());
        scanned = database.size(MOST, new Growth(), clock);
        for (SqlStoreSize size : List.of(ofFile, estimated, scanned)) {
            if (size.used() < parts * PART) {
                throw new IllegalStateException("expected " + parts * PART + " bytes or more, but found " + size.used());
            }
        }
    }

    @TearDown(Level.Trial)
    public void empty() throws IOException {
        ofFile.close();
        estimated.close();
        scanned.close();
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public long sqlite() {
        return ofFile.used();
    }

    @Benchmark
    public long postgresqlEstimate() {
        return estimated.used();
    }

    @Benchmark
    public long postgresqlScan() {
        clock.advance(Duration.ofHours(1));
        return scanned.used();
    }
}
