package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.store.PostgresServer;
import io.outrider.store.SharedDatabase;
import io.outrider.store.SqlStateStore;
import io.outrider.store.StateStore;
import io.outrider.store.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many batches with matches several sources commit, all together, into SQLite's file on the disk of the working directory, or a PostgreSQL of this machine. A source
 * begins its next batch when the last one is committed. Events are synthetic.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class GroupCommitBenchmark {

    private static final int MATCHES = 5;

    // As many as a batch has by default, of which few match.
    private static final List<Event> EVENTS =
            IntStream.range(0, 500).mapToObj(GroupCommitBenchmark::event).toList();

    /** SQLite's {@code outrider.store.synchronous}, or PostgreSQL. */
    @Param({"normal", "full", "postgresql"})
    public String kind;

    private PostgresServer server;
    private Path directory;
    private StateStore store;
    private GroupingDriver driver;

    /** What one thread reads. */
    @State(Scope.Thread)
    public static class Source {

        private static final AtomicInteger SOURCES = new AtomicInteger();

        private final String unit = "synthetic " + SOURCES.incrementAndGet();
    }

    @Setup(Level.Trial)
    public void start() {
        server = kind.equals("postgresql") ? PostgresServer.started() : null;
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Setup(Level.Iteration)
    public void open() throws IOException {
        directory = Files.createTempDirectory(Path.of("target"), "group-commit");
        store = server == null
                ? new SqlStateStore(States.file(directory, kind), "bench")
                : new SharedDatabase(server).alone();
        driver = new GroupingDriver(
                Synthetic.service(false),
                Clock.fixed(Synthetic.NOON, ZoneOffset.UTC),
                List.of(Synthetic.rule("detection", Synthetic.byThoseThatHave("host", Synthetic.count()))),
                null,
                store);
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public int oneSource(Source source) {
        return commit(source);
    }

    @Benchmark
    @Threads(2)
    public int twoSources(Source source) {
        return commit(source);
    }

    @Benchmark
    @Threads(4)
    public int fourSources(Source source) {
        return commit(source);
    }

    @Benchmark
    @Threads(16)
    public int sixteenSources(Source source) {
        return commit(source);
    }

    private int commit(Source source) {
        return driver.feed(source.unit, EVENTS).alerts().size();
    }

    private static Event event(int number) {
        return number < MATCHES
                ? Synthetic.event(Synthetic.NOON, "host", "h" + number)
                : Synthetic.event(Synthetic.NOON, "user", "u");
    }
}
