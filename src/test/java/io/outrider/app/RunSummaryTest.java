package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.Statistics.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    @Test
    void matchesThatFoundNoRoomAreInTheSummary() {
        Counts counts = new Counts(10, 9, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, Map.of(), Map.of(), List.of(), Map.of());
        RunSummary summary = new RunSummary(counts, 1, List.of(), 1, 1, 0);

        assertThat(summary.lines())
                .anyMatch(line -> line.matches(
                        " +7  matches are in no row for want of room; see outrider.grouping.spill.max-size"));
        assertThat(summary.toMap()).containsEntry("without_room", 7L);
    }
}
