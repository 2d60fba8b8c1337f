package io.outrider.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From bytes to a common event of which ten fields of {@code Endpoint.Processes} are read, as the engine reads them (of formats
 * that no mapping is for, ten original fields), for each format of the same events; beside a parser that only reads tokens:
 * Jackson's for JSON and CSV, Woodstox for XML, a bare cut into lines for texts. Events are made of the corpus' process events
 * ({@code OUTRIDER_CORPUS}), or of the synthetic sample where there is no corpus.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class FormatBenchmark {

    /** How the events are written. */
    @Param({"NXLOG", "WINLOGBEAT_8", "EVTX_DUMP", "XML", "JSON_ARRAY", "CSV", "CEF", "KEY_VALUE", "WIN_EVENT_LOG"})
    public Rendering format;

    private FormatContest contest;

    @Setup
    public void setUp() throws IOException {
        contest = new FormatContest(format);
    }

    @Benchmark
    @OperationsPerInvocation(FormatContest.EVENTS)
    public long tokens() throws IOException, XMLStreamException {
        return contest.tokens();
    }

    @Benchmark
    @OperationsPerInvocation(FormatContest.EVENTS)
    public long commonEvents() throws IOException {
        contest.commonEvents();
        return contest.read();
    }
}
