package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.deliver.RequestTrackerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets of the packaged application in a real Request Tracker: from a file of events on, over a kill and a start. Events are synthetic. */
class RequestTrackerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private void properties(RequestTrackerServer tracker) throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                Files.readString(Outrider.PROJECT.resolve("application.properties"))
                        + """

                        outrider.sinks = soc, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.sink.soc.type = request-tracker
                        outrider.sink.soc.url = %s
                        outrider.sink.soc.token = %s
                        outrider.sink.soc.queue = SOC
                        """.formatted(tracker.url(), tracker.token()));
    }

    // The one event, as often as wanted, each a second later: one row whose count grows.
    private void dropEvents(String name, int from, int count) throws IOException {
        String event = Files.readString(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .lines()
                .findFirst()
                .orElseThrow();
        StringBuilder events = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            events.append(event.replaceAll("(SystemTime='[^']*:)[0-9]{2}(\\.|Z)", "$1" + (10 + i) + "$2"))
                    .append('\n');
        }
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Path part = Files.writeString(directory.resolve("part"), events);
        Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void alertHasOneTicketOverAKillAndItsUpdateIsAComment() throws IOException {
        try (RequestTrackerServer tracker = RequestTrackerServer.started()) {
            properties(tracker);
            Outrider outrider = new Outrider(directory)
                    .with("outrider.alerts.update-interval", "1s")
                    .with("outrider.grouping.tick", "200")
                    // Closes the window, and so tells of the change.
                    .with("outrider.grouping.idle-timeout", "2s");
            try (Outrider.Service service = outrider.start()) {
                dropEvents("first.log", 0, 1);
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(outrider.alerts()).hasSize(1);
                    assertThat(tracker.tickets("SOC")).hasSize(1);
                });
                service.kill();
            }
            List<String> tickets = tracker.tickets("SOC");
            assertThat(tickets).hasSize(1);
            String uid = outrider.alerts().get(0).at("/metadata/uid").asText();
            assertThat(tracker.ticket(tickets.get(0))
                            .at("/CustomFields/0/values/0")
                            .asText())
                    .isEqualTo(uid);
            assertThat(tracker.texts(tickets.get(0))).hasSize(1);

            try (Outrider.Service service = outrider.start()) {
                dropEvents("second.log", 1, 2);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(tracker.texts(tickets.get(0))).hasSizeGreaterThan(1));
                service.stop();
            }
            assertThat(tracker.tickets("SOC")).isEqualTo(tickets);
            assertThat(tracker.texts(tickets.get(0)).get(1)).contains("Revision 1, the row has changed. ");
            assertThat(outrider.lines("dead-letters")).isEmpty();
        }
    }
}
