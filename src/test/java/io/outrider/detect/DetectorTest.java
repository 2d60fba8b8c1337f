package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.rule;
import static io.outrider.detect.Synthetic.text;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Expression;
import io.outrider.rule.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectorTest {

    private static final Rule ROOTS = rule("roots", matches("user", "root"), List.of(), by("host", count()));
    private static final Rule ANY = rule("any", by("host", count()));

    private final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(30)));

    private Detections detect(List<Rule> rules, Event... events) {
        GroupingSettings settings = Synthetic.service(true);
        return new Detector(RulePack.compile(rules, Synthetic.MODELS, settings), clock)
                .detect(new EventBatch(new SourceUnit("unit", "source"), List.of(events), List.of(), 7, true));
    }

    @Test
    void batchSaysWhatItsEventsAreAndHowFarTheUnitHasCome() {
        Detections detections = detect(
                List.of(ROOTS, ANY),
                event(NOON.plusSeconds(9), "host", "h", "user", "root"),
                event(NOON.plusSeconds(5), "host", "h"),
                event(NOON.minusSeconds(1), "host", "g", "user", "bob"));
        assertThat(detections.unit()).isEqualTo(new SourceUnit("unit", "source"));
        assertThat(detections.endOffset()).isEqualTo(7);
        assertThat(detections.ended()).isTrue();
        assertThat(detections.finish()).isFalse();
        assertThat(detections.newest()).isEqualTo(NOON.plusSeconds(9));
        assertThat(detections.windows())
                .extracting(WindowSpan::start)
                .containsExactlyInAnyOrder(NOON, NOON.minus(Duration.ofHours(1)));
        assertThat(detections.events()).isEqualTo(3);
        assertThat(detections.matched()).isEqualTo(3);
        assertThat(detections.future()).isZero();
        assertThat(detections.deltas())
                .extracting(WindowDelta::key)
                .containsExactly(
                        new WindowKey("any", NOON.minus(Duration.ofHours(1))),
                        new WindowKey("any", NOON),
                        new WindowKey("roots", NOON));
    }

    @Test
    void eventThatSeveralRulesMatchCountsOnce() {
        assertThat(detect(List.of(ROOTS, ANY), event(NOON, "user", "root")).matched())
                .isEqualTo(1);
        assertThat(detect(List.of(ROOTS), event(NOON, "user", "bob")).matched()).isZero();
    }

    @Test
    void eventOfNoDatasetMatchesNothingButFeedsItsWindow() {
        Event other =
                new Event(NOON, "raw", Map.of(), Map.of(), Set.of(), new Origin("synthetic.log", "test", 1, 0, 0));
        Detections detections = detect(List.of(ANY), other);
        assertThat(detections.deltas()).isEmpty();
        assertThat(detections.windows()).extracting(WindowSpan::start).containsExactly(NOON);
        assertThat(detections.newest()).isEqualTo(NOON);
    }

    @Test
    void timeMoreThanAnHourAheadMovesNoWatermark() {
        Detections detections = detect(
                List.of(ANY),
                event(NOON.plus(Duration.ofMinutes(90)), "host", "h"),
                event(NOON.plus(Duration.ofMinutes(90)).plusNanos(1), "host", "h"));
        assertThat(detections.newest()).isEqualTo(NOON.plus(Duration.ofMinutes(90)));
        assertThat(detections.future()).isEqualTo(1);
        assertThat(detections.matched()).isEqualTo(2);
    }

    @Test
    void ruleThatFailsOnAnEventIsNamedAndTheOthersGoOn() {
        Rule failing = rule(
                "failing",
                Synthetic.ALWAYS,
                List.of(where(call(Expression.Function.MATCH, text("x"), field("user")))),
                by("host", count()));
        Detections detections = detect(
                List.of(failing, ANY), event(NOON, "host", "h", "user", "("), event(NOON, "host", "h", "user", "x"));
        assertThat(detections.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.detectionId()).isEqualTo("failing");
            assertThat(failure.subject()).isEqualTo("synthetic.log:1");
            assertThat(failure.reason()).isNotBlank();
        });
        assertThat(detections.matched()).isEqualTo(2);
        assertThat(detections.deltas())
                .extracting(delta -> delta.key().detectionId())
                .containsExactly("any", "failing");
    }

    @Test
    void combinationsOfValuesThatWereLeftOutAreAFailure() {
        String many = IntStream.range(0, 200).mapToObj(Integer::toString).collect(Collectors.joining("|"));
        Detections detections =
                detect(List.of(rule("product", by("host user", count()))), event(NOON, "host", many, "user", many));
        assertThat(detections.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("10000"));
        assertThat(detections.deltas())
                .singleElement()
                .satisfies(delta -> assertThat(delta.rows(0)).hasSize(10_000));
    }

    @Test
    void keyIsTheSameFromItsText() {
        WindowKey key = new WindowKey("an id with blanks", NOON);
        assertThat(WindowKey.parse(key.toString())).isEqualTo(key);
    }
}
