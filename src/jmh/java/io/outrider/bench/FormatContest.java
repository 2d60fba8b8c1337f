package io.outrider.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.normalize.FieldFiller;
import io.outrider.normalize.FieldPlan;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import io.outrider.normalize.XmlInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The two ways over the same bytes that are compared for a format: to common events of which the fields are read that a search
 * would read, as the engine reads them; and with a parser that only reads tokens.
 */
final class FormatContest {

    /** Some 15 MB in most formats: larger than the caches. */
    static final int EVENTS = 5_000;

    private static final SourceUnit UNIT = new SourceUnit("bench", "bench");

    /** Those that published detections on processes ask for most. */
    private static final List<String> PROCESS_FIELDS = List.of(
            "process_name",
            "process",
            "parent_process_name",
            "user",
            "dest",
            "process_path",
            "original_file_name",
            "parent_process",
            "process_id",
            "process_guid");

    private final JsonFactory json = new JsonFactory();
    private final JsonFactory csv =
            CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
    private final XMLInputFactory xml = XmlInput.factory(64);
    private final Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Clock.systemUTC());
    private final Rendering format;
    private final List<byte[]> events = new ArrayList<>();
    private final byte[] bytes;
    private final FieldFiller filler;
    private final int fields;
    private long read;

    FormatContest(Rendering format) throws IOException {
        this.format = format;
        String corpus = System.getenv().getOrDefault("OUTRIDER_CORPUS", "");
        Path file = corpus.isEmpty()
                ? Path.of("samples/synthetic-sysmon.nxlog.jsonl")
                : Path.of(corpus, "events/process-events.ndjson.gz");
        ObjectMapper mapper = new ObjectMapper();
        EventVariation variation =
                new EventVariation(Samples.read(file, Clock.systemUTC()).events(), 1, mapper);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(utf8(format.begin()));
        for (long number = 0; events.size() < EVENTS; number++) {
            ObjectNode event = (ObjectNode) mapper.readTree(variation.event(number));
            // Those in nxlog's shape: nearly all.
            if (event.has("EventID") && event.has("Hostname")) {
                if (!events.isEmpty()) {
                    all.writeBytes(utf8(format.between()));
                }
                byte[] one = format.bytes(event);
                events.add(one);
                all.writeBytes(one);
            }
        }
        all.writeBytes(utf8(format.end()));
        bytes = all.toByteArray();
        Dataset processes = DataModels.standard().find("Endpoint.Processes").orElseThrow();
        FieldPlan plan = format.fields().isEmpty()
                ? FieldPlan.ofDataset(processes, PROCESS_FIELDS)
                : FieldPlan.ofEvent(format.fields());
        fields = plan.fields().size();
        filler = plan.filler();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes of an event, on average. */
    int size() {
        return bytes.length / EVENTS;
    }

    /** Goes over the bytes with the format's {@link Rendering#peer}. @return how many tokens there are, or the like */
    long tokens() throws IOException, XMLStreamException {
        return switch (format.peer()) {
            case JACKSON -> tokens(json);
            case JACKSON_CSV -> tokens(csv);
            case WOODSTOX -> xmlTokens();
            case LINES -> lines();
        };
    }

    private long tokens(JsonFactory factory) throws IOException {
        long count = 0;
        try (JsonParser parser = factory.createParser(bytes)) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        return count;
    }

    private long xmlTokens() throws XMLStreamException {
        long count = 0;
        for (byte[] event : events) {
            XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(event), "UTF-8");
            while (reader.hasNext()) {
                count += reader.next();
            }
            reader.close();
        }
        return count;
    }

    private long lines() {
        long count = 0;
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                count += new String(bytes, from, i - from, StandardCharsets.UTF_8).length();
                from = i + 1;
            }
        }
        return count;
    }

    /** @return how many events there were whose fields were read */
    long commonEvents() throws IOException {
        long count = 0;
        try (RecordBatches batches =
                new RecordBatches(UNIT, new RecordReader(new ByteArrayInputStream(bytes)), 500)) {
            while (batches.hasNext()) {
                for (Event event : normalizer.normalize(batches.next()).events()) {
                    filler.begin(event);
                    for (int slot = 0; slot < fields; slot++) {
                        filler.fill(slot, (of, utf8, from, to) -> read += to - from);
                    }
                    count++;
                }
            }
        }
        return count;
    }

    /** Bytes of fields that were read so far. */
    long read() {
        return read;
    }
}
