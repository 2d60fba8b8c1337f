package io.outrider.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged application, started by its launcher in a working directory of its own, as a user starts it. */
final class Outrider {

    /** The project's folder: tests run in it. */
    static final Path PROJECT = Path.of("").toAbsolutePath();

    // Far more than any of the runs takes, also on a busy machine; a hanging one must not hang the build.
    private static final int MOST_SECONDS = 180;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final List<String> javaOptions = new ArrayList<>();

    Outrider(Path directory) {
        this.directory = directory;
        // Several run on one machine.
        with("outrider.health.port", "0");
        // What is wrong in a test is so on purpose: of alerts about it HealthIT alone wants to know.
        with("outrider.operational-alerts.sinks", "none");
    }

    /** Writes a synthetic detection that is refused into the working directory: {@code bad.yml}, line 8, column 86. */
    Outrider withRefusedDetection() throws IOException {
        Files.writeString(directory.resolve("bad.yml"), """
                name: Looks things up
                id: 7a1c5f9e-0000-4000-8000-000000000001
                version: 1
                date: '2025-01-01'
                author: synthetic
                type: TTP
                description: Synthetic.
                search: '| tstats count from datamodel=Endpoint.Processes by Processes.dest | lookup assets dest'
                tags:
                  security_domain: endpoint
                """);
        return this;
    }

    /** Writes {@code application.properties} into the working directory: as it is shipped, and what comes behind it. */
    Outrider configured(String more) throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                Files.readString(PROJECT.resolve("application.properties")) + "\n" + more);
        return this;
    }

    /** A synthetic event that a shipped detection matches, in one line without its end. */
    static String event() throws IOException {
        return Files.readString(PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .lines()
                .findFirst()
                .orElseThrow();
    }

    /** Puts a file into the inbox, whole or not at all. */
    void drop(String name, CharSequence text) throws IOException {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path part = Files.writeString(directory.resolve("part"), text);
        Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    Outrider with(String property, String value) {
        javaOptions.add("-D" + property + "=" + value);
        return this;
    }

    /** What a finished command printed, and its exit code. */
    record Result(int exitCode, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException("expected JSON, but found: " + out + err, e);
            }
        }
    }

    Result call(String... arguments) {
        try {
            Path out = Files.createTempFile("outrider", ".out");
            Path err = Files.createTempFile("outrider", ".err");
            Process process = builder(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not end: " + Files.readString(out) + Files.readString(err));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A running service; closing it sends SIGTERM and waits for its end. */
    final class Service implements AutoCloseable {

        private final Process process;
        private final Path log;

        private Service(Process process, Path log) {
            this.process = process;
            this.log = log;
        }

        String log() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long pid() {
            return process.pid();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** Sends SIGKILL. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** Sends SIGTERM; the exit code. */
        int stop() {
            process.destroy();
            try {
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("did not stop: " + log());
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            stop();
        }
    }

    Service start() {
        try {
            Path log = directory.resolve("service.log");
            Process process = builder("run")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Service(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(PROJECT.resolve("outrider").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("OUTRIDER_JAVA_OPTS", String.join(" ", javaOptions));
        return builder;
    }

    /** The findings in a directory of JSON lines below the working directory, in the order written; empty if there is none. */
    List<JsonNode> lines(String below) {
        Path folder = directory.resolve(below);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<JsonNode> lines = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                // What a running service is writing may not be there yet.
                for (String line :
                        text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                    lines.add(JSON.readTree(line));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dead letters in the store, the oldest first, as {@code outrider deadletter show} prints them. */
    List<JsonNode> deadLetters() {
        Result result = call("deadletter", "list", "--format", "json");
        if (result.exitCode() != 0) {
            // An assertion may be made again: a service that begins has no store yet.
            throw new AssertionError("expected dead letters, but found: " + result.err());
        }
        JsonNode listed = result.json();
        List<JsonNode> letters = new ArrayList<>();
        for (JsonNode letter : listed.get("letters")) {
            letters.add(0, call("deadletter", "show", letter.get("id").asText()).json());
        }
        return letters;
    }

    List<JsonNode> alerts() {
        return lines("alerts");
    }
}
