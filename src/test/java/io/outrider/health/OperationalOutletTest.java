package io.outrider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.alert.Alert;
import io.outrider.health.Concern.Area;
import io.outrider.outbox.DeliveryPolicy;
import io.outrider.outbox.Outcome;
import io.outrider.outbox.Said;
import io.outrider.outbox.Sender;
import io.outrider.rule.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationalOutletTest {

    private static final DeliveryPolicy POLICY = new DeliveryPolicy(
            1,
            Optional.empty(),
            10,
            Duration.ofDays(1),
            Duration.ofMillis(10),
            Duration.ofMillis(20),
            Duration.ofDays(3),
            1,
            false);

    private OperationalOutlet outlet = new OperationalOutlet(Clock.systemUTC());

    @AfterEach
    void close() {
        outlet.close();
    }

    private static final class Sink implements Sender {

        private final List<String> titles = new CopyOnWriteArrayList<>();
        private final List<String> said = new CopyOnWriteArrayList<>();
        private final List<String> givenUp = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        @Override
        public Optional<Map<String, Object>> render(Said said) {
            return Optional.of(Map.of(
                    "title",
                    said.alert().detection().name(),
                    "said",
                    said.alert().revision() + " " + said.alert().activity() + " " + said.at()));
        }

        @Override
        public Outcome send(List<Map<String, Object>> findings) {
            if (away) {
                return new Outcome.Failed("away", null);
            }
            findings.forEach(finding -> titles.add(finding.get("title").toString()));
            findings.forEach(finding -> said.add(finding.get("said").toString()));
            return new Outcome.Delivered();
        }

        @Override
        public void giveUp(Said said, String reason) {
            givenUp.add(said.alert().detection().name());
        }
    }

    private static List<Alert> alerts(String title, @Nullable String sink) {
        Concern concern =
                new Concern(Area.SINKS, "sink-failing", title, sink, Severity.HIGH, title, "detail", "advice", null);
        return new OperationalAlerts("", Duration.ZERO).of(report(Instant.EPOCH, List.of(concern)));
    }

    private static Report report(Instant at, List<Concern> concerns) {
        return new Report(at, List.of(), List.of(), List.of(), Map.of(), null, concerns, Set.of());
    }

    /** Another process, as far as sinks see it. */
    private void restart() {
        outlet.close();
        outlet = new OperationalOutlet(Clock.systemUTC());
    }

    private static Concern stopped() {
        return new Concern(
                Area.SOURCES, "source-stopped", "dns", null, Severity.HIGH, "it does not run", "port", "Wait.", null);
    }

    @Test
    void sinkIsNotToldOfItselfAndWaitsForNoDigest() {
        Sink soc = new Sink();
        Sink files = new Sink();
        outlet.add("soc", POLICY, soc);
        outlet.add("files", POLICY, files);

        outlet.say(alerts("soc fails", "soc"));
        outlet.say(alerts("the store fails", null));

        Awaitility.await().untilAsserted(() -> {
            assertThat(files.titles).containsExactly("Outrider: soc fails", "Outrider: the store fails");
            assertThat(soc.titles).containsExactly("Outrider: the store fails");
        });
    }

    @Test
    void sinkThatIsAwayGetsItOnceItIsBack() {
        Sink soc = new Sink();
        soc.away = true;
        outlet.add("soc", POLICY, soc);
        outlet.say(alerts("the store fails", null));
        outlet.say(alerts("files fails", "files"));

        soc.away = false;

        Awaitility.await()
                .untilAsserted(() -> assertThat(soc.titles)
                        .containsExactlyInAnyOrder("Outrider: the store fails", "Outrider: files fails"));
        assertThat(soc.givenUp).isEmpty();
    }

    @Test
    void whereNoSinkIsToldNothingIsKept() {
        outlet.say(alerts("the store fails", null));
        Sink late = new Sink();
        outlet.add("soc", POLICY, late);
        outlet.say(alerts("another", null));

        Awaitility.await().untilAsserted(() -> assertThat(late.titles).containsExactly("Outrider: another"));
    }

    @Test
    void whatASinkLackedWhenTheProcessWasKilledIsSentByTheNextAsItWasAndOthersAreNotToldAgain() {
        OperationalAlerts alerts = new OperationalAlerts("", Duration.ZERO);
        Sink soc = new Sink();
        Sink files = new Sink();
        soc.away = true;
        outlet.add("soc", POLICY, soc);
        outlet.add("files", POLICY, files);
        outlet.say(alerts.of(report(Instant.EPOCH, List.of(stopped()))));
        Awaitility.await().untilAsserted(() -> {
            alerts.note(outlet.lacks());
            assertThat(alerts.told().get(0).next("files")).isEqualTo(1);
        });
        // This one was not sent at all.
        alerts.of(report(Instant.EPOCH.plusSeconds(9), List.of()));

        List<Told> told = alerts.told();
        restart();
        soc.away = false;
        Sink late = new Sink();
        outlet.add("soc", POLICY, soc);
        outlet.add("files", POLICY, files);
        outlet.add("late", POLICY, late);
        OperationalAlerts next = new OperationalAlerts("", Duration.ZERO);
        next.goOn(told);
        outlet.goOn(told);

        Awaitility.await().untilAsserted(() -> {
            assertThat(soc.said).containsExactly("0 CREATE 1970-01-01T00:00:00Z", "1 CLOSE 1970-01-01T00:00:09Z");
            assertThat(files.said).containsExactly("0 CREATE 1970-01-01T00:00:00Z", "1 CLOSE 1970-01-01T00:00:09Z");
            next.note(outlet.lacks());
            assertThat(next.told())
                    .allSatisfy(each -> assertThat(each.isHadBy(Set.of("soc", "files", "late")))
                            .isTrue());
        });
        // It is over, and was told before the sink was there.
        assertThat(late.said).isEmpty();
    }

    @Test
    void sinkThatIsNewIsToldOfWhatIsOpenAndOneThatIsGoneHoldsUpNothing() {
        OperationalAlerts alerts = new OperationalAlerts("", Duration.ZERO);
        Sink soc = new Sink();
        outlet.add("soc", POLICY, soc);
        outlet.say(alerts.of(report(Instant.EPOCH, List.of(stopped()))));
        Awaitility.await().untilAsserted(() -> {
            alerts.note(outlet.lacks());
            assertThat(alerts.told().get(0).next("soc")).isEqualTo(1);
        });

        List<Told> told = alerts.told();
        restart();
        Sink late = new Sink();
        outlet.add("late", POLICY, late);
        OperationalAlerts next = new OperationalAlerts("", Duration.ZERO);
        next.goOn(told);
        outlet.goOn(told);
        outlet.say(next.of(report(Instant.EPOCH.plusSeconds(9), List.of())));

        Awaitility.await()
                .untilAsserted(() -> assertThat(late.said)
                        .containsExactly("0 CREATE 1970-01-01T00:00:00Z", "1 CLOSE 1970-01-01T00:00:09Z"));
        next.end(Instant.EPOCH.plusSeconds(10));
        Awaitility.await().untilAsserted(() -> {
            next.note(outlet.lacks());
            assertThat(next.told()).isEmpty();
        });
    }
}
