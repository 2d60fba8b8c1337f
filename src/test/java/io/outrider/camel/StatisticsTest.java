package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.detect.BatchOutcome;
import io.outrider.detect.Detections;
import io.outrider.policy.AlertGate.HeldAlert;
import io.outrider.policy.Alerts;
import io.outrider.store.Hold;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void matchesThatFoundNoRoomAreCountedAndTold() {
        Statistics statistics = new Statistics();
        statistics.committed(Detections.tick(), new BatchOutcome(List.of(), List.of(), List.of(), 3));
        statistics.committed(Detections.tick(), new BatchOutcome(List.of(), List.of(), List.of(), 4));

        assertThat(statistics.counts().withoutRoom()).isEqualTo(7);
        assertThat(statistics.counts().line()).contains("7 matches without room");
    }

    @Test
    void whatIsHeldBackIsCountedByWhatHoldsItAndIsNoAlertThatWentOut() {
        HeldAlert one =
                new HeldAlert(Alerts.create(Alerts.detection("d", 50), 0), new Hold(Hold.Kind.SUPPRESSION, "per-host"));
        HeldAlert two =
                new HeldAlert(Alerts.create(Alerts.detection("d", 50), 1), new Hold(Hold.Kind.SILENCE, "3f9a1c2b"));
        Statistics statistics = new Statistics();
        statistics.committed(
                Detections.tick(), new BatchOutcome(List.of(), List.of(), List.of(), 0, List.of(one, two, one)));

        assertThat(statistics.counts().held()).isEqualTo(Map.of("suppression per-host", 2L, "silence 3f9a1c2b", 1L));
        assertThat(statistics.counts().line()).contains("0 alerts").endsWith("3 held back");
    }
}
