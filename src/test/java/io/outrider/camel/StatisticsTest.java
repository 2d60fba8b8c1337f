package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.detect.Detections;
import io.outrider.detect.WindowGrouping.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void matchesThatFoundNoRoomAreCountedAndTold() {
        Statistics statistics = new Statistics();
        statistics.committed(Detections.tick(), new Outcome(List.of(), List.of(), List.of(), 3));
        statistics.committed(Detections.tick(), new Outcome(List.of(), List.of(), List.of(), 4));

        assertThat(statistics.counts().withoutRoom()).isEqualTo(7);
        assertThat(statistics.counts().line()).contains("7 matches without room");
    }
}
