package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.policy.AlertGate;
import io.outrider.policy.Matchers;
import io.outrider.policy.Silence;
import io.outrider.policy.Silences;
import io.outrider.rule.Detection;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Alerts become risk, and detections that read risk find them (decision 13). All of it is made up. */
class RiskFeedbackTest {

    private static final Rule ROOTS = risky("roots", "TTP", matches("user", "root*"), by("host", count()));
    private static final Rule BOBS = risky("bobs", "Anomaly", matches("user", "bob"), by("host", count()));
    private static final Rule FEW = risky(
            "few", "TTP", matches("user", "amy"), by("host", count()), where(compare(field("count"), "<", number(3))));
    private static final Rule HUNT = risky("hunt", "Hunting", Synthetic.ALWAYS, by("host", count()));

    private static final Rule CORRELATION =
            onRisk("correlation", "Correlation", where(compare(field("sources"), ">=", number(2))));
    private static final Rule SUM = onRisk("sum", "Correlation");

    static final List<Rule> RULES = List.of(ROOTS, BOBS, FEW, HUNT, CORRELATION, SUM);

    private final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(30)));

    private static Rule risky(String id, String type, Predicate where, Grouping grouping, Stage... tail) {
        Detection about = about(id, type);
        return Rule.onDataset(about, "Synthetic.Logins", where, List.of(), grouping, List.of(tail));
    }

    private static Detection about(String id, String type) {
        return new Detection(
                id,
                "Synthetic " + id,
                1,
                type,
                null,
                null,
                null,
                "Synthetic",
                "$host$ was seen",
                40,
                List.of(new Detection.RiskObject("host", "system", 40), new Detection.RiskObject("user", "user", 20)),
                List.of(),
                List.of("T1021.006"),
                List.of(),
                List.of("Synthetic story"),
                List.of(),
                null,
                id + ".yml");
    }

    private static Rule onRisk(String id, String type, Stage... tail) {
        Grouping bySystem = by(
                "risk_object risk_object_type",
                count(),
                aggregation(Function.SUM, "calculated_risk_score", "score"),
                aggregation(Function.DISTINCT_COUNT, "source", "sources"),
                aggregation(Function.VALUES, "annotations.mitre_attack.mitre_tactic", "tactics"),
                aggregation(Function.MAX, "_time", "lastTime"));
        return Rule.onDataset(about(id, type), "Risk.All_Risk", Synthetic.ALWAYS, List.of(), bySystem, List.of(tail));
    }

    private static Event at(int minutesAfterNoon, String... fields) {
        return event(NOON.plus(Duration.ofMinutes(minutesAfterNoon)), fields);
    }

    private static List<Alert> of(List<Alert> alerts, Rule rule) {
        return alerts.stream()
                .filter(alert -> alert.detection().id().equals(rule.about().id()))
                .toList();
    }

    private GroupingDriver bounded(Rule... rules) {
        return new GroupingDriver(Synthetic.bounded(), clock, rules);
    }

    private GroupingDriver service(Rule... rules) {
        return new GroupingDriver(Synthetic.service(true), clock, rules);
    }

    @Test
    void alertThatIsHeldBackIsRiskAllTheSame() {
        Silences silences = new Silences();
        Matchers notOfCorrelations = Matchers.parse(
                List.of("detection:others"), text -> about -> !about.type().equals("Correlation"));
        silences.set(List.of(new Silence("1", notOfCorrelations, Instant.MIN, Instant.MAX)));
        AlertGate gate =
                new AlertGate(List.of(), List.of(), silences, UnaryOperator.identity(), Duration.ofHours(24), clock);
        GroupingDriver driver =
                new GroupingDriver(Synthetic.bounded(), clock, List.of(ROOTS, BOBS, CORRELATION), null, null, gate);
        driver.feed("a", at(5, "host", "h", "user", "root"), at(7, "host", "h", "user", "bob"));
        BatchOutcome outcome = driver.finish();

        assertThat(outcome.held())
                .extracting(held -> held.alert().detection().id())
                .containsExactlyInAnyOrder("roots", "bobs");
        assertThat(outcome.alerts()).extracting(alert -> alert.detection().id()).containsExactly("correlation");
    }

    @Test
    void detectionsThatAgreeOnAnObjectAreFoundByTheOneThatReadsRisk() {
        GroupingDriver driver = bounded(ROOTS, BOBS, CORRELATION);
        driver.feed("a", at(5, "host", "h", "user", "root"), at(7, "host", "h", "user", "bob"));
        driver.feed("a", at(9, "host", "g", "user", "bob"));
        List<Alert> alerts = driver.finish().alerts();
        assertThat(of(alerts, CORRELATION)).singleElement().satisfies(alert -> {
            assertThat(alert.row().get("risk_object")).isEqualTo(Value.of("h"));
            assertThat(alert.row().get("risk_object_type")).isEqualTo(Value.of("system"));
            assertThat(alert.row().get("score")).isEqualTo(Value.of(80));
            assertThat(alert.row().get("tactics")).isEqualTo(Value.of("lateral-movement"));
            assertThat(alert.lastTime()).isEqualTo(NOON.plus(Duration.ofMinutes(7)));
            assertThat(alert.partial()).isFalse();
        });
        // The rows of the others come first: they are what it is made of.
        assertThat(alerts.get(alerts.size() - 1).detection().id()).isEqualTo("correlation");
    }

    @Test
    void huntingAndCorrelationDetectionsGiveNoRisk() {
        GroupingDriver driver = bounded(HUNT, SUM, onRisk("other", "Correlation"));
        driver.feed("a", at(5, "host", "h", "user", "root"));
        assertThat(driver.finish().alerts())
                .extracting(alert -> alert.detection().id())
                .containsExactly("hunt");
    }

    @Test
    void detectionThatReadsRiskGivesNoneWhateverItsType() {
        GroupingDriver driver = bounded(ROOTS, onRisk("ttp on risk", "TTP"));
        driver.feed("a", at(5, "host", "h", "user", "root"));
        assertThat(driver.finish().alerts())
                .extracting(alert -> alert.detection().id())
                .containsExactly("roots", "ttp on risk");
    }

    @Test
    void updateTakesThePlaceOfTheRiskThatWasThere() {
        GroupingDriver driver = service(ROOTS, SUM);
        driver.feed("a", at(5, "host", "h", "user", "root"));
        driver.feed("a", at(6, "host", "h", "user", "root"));
        driver.end("a");
        assertThat(of(driver.alerts(), ROOTS)).hasSize(2);
        assertThat(of(driver.alerts(), SUM)).singleElement().satisfies(alert -> {
            assertThat(alert.row().get("score")).isEqualTo(Value.of(40));
            assertThat(alert.row().get("count")).isEqualTo(Value.of(1));
            assertThat(alert.lastTime()).isEqualTo(NOON.plus(Duration.ofMinutes(6)));
        });
    }

    @Test
    void riskOfAnAlertThatIsClosedGoes() {
        GroupingDriver driver = service(FEW, SUM);
        driver.feed("a", at(5, "host", "h", "user", "amy"));
        driver.end("a");
        assertThat(of(driver.alerts(), SUM)).extracting(Alert::activity).containsExactly(Activity.CREATE);
        driver.feed("b", at(6, "host", "h", "user", "amy"), at(7, "host", "h", "user", "amy"));
        clock.advance(Duration.ofMinutes(10));
        driver.tick();
        clock.advance(Duration.ofMinutes(10));
        driver.tick();
        assertThat(of(driver.alerts(), FEW))
                .extracting(Alert::activity)
                .containsExactly(Activity.CREATE, Activity.CLOSE);
        assertThat(of(driver.alerts(), SUM))
                .extracting(Alert::activity)
                .containsExactly(Activity.CREATE, Activity.CLOSE);
    }

    @Test
    void windowThatReadsRiskWaitsForTheOthers() {
        Rule day = risky("day", "TTP", matches("user", "root"), by("host", count()))
                .with(Duration.ofHours(24));
        GroupingDriver driver = new GroupingDriver(Synthetic.service(false), clock, day, SUM);
        clock.set(NOON.plus(Duration.ofHours(20)));
        driver.feed("a", at(5, "host", "h", "user", "root"));
        driver.feed("a", at(300, "host", "x", "user", "bob"));
        assertThat(driver.alerts()).isEmpty();
        driver.end("a");
        assertThat(driver.alerts())
                .extracting(alert -> alert.detection().id(), Alert::windowStart)
                .containsExactly(tuple("day", NOON.minus(Duration.ofHours(12))), tuple("sum", NOON));
    }

    @Test
    void riskMovesWithTheLastTimeOfItsRow() {
        Rule day = risky("day", "TTP", matches("user", "root"), by("host", count()))
                .with(Duration.ofHours(24));
        GroupingDriver driver = service(day, SUM);
        clock.set(NOON.plus(Duration.ofHours(20)));
        driver.feed("a", at(5, "host", "h", "user", "root"));
        driver.feed("a", at(125, "host", "h", "user", "root"));
        driver.end("a");
        assertThat(of(driver.alerts(), SUM))
                .extracting(Alert::windowStart)
                .containsExactly(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void rolledBackBatchTakesItsRiskWithIt() {
        GroupingDriver driver = service(ROOTS, SUM);
        driver.runAndRollBack(driver.detect("a", List.of(at(5, "host", "h", "user", "root"))), 9);
        driver.feed("a", at(6, "host", "g", "user", "root"));
        driver.end("a");
        assertThat(of(driver.alerts(), SUM))
                .extracting(alert -> alert.row().get("risk_object"))
                .containsExactly(Value.of("g"));
    }

    @Test
    void orderAndBatchesDoNotMatter() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(at(i * 7 % 180, "host", "h" + i % 3, "user", i % 2 == 0 ? "root" : "bob"));
        }
        List<Rule> rules = List.of(ROOTS, BOBS, CORRELATION, SUM);
        GroupingDriver straight = new GroupingDriver(Synthetic.bounded(), clock, rules);
        straight.feed("a", events);
        straight.finish();
        for (int seed = 0; seed < 20; seed++) {
            List<Event> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed));
            GroupingDriver driver = new GroupingDriver(Synthetic.service(true), clock, rules);
            clock.set(NOON.plus(Duration.ofHours(4)));
            for (int from = 0; from < shuffled.size(); from += 1 + seed % 7) {
                driver.feed("u" + from % 3, shuffled.subList(from, Math.min(shuffled.size(), from + 1 + seed % 7)));
            }
            clock.advance(Duration.ofHours(2));
            driver.tick();
            clock.advance(Duration.ofHours(2));
            driver.tick();
            assertThat(Last.of(driver.alerts())).isEqualTo(Last.of(straight.alerts()));
        }
    }
}
