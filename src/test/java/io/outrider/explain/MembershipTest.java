package io.outrider.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.normalize.RealEvents;
import io.outrider.normalize.SourceMappings;
import io.outrider.normalize.SourceTrace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final DataModels MODELS = DataModels.standard();

    /** Of each file; files have events of a few kinds, in a row. */
    private static final int EVENTS_OF_A_FILE = 40;

    @Test
    void reasonIsGivenForEveryDatasetThatAnEventIsNoMemberOfAndForNoOther() throws IOException {
        List<String> different = new ArrayList<>();
        int members = 0;
        int others = 0;
        for (Event event : RealEvents.firstOfFiles(1, EVENTS_OF_A_FILE)) {
            SourceTrace trace = SourceTrace.of(event, SourceMappings.standard());
            for (String dataset : MODELS.names()) {
                boolean member = event.datasets().contains(dataset);
                members += member ? 1 : 0;
                others += member ? 0 : 1;
                if (MODELS.gap(dataset, trace.datasets(), event::cim).isEmpty() != member) {
                    different.add(event.origin() + " " + dataset + " of " + new TreeSet<>(event.datasets()) + ", "
                            + trace.mapping());
                }
            }
        }

        assertThat(different).isEmpty();
        assertThat(members).isGreaterThan(100);
        assertThat(others).isGreaterThan(1_000);
    }
}
