package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What reading and normalising an input gives. */
record Reading(List<RawRecord> records, List<Event> events, List<Reject> rejects) {

    static final Instant RECEIVED = Instant.parse("2030-01-02T03:04:05Z");

    private static final SourceUnit UNIT = new SourceUnit("unit", "synthetic");

    static Normalizer normalizer(ZoneId zone) {
        return new Normalizer(zone, Clock.fixed(RECEIVED, ZoneOffset.UTC));
    }

    static List<RawRecord> records(byte[] input, int maxRecord, int buffer) throws IOException {
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(input), maxRecord, buffer)) {
            List<RawRecord> records = new ArrayList<>();
            for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
            return records;
        }
    }

    static List<RawRecord> records(String input) throws IOException {
        return records(input.getBytes(StandardCharsets.UTF_8), RecordReader.DEFAULT_MAX_RECORD, 1 << 16);
    }

    static Reading of(String input) throws IOException {
        return of(input, ZoneOffset.UTC);
    }

    static Reading of(String input, ZoneId zone) throws IOException {
        return of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), zone);
    }

    static Reading of(Path file) throws IOException {
        return of(Inputs.open(file), ZoneOffset.UTC);
    }

    static Reading of(InputStream input, ZoneId zone) throws IOException {
        Normalizer normalizer = normalizer(zone);
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (RecordBatches batches = new RecordBatches(UNIT, new RecordReader(input), 500)) {
            while (batches.hasNext()) {
                RecordBatch batch = batches.next();
                EventBatch normalised = normalizer.normalize(batch);
                reading.records.addAll(batch.records());
                reading.events.addAll(normalised.events());
                reading.rejects.addAll(normalised.rejects());
            }
            if (batches.failure().isPresent()) {
                throw batches.failure().get();
            }
        }
        return reading;
    }

    /** The only event of an input that holds one, without a reject. */
    static Event event(String input) throws IOException {
        Reading reading = of(input);
        if (reading.events.size() != 1 || !reading.rejects.isEmpty()) {
            throw new AssertionError(
                    "expected one event, but found " + reading.events.size() + " and rejects " + reading.rejects);
        }
        return reading.events.get(0);
    }

    /** The only reject of an input that holds no event. */
    static Reject reject(String input) throws IOException {
        Reading reading = of(input);
        if (!reading.events.isEmpty() || reading.rejects.size() != 1) {
            throw new AssertionError(
                    "expected one reject, but found " + reading.rejects + " and events " + reading.events);
        }
        return reading.rejects.get(0);
    }

    static List<String> texts(Event event, String field) {
        Value value = event.fields().get(field);
        return value == null ? List.of() : value.texts();
    }
}
