package io.outrider.app;

import io.outrider.store.ReceiveJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Two sources of syslog over TCP with one journal, each with a sender that connects again behind a kill. What is on disk when the process
 * is dead counts, and nothing else.
 */
final class OracleConnections implements OracleSource {

    private final CountedEvents events;
    private final Path data;
    private final List<OracleSender> senders;

    /** @param directory the service's */
    OracleConnections(CountedEvents events, Path directory, Random random) throws IOException {
        this.events = events;
        this.data = directory.resolve("data");
        // Both framings of RFC 6587.
        this.senders = List.of(
                new OracleSender("relays", false, events, new Random(random.nextLong())),
                new OracleSender("edge", true, events, new Random(random.nextLong())));
    }

    @Override
    public void configure(Outrider outrider) {
        outrider.with("outrider.sources", "relays,edge");
        senders.forEach(sender -> sender.configure(outrider));
    }

    @Override
    public void feed() {
        senders.forEach(sender -> sender.feed(events.next(600)));
    }

    @Override
    public void started(Outrider.Service service) {
        senders.forEach(sender -> sender.start(service));
    }

    @Override
    public void killed(StoreLook store) throws IOException, InterruptedException {
        Path copy = Files.createTempDirectory(data.getParent(), "journal");
        for (Path file : files()) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        // The file itself stays as the process left it.
        try (ReceiveJournal journal = new ReceiveJournal(copy, false)) {
            for (OracleSender sender : senders) {
                sender.killed(journal, store);
            }
        }
    }

    @Override
    public void given() throws InterruptedException {
        for (OracleSender sender : senders) {
            sender.given();
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith(ReceiveJournal.FILE))
                    .toList();
        }
    }

    /** It is locked while the process lives, but its log grows with each entry. */
    @Override
    public long taken() {
        try {
            long size = 0;
            for (Path file : files()) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException e) {
            // The file is being made.
            return 0;
        }
    }

    @Override
    public boolean isUnacknowledged(StoreLook store) {
        return senders.stream().anyMatch(OracleSender::isUnacknowledged);
    }

    @Override
    public String note() {
        return "; of messages that the journal did not have "
                + senders.stream().mapToInt(OracleSender::repeated).sum() + " were sent again, "
                + senders.stream().mapToInt(OracleSender::lost).sum() + " are lost";
    }
}
