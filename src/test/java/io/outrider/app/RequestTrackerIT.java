package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.deliver.RequestTrackerServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets of the packaged application in a real Request Tracker: from a file of events on, over a kill and a start. Events are synthetic. */
class RequestTrackerIT {

    // Start, events and ticket take ten seconds on a quiet machine.
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    // The tracker answers one call at a time: to ask all the time would hold up what is waited for.
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private void configure(Outrider outrider, RequestTrackerServer tracker, String url) throws IOException {
        outrider.configured("""
                        outrider.sinks = soc, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.sink.soc.type = request-tracker
                        outrider.sink.soc.url = %s
                        outrider.sink.soc.token = %s
                        outrider.sink.soc.queue = SOC
                        """.formatted(url, tracker.token()));
    }

    private static String at(String time) throws IOException {
        return Outrider.event().replaceAll("SystemTime='[^']*'", "SystemTime='" + time + "'") + "\n";
    }

    // Matches nothing, and moves the time on.
    private static String later() throws IOException {
        return at("2025-06-03T14:00:00Z").replace("winrs", "notepad");
    }

    @Test
    void alertWhoseTicketWasMadeWhenTheServiceWasKilledBeforeItKnewHasOneTicketAndItsUpdateIsAComment()
            throws IOException {
        try (RequestTrackerServer tracker = RequestTrackerServer.started();
                HoldingProxy proxy = new HoldingProxy(tracker.url(), "/REST/2.0/ticket")) {
            Outrider outrider = new Outrider(directory)
                    .with("outrider.alerts.update-interval", "1s")
                    .with("outrider.grouping.tick", "200");
            configure(outrider, tracker, proxy.url());
            try (Outrider.Service service = outrider.start()) {
                outrider.drop("first.log", at("2025-06-03T09:05:00Z"));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(outrider.alerts()).as(service::log).hasSize(1));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(proxy.holds()).as(service::log).isTrue());
                // The ticket is there, and the outbox cannot have marked the alert as delivered: it comes again.
                service.kill();
            }
            assertThat(proxy.status()).isEqualTo(201);
            List<String> tickets = tracker.tickets("SOC");
            assertThat(tickets).hasSize(1);
            String uid = outrider.alerts().get(0).at("/metadata/uid").asText();
            assertThat(tracker.ticket(tickets.get(0))
                            .at("/CustomFields/0/values/0")
                            .asText())
                    .isEqualTo(uid);
            assertThat(tracker.texts(tickets.get(0))).hasSize(1);

            try (Outrider.Service service = outrider.start()) {
                outrider.drop("second.log", at("2025-06-03T09:06:00Z") + at("2025-06-03T09:07:00Z") + later());
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(outrider.alerts()).as(service::log).hasSize(2));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(INTERVAL)
                        .untilAsserted(
                                () -> assertThat(tracker.texts(tickets.get(0))).hasSize(2));
                service.stop();
            }
            assertThat(tracker.tickets("SOC")).isEqualTo(tickets);
            assertThat(tracker.texts(tickets.get(0)).get(1)).contains("Revision 1, the row has changed. ");
            assertThat(outrider.deadLetters()).isEmpty();
        }
    }
}
