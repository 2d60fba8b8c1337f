package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.content.ContentLoader;
import io.outrider.detect.EngineRun;
import io.outrider.normalize.RealEvents;
import io.outrider.rule.Rule;
import io.outrider.store.SqliteRowStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All published detections that load give, with nearly all rows in a file, the alerts that they give with all in memory. */
class SpilledRowsAgreeTest {

    private static final DataModels MODELS = DataModels.standard();

    /** Of every so many detections events are made: enough that all commands and functions are among them. */
    private static final int SAMPLE = 8;

    @TempDir
    private Path directory;

    @Test
    void alertsOfAllDetectionsAreTheSame() throws IOException {
        List<Rule> rules = new ContentLoader(MODELS, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")))
                .rules();
        List<Event> events = new ArrayList<>(RealEvents.firstOfEachKind());
        for (int i = 0; i < rules.size(); i += SAMPLE) {
            EngineRun.firing(MODELS, rules.get(i)).limit(2).forEach(events::addAll);
        }
        EngineRun.Report inMemory = EngineRun.lastAlerts(MODELS, rules, events);
        try (SqliteRowStore store = new SqliteRowStore(directory, 1L << 30)) {
            EngineRun.Report spilled = EngineRun.lastAlerts(MODELS, rules, events, 10, store);
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                        .isGreaterThan(1_000_000);
            }
            assertThat(spilled.failures()).hasSameSizeAs(inMemory.failures());
            assertThat(spilled.byDetection().keySet())
                    .isEqualTo(inMemory.byDetection().keySet());
            inMemory.byDetection()
                    .forEach((id, alerts) ->
                            assertThat(spilled.byDetection().get(id)).isEqualTo(alerts));
        }
        System.out.println(events.size() + " events, " + rules.size() + " detections, "
                + inMemory.byDetection().size() + " with alerts");
        // Each detection that events were made for should fire, but for a few.
        assertThat(inMemory.byDetection()).hasSizeGreaterThan(rules.size() / SAMPLE);
    }
}
