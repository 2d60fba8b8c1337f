package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Real event logs give the events that their JSON gives, which evtx_dump made of them.
 *
 * <p>evtx_dump changes three things, and {@link #agree(String, String)} allows no others:
 *
 * <ul>
 *   <li>GUIDs lose their braces: Windows, and so Splunk's XML, writes them with braces ([MS-EVEN6], section 2.2.12.3);
 *   <li>the time of the event may end with the microsecond: Windows has tenths of microseconds;
 *   <li>blanks at both ends of a value are lost: Windows keeps them.
 * </ul>
 *
 * <p>Where upper and lower case differ, the bytes of the log decide: JSON that has been edited has a text that is not in them.
 *
 * <p>JSON has the names of its own shape ({@code Event.System...}) besides, which no other shape has.
 */
class EvtxAgreementTest {

    private static final Pattern GUID = Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6,9}Z");

    // One for all: it reads the mappings anew each time it is made.
    private final Normalizer normalizer = Reading.normalizer(ZoneOffset.UTC);

    @TestFactory
    Stream<DynamicTest> evtxAndJsonOfAnEventGiveTheSameCommonEvent() throws IOException {
        return logs().stream()
                .map(log -> DynamicTest.dynamicTest(log.getFileName().toString(), () -> {
                    List<Event> events = events(log);
                    List<Event> expected = events(json(log));
                    assertThat(events).hasSameSizeAs(expected).isNotEmpty();
                    for (int i = 0; i < events.size(); i++) {
                        agree(
                                events.get(i),
                                expected.get(i),
                                new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1));
                    }
                }));
    }

    @Test
    void thereAreAsManyEventsAsTheHeadersOfTheChunksCount() throws IOException {
        for (Path log : logs()) {
            assertThat(events(log)).as("events of %s", log).hasSize(records(Files.readAllBytes(log)));
        }
    }

    /** @param log a character for each of its bytes */
    private static void agree(Event event, Event expected, String log) {
        assertThat(event.time().truncatedTo(ChronoUnit.MICROS))
                .isEqualTo(expected.time().truncatedTo(ChronoUnit.MICROS));
        assertThat(event.datasets()).isEqualTo(expected.datasets());
        agree(event.cim(), expected.cim(), log);
        Map<String, Value> fields = new HashMap<>(expected.fields());
        fields.keySet().removeIf(name -> name.startsWith("Event."));
        agree(event.fields(), fields, log);
    }

    private static void agree(Map<String, Value> fields, Map<String, Value> expected, String log) {
        assertThat(fields.keySet()).isEqualTo(expected.keySet());
        fields.forEach((name, value) -> {
            List<String> texts = value.texts();
            List<String> dumped = expected.get(name).texts();
            assertThat(texts).as(name).hasSameSizeAs(dumped);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(agree(texts.get(i), dumped.get(i)) || isEdited(texts.get(i), dumped.get(i), log))
                        .as("%s: [%s] beside [%s]", name, texts.get(i), dumped.get(i))
                        .isTrue();
            }
        });
    }

    private static boolean agree(String text, String dumped) {
        if (GUID.matcher(dumped).matches() && text.equals('{' + dumped + '}')) {
            return true;
        }
        if (TIME.matcher(text).matches() && TIME.matcher(dumped).matches()) {
            return text.substring(0, 26).equals(dumped.substring(0, 26));
        }
        return text.strip().equals(dumped);
    }

    private static boolean isEdited(String text, String dumped, String log) {
        return text.strip().equalsIgnoreCase(dumped) && log.contains(asStored(text)) && !log.contains(asStored(dumped));
    }

    /** A text as it lies in a log, a character for each byte. */
    private static String asStored(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private List<Event> events(Path file) throws IOException {
        SourceUnit unit = new SourceUnit("unit", "real");
        List<Event> events = new ArrayList<>();
        try (RecordBatches batches = new RecordBatches(unit, new RecordReader(Inputs.open(file)), 500)) {
            while (batches.hasNext()) {
                EventBatch batch = normalizer.normalize(batches.next());
                assertThat(batch.rejects()).isEmpty();
                events.addAll(batch.events());
            }
            assertThat(batches.failure()).isEmpty();
        }
        return events;
    }

    private static List<Path> logs() throws IOException {
        return CorpusFiles.below("sigma/regression_data", ".evtx").stream()
                .filter(log -> Files.exists(json(log)))
                .toList();
    }

    private static Path json(Path log) {
        String name = log.getFileName().toString();
        return log.resolveSibling(name.substring(0, name.length() - "evtx".length()) + "json");
    }

    /** By the numbers of the first and the last record, which stand at the beginning of each chunk. */
    private static int records(byte[] log) {
        ByteBuffer file = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        int records = 0;
        for (int chunk = 4096; chunk < log.length; chunk += 1 << 16) {
            records += (int) (file.getLong(chunk + 16) - file.getLong(chunk + 8)) + 1;
        }
        return records;
    }
}
