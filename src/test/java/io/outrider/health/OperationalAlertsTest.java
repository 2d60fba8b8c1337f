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
    private final OperationalAlerts alerts = new OperationalAlerts("soc-1", INTERVAL);
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
        return alerts.of(
                new Report(clock.instant(), List.of(), List.of(), List.of(), Map.of(), null, Arrays.asList(concerns)));
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
    void twoConditionsHaveTwoAlertsAndTwoInstancesToo() {
        List<Alert> both = said(concern(Severity.MEDIUM), failing());
        List<Alert> other = new OperationalAlerts("soc-2", INTERVAL)
                .of(new Report(BEGIN, List.of(), List.of(), List.of(), Map.of(), null, List.of(failing())));

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

    /** However a condition comes, goes and changes, in looks of five seconds: 0 is that it does not hold. */
    @Property(tries = 200)
    void conditionThatSwingsIsSaidInOrderAndFloodsNobody(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 2) Integer> course) {
        SettableClock time = new SettableClock(BEGIN);
        OperationalAlerts swinging = new OperationalAlerts("", INTERVAL);
        List<Instant> moments = new ArrayList<>();
        Set<String> closed = new HashSet<>();
        String open = null;
        int next = 0;
        for (int grade : course) {
            List<Concern> wrong =
                    grade == 0 ? List.of() : List.of(concern(grade == 1 ? Severity.MEDIUM : Severity.HIGH));
            for (Alert alert :
                    swinging.of(new Report(time.instant(), List.of(), List.of(), List.of(), Map.of(), null, wrong))) {
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
