package io.outrider.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Drops a synthetic event into the service's inbox four times a second, each in a file of its own and of a host of its own. */
final class EventStream implements AutoCloseable {

    private final Path directory;
    private final String event;
    private final List<String> hosts = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** @param directory the service's working directory */
    EventStream(Path directory) throws IOException {
        this.directory = directory;
        this.event = Files.readString(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .lines()
                .findFirst()
                .orElseThrow();
        Files.createDirectories(directory.resolve("inbox"));
        timer.scheduleAtFixedRate(this::drop, 0, 250, TimeUnit.MILLISECONDS);
    }

    private synchronized void drop() {
        String host = "host-" + hosts.size() + ".example.com";
        try {
            Path part = Files.writeString(
                    directory.resolve("event.part"),
                    event.replaceAll("<Computer>[^<]*</Computer>", "<Computer>" + host + "</Computer>") + "\n");
            Files.move(part, directory.resolve("inbox/" + host + ".log"), StandardCopyOption.ATOMIC_MOVE);
            hosts.add(host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hosts of the events so far. */
    synchronized List<String> hosts() {
        return List.copyOf(hosts);
    }

    /** How many of the files the service has read to their end. */
    long done() {
        try (Stream<Path> files = Files.list(directory.resolve("inbox/.done"))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Drops no more events. */
    void stop() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
