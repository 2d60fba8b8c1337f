package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.Corpus;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No record of the real data is lost, and every process creation in it is one. Counts are Jackson's, of whole trees. */
class CorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> SYSMON = Map.ofEntries(
            Map.entry("Image", "process_path"),
            Map.entry("CommandLine", "process"),
            Map.entry("CurrentDirectory", "process_current_directory"),
            Map.entry("OriginalFileName", "original_file_name"),
            Map.entry("ProcessGuid", "process_guid"),
            Map.entry("ProcessId", "process_id"),
            Map.entry("Hashes", "process_hash"),
            Map.entry("IntegrityLevel", "process_integrity_level"),
            Map.entry("ParentImage", "parent_process_path"),
            Map.entry("ParentCommandLine", "parent_process"),
            Map.entry("ParentProcessGuid", "parent_process_guid"),
            Map.entry("ParentProcessId", "parent_process_id"));

    private static final Map<String, String> SECURITY = Map.of(
            "NewProcessName", "process_path", "CommandLine", "process", "ParentProcessName", "parent_process_path");

    @ParameterizedTest
    @CsvSource({
        // Folder or file, ending.
        "events/windows-json, .gz",
        "events/attack-range, .gz",
        "events/process-events.ndjson.gz, .gz",
        "sigma/regression_data, .json",
    })
    void noRecordIsLostAndEveryProcessCreationIsOne(String folder, String ending) throws IOException {
        int processes = 0;
        for (Path file : CorpusFiles.below(folder, ending)) {
            processes += check(file);
        }
        assertThat(processes).isPositive();
    }

    @Test
    void allProcessEventsAreProcessCreations() throws IOException {
        Reading reading = Reading.of(Corpus.path("events/process-events.ndjson.gz"));
        assertThat(reading.events())
                .hasSize(count(Corpus.path("events/process-events.ndjson.gz")))
                .allSatisfy(event -> assertThat(event.datasets()).containsExactly("Endpoint.Processes"));
    }

    @Test
    void splunkExportOfXmlAndTextEventsIsReadWhole() throws IOException {
        for (Path file : CorpusFiles.below("events/splunk-xml", ".log")) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            long xml = count(text, "(?m)^<Event ");
            long texts = count(text, "(?m)^\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d [AP]M\\r?$");
            Reading reading = Reading.of(file);
            assertThat(reading.rejects()).isEmpty();
            assertThat(reading.events()).hasSize((int) (xml + texts));
            assertThat(reading.events().stream()
                            .filter(event -> event.origin().shape().equals("xml")))
                    .hasSize((int) xml);
            assertThat(reading.events().stream()
                            .filter(event -> event.datasets().contains("Endpoint.Processes")))
                    .hasSize((int) (count(text, "Sysmon' Guid='[^']*'/><EventID>1<") + count(text, "<EventID>4688<")))
                    .allSatisfy(event -> assertThat(event.cim())
                            .containsKeys(
                                    "dest",
                                    "user",
                                    "process",
                                    "process_name",
                                    "process_id",
                                    "process_path",
                                    "parent_process_name",
                                    "parent_process_id",
                                    "parent_process_path"));
        }
    }

    /** Compares what was read with Jackson's trees, one by one. */
    private static int check(Path file) throws IOException {
        Reading reading = Reading.of(file);
        assertThat(reading.rejects()).as("%s", file).isEmpty();
        int at = 0;
        int processes = 0;
        try (MappingIterator<JsonNode> trees = trees(file)) {
            while (trees.hasNext()) {
                JsonNode tree = trees.next();
                assertThat(reading.events()).as("%s", file).hasSizeGreaterThan(at);
                processes += check(tree, reading.events().get(at++), file + " record " + at) ? 1 : 0;
            }
        }
        assertThat(reading.events()).as("%s", file).hasSize(at);
        assertThat(reading.records()).as("%s", file).hasSize(at);
        return processes;
    }

    private static boolean check(JsonNode tree, Event event, String place) {
        JsonNode system = tree.at("/Event/System");
        JsonNode data = first(tree.at("/Event/EventData"), tree.get("event_data"), tree);
        int id = first(tree.get("EventID"), tree.get("event_id"), system.get("EventID"))
                .asInt(-1);
        String channel = first(tree.get("Channel"), tree.get("log_name"), system.get("Channel"))
                .asText("");
        String provider = first(tree.get("SourceName"), tree.get("source_name")).asText("");
        boolean sysmon = id == 1 && (channel.contains("Sysmon") || provider.contains("Sysmon"));
        boolean security = id == 4688 && (channel.equals("Security") || provider.contains("Security-Auditing"));
        assertThat(event.datasets().contains("Endpoint.Processes")).as(place).isEqualTo(sysmon || security);
        if (sysmon) {
            SYSMON.forEach((source, field) -> same(data.get(source), event, field, place));
            name(data.get("Image"), event, "process_name", place);
            name(data.get("ParentImage"), event, "parent_process_name", place);
            user(data.get("User"), event, place);
        } else if (security) {
            SECURITY.forEach((source, field) -> same(data.get(source), event, field, place));
            name(data.get("NewProcessName"), event, "process_name", place);
            name(data.get("ParentProcessName"), event, "parent_process_name", place);
            id(data.get("NewProcessId"), event, "process_id", place);
            id(data.get("ProcessId"), event, "parent_process_id", place);
            JsonNode target = data.get("TargetUserName");
            boolean named = target != null && !target.asText().matches("-?");
            same(named ? target : data.get("SubjectUserName"), event, "user", place);
        }
        if (sysmon || security) {
            JsonNode computer = first(
                    tree.get("Computer"), tree.get("Hostname"), tree.get("computer_name"), system.get("Computer"));
            same(computer, event, "dest", place);
        }
        return sysmon || security;
    }

    private static void same(JsonNode source, Event event, String field, String place) {
        expect(source == null || source.isNull() ? "" : source.asText(), event, field, place);
    }

    private static void name(JsonNode path, Event event, String field, String place) {
        expect(path == null ? "" : path.asText().replaceAll("(?s).*[/\\\\]", ""), event, field, place);
    }

    private static void user(JsonNode account, Event event, String place) {
        String[] parts = account == null ? new String[] {""} : account.asText().split("\\\\", 2);
        expect(parts[parts.length - 1], event, "user", place);
    }

    private static void id(JsonNode hexadecimal, Event event, String field, String place) {
        expect(hexadecimal == null ? "" : String.valueOf(Long.decode(hexadecimal.asText())), event, field, place);
    }

    private static void expect(String text, Event event, String field, String place) {
        Value value = event.cim().get(field);
        assertThat(value == null ? "" : value.text())
                .as("%s of %s", field, place)
                .isEqualTo(text);
    }

    /** The first node that there is, else one that is missing. */
    private static JsonNode first(JsonNode... nodes) {
        for (JsonNode node : nodes) {
            if (node != null && !node.isMissingNode()) {
                return node;
            }
        }
        return JSON.missingNode();
    }

    private static int count(Path file) throws IOException {
        try (MappingIterator<JsonNode> trees = trees(file)) {
            return trees.readAll().size();
        }
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    private static MappingIterator<JsonNode> trees(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return JSON.readerFor(JsonNode.class)
                .readValues(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
    }
}
