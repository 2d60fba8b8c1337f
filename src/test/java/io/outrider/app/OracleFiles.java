package io.outrider.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Files in the inbox: a large one and some small ones at a time. */
final class OracleFiles implements OracleSource {

    private final CountedEvents events;
    private final Path directory;
    private final Path inbox;
    private int dropped;

    /** @param directory the service's */
    OracleFiles(CountedEvents events, Path directory) throws IOException {
        this.events = events;
        this.directory = directory;
        this.inbox = Files.createDirectories(directory.resolve("inbox"));
    }

    @Override
    public void configure(Outrider outrider) {
        outrider.with("outrider.source.inbox.pollDelay", "100").with("outrider.source.inbox.settleTime", "50");
    }

    @Override
    public void feed() throws IOException {
        for (int many : new int[] {1_200, 200, 1, 40}) {
            List<CountedEvents.Event> next = events.next(many);
            Path part = Files.write(
                    directory.resolve("part"),
                    next.stream().map(CountedEvents.Event::text).toList());
            Files.move(part, inbox.resolve("events-" + dropped++ + ".log"), StandardCopyOption.ATOMIC_MOVE);
            events.count(next);
        }
    }

    @Override
    public long committed(StoreLook store) {
        return store.units().values().stream().filter(StoreLook.Unit::ended).count();
    }

    @Override
    public long taken() {
        Path folder = inbox.resolve(".done");
        return Files.isDirectory(folder) ? list(folder).size() : 0;
    }

    @Override
    public boolean isUnacknowledged(StoreLook store) throws IOException {
        for (Path file : list(inbox)) {
            if (Files.isRegularFile(file)) {
                String key = String.valueOf(
                        Files.readAttributes(file, "unix:fileKey").get("fileKey"));
                if (store.units().entrySet().stream()
                        .anyMatch(unit ->
                                unit.getKey().contains(key) && unit.getValue().ended())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
