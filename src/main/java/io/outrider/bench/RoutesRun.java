package io.outrider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code outrider run FILE} in a process of its own: what it says of itself at its end, and what its collector wrote.
 *
 * @param elapsedMillis from the first byte to the last alert; start-up is left out
 * @param cpuMillis of all its threads in that time
 * @param withoutRoom matches that are in no row, because of {@code outrider.grouping.max-rows}
 */
record RoutesRun(
        long events, long elapsedMillis, long cpuMillis, long alerts, long withoutRoom, CollectorLog collector) {

    /**
     * Runs it, with sinks and dead letters below a directory that is made and deleted.
     *
     * @param heap the most that it may take, in megabytes
     * @throws IOException if it does not end well; the message has the last that it said
     */
    static RoutesRun of(Path launcher, List<Path> detections, List<Rule> rules, EventFile file, int heap)
            throws IOException {
        Path work = Files.createTempDirectory(file.path().toAbsolutePath().getParent(), "run");
        try {
            List<String> command = new ArrayList<>(List.of(launcher.toString(), "run", "--format", "json"));
            for (Path directory : detections) {
                command.add("--detections");
                command.add(directory.toAbsolutePath().toString());
            }
            command.add(file.path().toAbsolutePath().toString());
            Path out = work.resolve("out.txt");
            Path err = work.resolve("err.txt");
            Path collector = work.resolve("collector.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .put(
                            "OUTRIDER_JAVA_OPTS",
                            "-Xmx" + heap + "m -Xlog:gc:file=" + collector.getFileName() + " @"
                                    + options(work, rules).getFileName());
            int exit = waitFor(builder.start());
            if (exit != 0) {
                throw new IOException(
                        "expected outrider run to end well, but it ended with " + exit + ": " + lastLine(err));
            }
            return of(new ObjectMapper().readTree(out.toFile()), CollectorLog.read(collector));
        } finally {
            delete(work);
        }
    }

    private static RoutesRun of(JsonNode summary, CollectorLog collector) {
        return new RoutesRun(
                summary.path("events").longValue(),
                summary.path("elapsed_ms").longValue(),
                summary.path("cpu_ms").longValue(),
                summary.path("alerts").path("total").longValue(),
                summary.path("without_room").longValue(),
                collector);
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    // A file of options, because a command line has no room for a thousand ids. The operator's own sinks get nothing of
    // this.
    static Path options(Path work, List<Rule> rules) throws IOException {
        String ids = rules.stream()
                .map(rule -> "id:" + rule.about().id().replace(',', '?'))
                .collect(Collectors.joining(","));
        return Files.write(
                work.resolve("options"),
                List.of(
                        property("outrider.detections.include", ids),
                        property("outrider.detections.exclude", ""),
                        property("outrider.matched.sinks", ""),
                        property("outrider.sinks", "alerts"),
                        property("outrider.sink.alerts.type", "file"),
                        property("outrider.sink.alerts.directory", "alerts"),
                        property("outrider.dead-letters.directory", "dead-letters")));
    }

    private static String property(String name, String value) {
        return "\"-D" + name + "=" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while outrider run was running", e);
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
