package io.outrider.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceMappings;
import io.outrider.normalize.SourceTrace;
import io.outrider.normalize.SourceUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
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
        for (Event event : real()) {
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

    private static List<Event> real() throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(Corpus.path("events"))) {
            files = below.filter(file -> file.toString().matches(".*\\.(ndjson\\.gz|log)"))
                    .sorted()
                    .toList();
        }
        Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Explained.CLOCK);
        List<Event> events = new ArrayList<>();
        for (Path file : files) {
            SourceUnit unit = new SourceUnit(file.toString(), file.toString());
            try (RecordReader reader = new RecordReader(Inputs.open(file))) {
                List<RawRecord> records = new ArrayList<>();
                for (RawRecord record = reader.next();
                        record != null && records.size() < EVENTS_OF_A_FILE;
                        record = reader.next()) {
                    records.add(record);
                }
                events.addAll(
                        normalizer.normalize(new RecordBatch(unit, records, 0)).events());
            }
        }
        return events;
    }
}
