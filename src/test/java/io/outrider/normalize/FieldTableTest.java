package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTableTest {

    private static final String MAPPING = """
            source: Own
            follows: synthetic
            channel: Microsoft-Windows-Sysmon/Operational
            provider: Microsoft-Windows-Sysmon
            events:
              - name: By type
                ids: [1]
                where: {eventtype: ms-sysmon}
                constants: {seen: by type}
            """;

    @TempDir
    Path directory;

    @Test
    void firstTextOfAFieldThatWasSuppliedWithSeveralIsTheFirst() {
        FieldTable fields = new FieldTable();
        fields.supply("eventtype", List.of("one", "two"));

        assertThat(fields.first("eventtype")).isEqualTo("one");
        assertThat(fields.texts("eventtype")).containsExactly("one", "two");
    }

    @Test
    void firstTextOfAFieldThatWasAddedTwiceIsTheFirst() throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        fields.add("a", "one");
        fields.add("a", "two");
        fields.alias("a", "b");

        assertThat(fields.first("a")).isEqualTo("one");
        assertThat(fields.first("b")).isEqualTo("one");
    }

    // Synthetic: the same event parsed whole and scanned.
    @ParameterizedTest
    @ValueSource(strings = {"""
                <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>\
                <Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID>\
                <TimeCreated SystemTime='2026-03-01T12:00:00Z'/>\
                <Channel>Microsoft-Windows-Sysmon/Operational</Channel></System></Event>""", """
                {"@timestamp":"2026-03-01T12:00:00Z","EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational",\
                "SourceName":"Microsoft-Windows-Sysmon"}"""})
    void conditionOnADerivedFieldOfSeveralTextsHoldsInEveryShape(String record) throws IOException {
        Files.writeString(directory.resolve("own.yaml"), MAPPING);
        Normalizer normalizer = new Normalizer(
                ZoneOffset.UTC,
                Clock.systemUTC(),
                SourceMappings.standard().with(List.of(directory)),
                DataModels.standard());
        SourceUnit unit = new SourceUnit("unit", "synthetic");
        List<RawRecord> records = Reading.records(record);

        Event event =
                normalizer.normalize(new RecordBatch(unit, records, 0)).events().get(0);

        assertThat(event.field("eventtype").texts()).hasSizeGreaterThan(1);
        assertThat(event.cim("seen")).isNotNull();
    }
}
