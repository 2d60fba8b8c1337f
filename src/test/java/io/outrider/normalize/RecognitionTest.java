package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No shipped mapping takes the events of another product for its own: by all examples and all real events of the corpus. */
class RecognitionTest {

    private static final SourceMappings MAPPINGS = SourceMappings.standard();

    @Test
    void noExampleIsRecognisedByTheMappingOfAnotherProduct() throws IOException {
        Set<String> foreign = new TreeSet<>();
        Set<String> recognised = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (DataSources example : DataSources.all()) {
            if (example.log() == null) {
                continue;
            }
            for (Event event : events(example.input())) {
                Source source = recognised(event);
                if (source == null) {
                    continue;
                }
                recognised.add(example.file());
                named.add(source.name());
                if (!isOf(example, source)) {
                    foreign.add(example.file() + " by " + source.name());
                }
            }
        }
        System.out.printf("%d examples recognised by what they hold, by %d sources%n", recognised.size(), named.size());
        assertThat(foreign).isEmpty();
        assertThat(recognised).contains("aws_cloudtrail_consolelogin");
    }

    /** By what the published file calls its events, or else by what was written down by hand. */
    private static boolean isOf(DataSources example, Source source) throws IOException {
        if (names(source).contains(example.sourcetype().toLowerCase(Locale.ROOT))
                || !DefaultFields.saysSomething(example.sourcetype())
                        && source.splunkSource().equalsIgnoreCase(example.source())) {
            return true;
        }
        Path facts = Path.of("src/test/resources/sources", example.file() + ".yaml");
        return Files.exists(facts) && Files.readString(facts).contains("mapping: \"" + source.name() + ": ");
    }

    @Test
    void noRealWindowsEventIsTakenForOneOfAnotherProduct() throws IOException {
        int events = 0;
        for (Path file : RealEvents.files()) {
            List<Event> sample = RealEvents.of(file);
            events += sample.size();
            assertThat(sample.stream()
                            .filter(event -> recognised(event) != null)
                            .limit(1))
                    .as(file.getFileName().toString())
                    .isEmpty();
        }
        assertThat(events).isPositive();
    }

    /** All by which the events of the source's kinds are known. */
    private static Set<String> names(Source source) {
        return new SourceKinds(
                        source,
                        MAPPINGS.all().stream()
                                .filter(mapping -> mapping.match() instanceof EventMatch.OfSource of
                                        && of.source().equals(source))
                                .toList())
                .sourcetypes();
    }

    private static @Nullable Source recognised(Event event) {
        RecordView view = new RecordView(
                name -> event.field(name) == null ? null : event.field(name).text(),
                event.fields().keySet(),
                event.raw(),
                event.origin().shape());
        Recognised recognised = MAPPINGS.recognise(view, "", extractions -> {});
        return recognised == null ? null : recognised.source();
    }

    private static List<Event> events(String input) throws IOException {
        Normalizer normalizer = new Normalizer(
                ZoneOffset.UTC, Clock.fixed(Reading.RECEIVED, ZoneOffset.UTC), MAPPINGS, DataModels.standard());
        byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
        List<Event> events = new ArrayList<>();
        try (RecordBatches batches = new RecordBatches(
                new SourceUnit("unit", "synthetic"), new RecordReader(new ByteArrayInputStream(bytes)), 500)) {
            while (batches.hasNext()) {
                events.addAll(normalizer.normalize(batches.next()).events());
            }
        }
        return events;
    }
}
