package io.outrider.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the application as it is started, {@code outrider run FILE} in a process of its own, beside the engine on one
 * thread over the same file with the same rules.
 *
 * <p>A file of a quarter of the size has the first events of the whole one. It tells two things: whether memory grows with the
 * file, and what the rest of the events cost once the JVM has compiled what it runs.
 */
public final class EndToEnd {

    /** {@code outrider run} may take so much, in megabytes: the bound that it is held to. */
    public static final int HEAP = 512;

    private static final List<Integer> COUNTS = List.of(1, 100);

    private final Path launcher;
    private final Path directory;
    private final Clock clock;

    /**
     * @param launcher the script that starts Outrider
     * @param directory where files are written; what is written is deleted
     */
    public EndToEnd(Path launcher, Path directory, Clock clock) {
        this.launcher = launcher;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * @param detections the directories that the selection's rules come from
     * @param bytes of the file, at least
     */
    public EndToEndResult run(
            Samples samples, Selection selection, DataModels models, List<Path> detections, long bytes)
            throws IOException {
        Path wholePath = Files.createTempFile(directory, "whole", ".jsonl");
        Path quarterPath = Files.createTempFile(directory, "quarter", ".jsonl");
        try {
            EventVariation variation = new EventVariation(samples.events(), Bench.SEED, new ObjectMapper());
            EventFile whole = EventFile.write(variation, wholePath, bytes);
            EventFile quarter = EventFile.write(variation, quarterPath, bytes / 4);
            List<EndToEndResult.Line> lines = new ArrayList<>();
            for (int count : selection.counts(COUNTS)) {
                List<Rule> rules = selection.measured().subList(0, count);
                lines.add(EndToEndResult.Line.of(
                        count,
                        engine(new WholeWay(rules, models, Bench.settings(), clock), quarter, whole),
                        RoutesRun.of(launcher, detections, rules, quarter, HEAP),
                        RoutesRun.of(launcher, detections, rules, whole, HEAP)));
            }
            return new EndToEndResult(whole.events(), whole.bytes(), lines);
        } finally {
            Files.delete(wholePath);
            Files.delete(quarterPath);
        }
    }

    /** Events per second of the thread's time, over the whole file; the quarter before it lets the JVM compile. */
    private static double engine(WholeWay way, EventFile quarter, EventFile whole) throws IOException {
        way.run(Files.newInputStream(quarter.path()));
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        way.run(Files.newInputStream(whole.path()));
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        return whole.events() * 1e9 / Math.max(1, end - begin);
    }
}
