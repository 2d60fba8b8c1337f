package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The index of recognisers beside a walk over all of them. */
class RecognisersTest {

    @Property
    void findsTheSourceThatAWalkOverAllFinds(
            @ForAll @Size(max = 8)
                    List<@Size(min = 2, max = 3) Set<@CharRange(from = 'a', to = 'f') @StringLength(1) String>> wanted,
            @ForAll @Size(max = 6) Set<@CharRange(from = 'a', to = 'f') @StringLength(1) String> names) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            sources.add(source(i, new Recogniser(wanted.get(i), List.of(), List.of())));
        }
        RecordView record = json(names);
        Source walked = sources.stream()
                .filter(source -> source.recognisers().get(0).holds(record))
                .findFirst()
                .orElse(null);
        assertThat(new Recognisers(sources).find(record)).isSameAs(walked);
    }

    @Test
    void thousandSourcesCostARecordNoMoreThanThoseThatAskForItsRarestNames() {
        // All ask for a common name, and each for one of its own.
        List<Source> sources = IntStream.range(0, 1_000)
                .mapToObj(i -> source(i, new Recogniser(Set.of("time", "host", "own" + i), List.of(), List.of())))
                .toList();
        Recognisers recognisers = new Recognisers(sources);

        assertThat(recognisers.tried(Set.of("time", "host", "message"))).isZero();
        assertThat(recognisers.tried(Set.of("time", "host", "own7"))).isEqualTo(1);
        assertThat(recognisers.find(json(Set.of("time", "host", "own7")))).isSameAs(sources.get(7));
    }

    @Test
    void shippedSourcesAreFiledSoThatFewAreTriedForAnyRecord() {
        List<Source> sources = SourceMappings.standard().all().stream()
                .map(SourceMapping::match)
                .filter(EventMatch.OfSource.class::isInstance)
                .map(match -> ((EventMatch.OfSource) match).source())
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream()
                .toList();
        Recognisers recognisers = new Recognisers(sources);
        for (Source source : sources) {
            for (Recogniser recogniser : source.recognisers()) {
                // A handful: products of one vendor share names.
                assertThat(recognisers.tried(recogniser.fields()))
                        .as(source.name())
                        .isLessThanOrEqualTo(8);
            }
        }
    }

    @Test
    void literalTextsAreForRecordsOfTextAlone() {
        Source asa = source(0, new Recogniser(Set.of(), List.of(), List.of("%ASA-", ": ")));
        Recognisers recognisers = new Recognisers(List.of(asa));
        String line = "Jan  1 00:00:00 fw1 %ASA-6-302013: Built";

        assertThat(recognisers.find(record(Map.of(), line, SyslogText.SHAPE))).isSameAs(asa);
        assertThat(recognisers.find(record(Map.of(), "fw1 %ASX-6-302013: Built", SyslogText.SHAPE)))
                .isNull();
        assertThat(recognisers.find(record(Map.of(), "{\"m\":\"%ASA-6: \"}", PlainJson.SHAPE)))
                .isNull();
    }

    private static Source source(int number, Recogniser recogniser) {
        return new Source(
                "S" + number, List.of("s:" + number), "", "", List.of(recogniser), Extractions.NONE, List.of());
    }

    private static RecordView json(Set<String> names) {
        return record(names.stream().collect(Collectors.toMap(name -> name, name -> "x")), "{}", PlainJson.SHAPE);
    }

    private static RecordView record(Map<String, String> fields, String raw, String shape) {
        return new RecordView(fields::get, fields.keySet(), raw, shape);
    }
}
