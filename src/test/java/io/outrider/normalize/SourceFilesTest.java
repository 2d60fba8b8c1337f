package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.outrider.cim.DataFile;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.cim.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped mappings make of events, by files of synthetic events and the fields that they must have. */
class SourceFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/cim/sources");

    @TestFactory
    Stream<DynamicTest> eventHasTheFieldsAndDatasetsOfItsMapping() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : List.of("sysmon.txt", "windows.txt", "other.txt", "network.txt", "cloud.txt")) {
            List<String> lines = Files.readAllLines(FOLDER.resolve(file));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("{")) {
                    int from = i;
                    int to = from + 1;
                    while (to < lines.size() && !lines.get(to).isBlank()) {
                        to++;
                    }
                    List<String> expected = lines.subList(from + 1, to);
                    tests.add(DynamicTest.dynamicTest(file + ":" + (from + 1), () -> check(lines.get(from), expected)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    /** A line, and below it what it must have; {@code field} before the name of an original field. */
    @TestFactory
    Stream<DynamicTest> textHasTheFieldsAndDatasetsOfItsMapping() throws IOException {
        String[] blocks = Files.readString(FOLDER.resolve("network_text.txt")).split("\\n\\n");
        assertThat(blocks.length).isGreaterThan(1);
        return Stream.of(blocks).skip(1).map(block -> {
            List<String> lines = block.lines().toList();
            return DynamicTest.dynamicTest(lines.get(0), () -> {
                List<Event> events = Reading.of(lines.get(0)).events();
                assumeThat(events).as("text is not read yet").isNotEmpty();
                check(events.get(0), lines.subList(1, lines.size()));
            });
        });
    }

    private static void check(String json, List<String> expected) throws IOException {
        check(Reading.event("{\"@timestamp\":\"2024-01-01T00:00:00Z\"," + json.substring(1)), expected);
    }

    private static void check(Event event, List<String> expected) {
        int checked = 0;
        for (String line : expected) {
            if (line.startsWith("#")) {
                continue;
            }
            String name = line.substring(0, line.indexOf('=')).strip();
            String text = line.substring(line.indexOf('=') + 1).strip();
            if (name.equals("datasets")) {
                Set<String> names = text.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(text.split(" ")));
                assertThat(event.datasets()).isEqualTo(names);
                checked++;
            } else {
                Value value = name.startsWith("field ") ? event.field(name.substring(6)) : event.cim(name);
                assertThat(value == null ? "absent" : String.join(";", value.texts()))
                        .as(name)
                        .isEqualTo(text);
            }
        }
        assertThat(checked).isEqualTo(1);
    }

    @Test
    void everyShippedFileIsReadAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SourceReader.FILES);
        }
    }

    @Test
    void everyMappedEventIdHasASyntheticEventOrSharesItsMapping() throws IOException {
        String tried = Files.readString(FOLDER.resolve("sysmon.txt")) + Files.readString(FOLDER.resolve("windows.txt"));
        List<String> untried = SourceMappings.standard().all().stream()
                .filter(mapping ->
                        !mapping.datasets().isEmpty() && !mapping.datasets().contains("Change.Account_Management"))
                .map(SourceMapping::match)
                .filter(EventMatch.WindowsEvent.class::isInstance)
                .map(EventMatch.WindowsEvent.class::cast)
                .filter(event -> event.channel().matches("(?i)Microsoft-Windows-Sysmon/Operational|Security|System"))
                .flatMap(event -> event.eventIds().stream())
                .filter(id -> !tried.contains("\"EventID\":" + id + ","))
                .toList();
        // Their mappings are those of 4771 and 4776; 4739 is 4719's in another place of the model.
        assertThat(untried).containsExactlyInAnyOrder("4772", "4777", "4739");
    }

    @Test
    void everyShippedMappingNamesKnownDatasets() {
        SourceMappings mappings = SourceMappings.standard();
        assertThat(mappings.checkedFor(DataModels.standard())).isSameAs(mappings);
    }

    @Test
    void mappingsOfTheOperatorComeBeforeTheShippedOnes(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.yaml"), """
                source: Own
                follows: synthetic
                channel: Security
                provider: Own
                events:
                  - {name: Own logon, ids: [4624], fields: {user: lower of TargetUserName}}
                """);
        Files.writeString(directory.resolve("notes.txt"), "not read");
        SourceMappings mappings = SourceMappings.standard().with(List.of(directory));
        assertThat(mappings.ofWindowsEvent("4624", "Security", null).get(0).name())
                .isEqualTo("Own: Own logon");
        assertThat(mappings.ofWindowsEvent("4625", "Security", null).get(0).name())
                .isEqualTo("Windows Security: An account failed to log on");
        assertThat(mappings.all()).hasSize(SourceMappings.standard().all().size() + 1);
    }

    @Test
    void brokenMappingOfTheOperatorIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.yml"), "source: S\nevents: 5\n");
        assertThatThrownBy(() -> SourceMappings.standard().with(List.of(directory)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageContaining("own.yml:2:9: expected a list for events");
        assertThatThrownBy(() -> SourceMappings.standard().with(List.of(directory.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events: [] | 1:1 | expected the key source",
                "source: S;events:;- name: A | 3:3 | expected ids of events",
                "source: S;events:;- name: A;  ids: [1] | 3:3 | expected ids of events (with the channel",
                "source: S;channel: C;events:;- name: A;  ids: [1];  fields: {a: twice of B} | 6:15 | but found twice",
                "source: S;channel: C;events:;- name: A;  ids: [1];  fields: {a: [lower of B, C]} | 6:15 | one transform",
                "source: S;channel: C;events:;- name: A;  ids: [1];  fields: {a: []} | 6:11 | expected a source field for a",
                "source: S;channel: C;events:;- name: A;  ids: [1];  fields: {a: 'B or C'} | 6:15 | expected 'FIELD'",
                "source: S;channel: C;events:;- name: A;  ids: [1];  use: [g] | 6:8 | expected a group of this file, but found g",
                "source: S;channel: C;events:;- name: A;  ids: [1];  same: [a] | 6:9 | expected two fields",
                "source: S;channel: C;events:;- name: A;  ids: [1];  dataset: X | 6:3 | but found dataset",
                "source: S;events:;- name: A;  field: {a: 1, b: 2} | 4:10 | expected one field",
                "source: S;channel: C;events:;- name: A;  ids: [1];  field: {a: 1} | 6:10 | expected one field, and no ids",
                "source: S;channel: C;events:;- name: A;  ids: [1] | 1:1 | expected the key follows",
                "source: S;follows: F;channel: C;others: true;documented_in: {a: b} | 5:16 | expected a text or a list of texts for documented_in",
                "source: S;channel: C;events:;- name: A;  ids: [1];  stated: {a: b} | 6:11 | expected a text or a list of texts for stated",
                "source: S;channel: C;others: yes | 3:9 | expected true or false for others, but found yes",
            })
    void whatIsNoSourceIsRefusedWithItsPlace(String text, String place, String message) {
        String yaml = text.replace(";", "\n");
        assertThatThrownBy(() -> SourceReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageStartingWith("synthetic.yaml:" + place)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "True, 1", "TRUE, 1", "false, 0", "False, 0"})
    void othersAreMappedWhereTheFileSaysSoAsYamlWritesIt(String others, int mappings) {
        String yaml = "source: S\nfollows: F\nchannel: C\nothers: " + others + "\n";
        assertThat(SourceReader.read(DataFile.parse("synthetic.yaml", yaml))).hasSize(mappings);
    }

    @Test
    void mappingToAnUnknownDatasetIsRefused() {
        SourceMappings mappings = new SourceMappings(SourceReader.read(DataFile.parse(
                "synthetic.yaml",
                "source: S\nfollows: F\nevents:\n- {name: A, field: {k: v}, datasets: [Endpoint.Sockets]}")));
        assertThatThrownBy(() -> mappings.checkedFor(DataModels.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Endpoint.Sockets");
        assertThatThrownBy(() -> new CimMapper(mappings, DataModels.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Endpoint.Sockets");
    }
}
