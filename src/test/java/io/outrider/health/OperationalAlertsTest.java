package io.outrider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.health.Concern.Area;
import io.outrider.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OperationalAlertsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final SettableClock clock = new SettableClock(BEGIN);
    private OperationalAlerts alerts = new OperationalAlerts("soc-1", INTERVAL);
    private final OcsfFinding findings = new OcsfFinding("0", new AttackCatalog());

    private static Concern concern(Severity severity) {
        return new Concern(
                Area.LEVELS,
                "alerts-waiting",
                "soc",
                "soc",
                severity,
                "alerts-waiting of soc",
                "9 of 10 $dest$ " + severity,
                "Find out.",
                new Level("alerts-waiting", "soc", true, 9, 10, "alerts", "outrider.delivery.max-waiting", "they go"));
    }

    private static Concern failing() {
        return new Concern(
                Area.SINKS, "sink-failing", "soc", "soc", Severity.HIGH, "the sink soc fails", "500", "Wait.", null);
    }

    private List<Alert> said(Concern... concerns) {
        return alerts.of(report(clock.instant(), Set.of(), concerns));
    }

    private static Report report(Instant at, Set<Area> notYetKnown, Concern... concerns) {
        return new Report(at, List.of(), List.of(), List.of(), Map.of(), null, Arrays.asList(concerns), notYetKnown);
    }

    /** The process is killed, and another one begins. */
    private void restart() {
        List<Told> told = alerts.told();
        alerts = new OperationalAlerts("soc-1", INTERVAL);
        alerts.goOn(told);
    }

    private static List<String> shown(List<Alert> all) {
        return all.stream()
                .map(alert -> alert.activity() + " " + alert.revision() + " " + alert.severity())
                .toList();
    }

    @Test
    void nothingIsSaidWhenAllIsWell() {
        assertThat(said()).isEmpty();
    }

    @Test
    void whatBeginsIsSaidAtOnceAndNotAgainWhileItGoesOn() {
        assertThat(shown(said(concern(Severity.MEDIUM)))).containsExactly("CREATE 0 MEDIUM");
        clock.advance(Duration.ofDays(1));
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
    }

    @Test
    void whatGetsWorseIsSaidAtOnceUnderTheSameIdAndTheBetterAndTheSameWorseAreNot() {
        Alert first = said(concern(Severity.MEDIUM)).get(0);
        clock.advance(Duration.ofSeconds(5));
        List<Alert> worse = said(concern(Severity.HIGH));
        assertThat(shown(worse)).containsExactly("UPDATE 1 HIGH");
        assertThat(worse.get(0).id()).isEqualTo(first.id());
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
        assertThat(said(concern(Severity.HIGH))).isEmpty();
    }

    @Test
    void whatIsOverIsClosedOnceTheLeastTimeHasPassed() {
        said(concern(Severity.MEDIUM));
        clock.advance(INTERVAL.minusMillis(1));
        assertThat(said()).isEmpty();
        clock.advance(Duration.ofMillis(1));

        List<Alert> closed = said();

        assertThat(shown(closed)).containsExactly("CLOSE 1 MEDIUM");
        assertThat(findings.message(closed.get(0))).startsWith("Over at 2026-01-01T00:05:00Z. It was: 9 of 10");
        assertThat(said()).isEmpty();
    }

    @Test
    void whatComesAgainBeforeItsCloseIsTheSame() {
        said(concern(Severity.MEDIUM));
        assertThat(said()).isEmpty();
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
        clock.advance(INTERVAL);
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
    }

    @Test
    void whatComesAgainAfterItsCloseIsAnotherAlertOnceTheLeastTimeHasPassed() {
        Alert first = said(concern(Severity.MEDIUM)).get(0);
        clock.advance(INTERVAL);
        assertThat(shown(said())).containsExactly("CLOSE 1 MEDIUM");
        clock.advance(Duration.ofSeconds(1));
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
        clock.advance(INTERVAL);
        List<Alert> again = said(concern(Severity.MEDIUM));
        assertThat(shown(again)).containsExactly("CREATE 0 MEDIUM");
        assertThat(again.get(0).id()).isNotEqualTo(first.id());
    }

    @Test
    void whatIsOpenWhenTheServiceStopsIsClosedAndWhatIsClosedIsNot() {
        said(concern(Severity.MEDIUM), failing());
        clock.advance(INTERVAL);
        said(failing());

        List<Alert> last = alerts.end(clock.instant());

        assertThat(shown(last)).containsExactly("CLOSE 1 HIGH");
        assertThat(findings.message(last.get(0)))
                .isEqualTo("The service stopped, and tells anew if it goes on. It was: 500");
        assertThat(alerts.end(clock.instant())).isEmpty();
    }

    @Test
    void clockThatIsSetBackHoldsUpNoClose() {
        said(concern(Severity.MEDIUM));
        clock.set(BEGIN.minus(Duration.ofDays(1)));
        assertThat(shown(said())).containsExactly("CLOSE 1 MEDIUM");
    }

    @Test
    void whatWasOpenWhenTheProcessWasKilledAndIsOverIsClosedByTheNextUnderTheSameId() {
        Alert first = said(concern(Severity.MEDIUM)).get(0);
        restart();
        clock.advance(INTERVAL);

        List<Alert> closed = said();

        assertThat(shown(closed)).containsExactly("CLOSE 1 MEDIUM");
        assertThat(closed.get(0).id()).isEqualTo(first.id());
        assertThat(findings.message(closed.get(0)))
                .startsWith("Over by 2026-01-01T00:05:00Z, after a new start. It was: 9 of 10");
        restart();
        assertThat(said()).isEmpty();
    }

    @Test
    void whatGoesOnBehindAKillIsNotSaidAgainAndGetsWorseUnderTheNextRevision() {
        Alert first = said(concern(Severity.MEDIUM)).get(0);
        restart();
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
        restart();

        List<Alert> worse = said(concern(Severity.HIGH));

        assertThat(shown(worse)).containsExactly("UPDATE 1 HIGH");
        restart();
        assertThat(said(concern(Severity.HIGH))).isEmpty();
        clock.advance(INTERVAL);
        List<Alert> closed = said();
        assertThat(shown(closed)).containsExactly("CLOSE 2 HIGH");
        assertThat(List.of(worse.get(0), closed.get(0))).extracting(Alert::id).containsOnly(first.id());
        // It was seen by this process.
        assertThat(findings.message(closed.get(0))).startsWith("Over at");
    }

    @Test
    void whatTheNextProcessCannotSeeYetIsNotClosedByIt() {
        said(concern(Severity.MEDIUM), failing());
        restart();
        clock.advance(INTERVAL);

        assertThat(alerts.of(report(clock.instant(), Set.of(Area.LEVELS, Area.SINKS))))
                .isEmpty();
        List<Alert> closed = alerts.of(report(clock.instant(), Set.of(Area.SINKS)));
        assertThat(closed)
                .extracting(alert -> alert.detection().name())
                .containsExactly("Outrider: alerts-waiting of soc");
        // Once it was seen, its end is.
        assertThat(alerts.of(report(clock.instant(), Set.of(Area.SINKS), failing())))
                .isEmpty();
        assertThat(shown(alerts.of(report(clock.instant(), Set.of(Area.SINKS)))))
                .containsExactly("CLOSE 1 HIGH");
    }

    @Test
    void whatWasClosedBeforeAKillIsNotClosedAgainAndWhatBeginsAnewWaits() {
        Alert first = said(concern(Severity.MEDIUM)).get(0);
        clock.advance(INTERVAL);
        said();
        restart();
        assertThat(said(concern(Severity.MEDIUM))).isEmpty();
        clock.advance(INTERVAL);

        List<Alert> again = said(concern(Severity.MEDIUM));

        assertThat(shown(again)).containsExactly("CREATE 0 MEDIUM");
        assertThat(again.get(0).id()).isNotEqualTo(first.id());
    }

    @Test
    void clockThatIsSetBackBetweenTwoProcessesHoldsUpNoClose() {
        said(concern(Severity.MEDIUM));
        restart();
        clock.set(BEGIN.minus(Duration.ofDays(1)));
        assertThat(shown(said())).containsExactly("CLOSE 1 MEDIUM");
    }

    @Test
    void whatAnInstanceToldIsClosedUnderItsNameThoughItHasAnotherNow() {
        Alert first = said(concern(Severity.MEDIUM)).get(0);
        OperationalAlerts renamed = new OperationalAlerts("soc-9", INTERVAL);
        renamed.goOn(alerts.told());

        List<Alert> closed = renamed.of(report(BEGIN.plus(INTERVAL), Set.of()));

        assertThat(closed).extracting(Alert::id).containsExactly(first.id());
    }

    @Test
    void whatIsOverIsKeptUntilAllSinksHaveItAndWhatTheServiceClosedAtItsEndIsToo() {
        String id = said(concern(Severity.MEDIUM)).get(0).id();
        alerts.note(Map.of("soc", Map.of(), "files", Map.of(id, 0)));
        clock.advance(INTERVAL);
        assertThat(shown(said())).containsExactly("CLOSE 1 MEDIUM");
        alerts.end(clock.instant());

        alerts.note(Map.of("soc", Map.of(), "files", Map.of(id, 1)));
        assertThat(alerts.told()).singleElement().satisfies(told -> {
            assertThat(told.next("soc")).isEqualTo(2);
            assertThat(told.next("files")).isEqualTo(1);
        });
        alerts.note(Map.of("soc", Map.of(), "files", Map.of()));
        assertThat(alerts.told()).isEmpty();
    }

    @Test
    void whatAConditionBeganAnewWithIsKeptBesideWhatNotAllSinksHaveYet() {
        String id = said(concern(Severity.MEDIUM)).get(0).id();
        clock.advance(INTERVAL);
        said();
        clock.advance(INTERVAL);
        said(concern(Severity.HIGH));

        alerts.note(Map.of("soc", Map.of(id, 0)));

        assertThat(alerts.told()).extracting(told -> told.emissions().size()).containsExactly(2, 1);
        restart();
        assertThat(alerts.told()).extracting(told -> told.emissions().size()).containsExactly(2, 1);
    }

    @Test
    void twoConditionsHaveTwoAlertsAndTwoInstancesToo() {
        List<Alert> both = said(concern(Severity.MEDIUM), failing());
        List<Alert> other = new OperationalAlerts("soc-2", INTERVAL).of(report(BEGIN, Set.of(), failing()));

        assertThat(Set.of(both.get(0).id(), both.get(1).id(), other.get(0).id()))
                .hasSize(3);
    }

    @Test
    void findingSaysThatItIsOperationalAndClaimsNoSearchOfSplunk() {
        Map<String, Object> finding = findings.of(said(concern(Severity.HIGH)).get(0), BEGIN);

        assertThat(finding)
                .containsEntry("severity", "High")
                .containsEntry("activity_name", "Create")
                .containsEntry("message", "9 of 10 $dest$ HIGH");
        assertThat(object(finding, "metadata")).containsEntry("labels", List.of("operational"));
        assertThat(object(finding, "finding_info"))
                .containsEntry("title", "Outrider: alerts-waiting of soc")
                .containsEntry("desc", "Find out.")
                .containsEntry("types", List.of("Operational"));
        Map<String, Object> unmapped = object(finding, "unmapped");
        assertThat(unmapped).containsEntry("detection_type", "Operational").doesNotContainKey("splunk.search_name");
        assertThat(object(unmapped, "search_result"))
                .containsEntry("condition", "alerts-waiting")
                .containsEntry("subject", "soc")
                .containsEntry("instance", "soc-1")
                .containsEntry("unit", "alerts")
                .containsKeys("used", "most", "detail");
    }

    @SuppressWarnings("unchecked") // As OcsfFinding has them.
    private static Map<String, Object> object(Map<String, Object> of, String name) {
        return (Map<String, Object>) of.get(name);
    }

    /**
     * However a condition comes, goes and changes, in looks of five seconds: 0 is that it does not hold, 3 that the process is killed
     * before the look.
     */
    @Property(tries = 200)
    void conditionThatSwingsIsSaidInOrderAndFloodsNobody(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 3) Integer> course) {
        SettableClock time = new SettableClock(BEGIN);
        OperationalAlerts swinging = new OperationalAlerts("", INTERVAL);
        List<Instant> moments = new ArrayList<>();
        Set<String> closed = new HashSet<>();
        String open = null;
        int next = 0;
        for (int grade : course) {
            if (grade == 3) {
                List<Told> told = swinging.told();
                swinging = new OperationalAlerts("", INTERVAL);
                swinging.goOn(told);
            }
            Concern[] wrong =
                    grade == 0 ? new Concern[0] : new Concern[] {concern(grade == 1 ? Severity.MEDIUM : Severity.HIGH)};
            for (Alert alert : swinging.of(report(time.instant(), Set.of(), wrong))) {
                moments.add(time.instant());
                if (alert.activity() == Alert.Activity.CREATE) {
                    assertThat(open).isNull();
                    assertThat(closed).doesNotContain(alert.id());
                    open = alert.id();
                    next = 0;
                }
                assertThat(alert.id()).isEqualTo(open);
                assertThat(alert.revision()).isEqualTo(next++);
                if (alert.activity() == Alert.Activity.CLOSE) {
                    closed.add(alert.id());
                    open = null;
                }
            }
            time.advance(Duration.ofSeconds(5));
        }
        // Within any five minutes two at most: it begins, and gets worse.
        for (int i = 2; i < moments.size(); i++) {
            assertThat(Duration.between(moments.get(i - 2), moments.get(i))).isGreaterThanOrEqualTo(INTERVAL);
        }
    }
}
