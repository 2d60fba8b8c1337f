package io.outrider.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.cim.Event;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that a benchmark's events are made of: the process events in JSON of a file.
 *
 * @param events never none
 * @param datasets that they are members of
 * @param leftOut number of records of other kinds
 */
public record Samples(List<ObjectNode> events, Set<String> datasets, int leftOut) {

    /** At the 3 kB of a Windows event and some ten times that as a tree: 300 MB at the very most, 70 for the file at hand. */
    private static final int MOST = 10_000;

    private static final int BATCH = 500;

    private static final String PROCESSES = "Endpoint.Processes";

    public Samples {
        events = List.copyOf(events);
        datasets = Set.copyOf(datasets);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("expected process events in JSON, but found none");
        }
    }

    /** @throws IOException if the file cannot be read */
    public static Samples read(Path file, Clock clock) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Normalizer normalizer = new Normalizer(ZoneOffset.UTC, clock);
        List<ObjectNode> events = new ArrayList<>();
        Set<String> datasets = new HashSet<>();
        int leftOut = 0;
        try (RecordBatches batches = new RecordBatches(
                new SourceUnit(file.toString(), file.toString()), new RecordReader(Inputs.open(file)), BATCH)) {
            while (batches.hasNext() && events.size() < MOST) {
                RecordBatch batch = batches.next();
                for (Event event : normalizer.normalize(batch).events()) {
                    JsonNode tree = event.datasets().contains(PROCESSES) ? tree(json, event.raw()) : null;
                    if (tree instanceof ObjectNode object) {
                        events.add(object);
                        datasets.addAll(event.datasets());
                    } else {
                        leftOut++;
                    }
                }
            }
            if (batches.failure().isPresent()) {
                throw batches.failure().get();
            }
        }
        return new Samples(events, datasets, leftOut);
    }

    private static @Nullable JsonNode tree(ObjectMapper json, String raw) {
        try {
            return json.readTree(raw);
        } catch (JsonProcessingException e) {
            // Another form than JSON: nothing here can vary it.
            return null;
        }
    }
}
