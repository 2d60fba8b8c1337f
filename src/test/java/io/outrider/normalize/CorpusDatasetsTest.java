package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Members of datasets among real events, counted a second time by their numbers alone; and what published content needs. */
class CorpusDatasetsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which events belong to a dataset: log and number, written apart from the mappings. */
    private static final Map<String, Map<String, Set<Integer>>> MEMBERS = Map.of(
            "Endpoint.Processes", Map.of("sysmon", Set.of(1), "security", Set.of(4688)),
            "Endpoint.Filesystem", Map.of("sysmon", Set.of(2, 11, 15, 23, 26)),
            "Endpoint.Registry", Map.of("sysmon", Set.of(12, 13, 14), "security", Set.of(4657)),
            "Endpoint.Services",
                    Map.of(
                            "sysmon", Set.of(4),
                            "security", Set.of(1100, 4697),
                            "system", Set.of(7036, 7040, 7045)),
            "Network_Traffic.All_Traffic", Map.of("sysmon", Set.of(3), "security", Set.of(5156, 5157)),
            "Network_Resolution.DNS", Map.of("sysmon", Set.of(22)));

    @Test
    void membersAreAsManyAsTheNumbersOfEventsSay() throws IOException {
        Map<String, Integer> expected = new TreeMap<>();
        Map<String, Integer> found = new TreeMap<>();
        int success = 0;
        for (Path file : CorpusFiles.below("events", ".gz")) {
            try (InputStream input = new GZIPInputStream(Files.newInputStream(file));
                    MappingIterator<JsonNode> trees =
                            JSON.readerFor(JsonNode.class).readValues(input)) {
                while (trees.hasNext()) {
                    count(trees.next(), expected);
                }
            }
            for (Event event : Reading.of(file).events()) {
                for (String dataset : event.datasets()) {
                    if (MEMBERS.containsKey(dataset)) {
                        found.merge(dataset, 1, Integer::sum);
                    }
                }
                // The model leaves out what machine accounts succeed in.
                Value user = event.cim("user");
                if (event.datasets().contains("Authentication.Successful_Authentication")) {
                    assertThat(user == null ? "" : user.text()).doesNotEndWith("$");
                    success++;
                }
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(expected).containsOnlyKeys(MEMBERS.keySet());
        assertThat(success).isPositive();
    }

    private static void count(JsonNode event, Map<String, Integer> counts) {
        String channel = text(event, "Channel", "log_name").toLowerCase(java.util.Locale.ROOT);
        String provider = text(event, "SourceName", "source_name").toLowerCase(java.util.Locale.ROOT);
        String id = text(event, "EventID", "event_id");
        String log = channel.equals("microsoft-windows-sysmon/operational")
                        || provider.equals("microsoft-windows-sysmon")
                ? "sysmon"
                : channel.equals("security") || provider.equals("microsoft-windows-security-auditing")
                        ? "security"
                        : channel.equals("system") || provider.equals("service control manager") ? "system" : "";
        MEMBERS.forEach((dataset, numbers) -> {
            if (id.matches("\\d+") && numbers.getOrDefault(log, Set.of()).contains(Integer.valueOf(id))) {
                counts.merge(dataset, 1, Integer::sum);
            }
        });
    }

    private static String text(JsonNode event, String one, String other) {
        JsonNode node = event.has(one) ? event.get(one) : event.get(other);
        return node == null ? "" : node.asText();
    }

    /** The published examples of events, whose dataset their file names: a second opinion on mappings. */
    @Test
    void exampleLogsAreMembersOfTheDatasetThatTheirFilesName() throws IOException {
        List<String> compared = new ArrayList<>();
        for (Map<?, ?> source : dataSources()) {
            String log = String.valueOf(source.get("example_log"));
            Set<String> datasets = new TreeSet<>();
            if (source.get("field_mappings") instanceof List<?> mappings) {
                mappings.forEach(mapping -> datasets.add(String.valueOf(((Map<?, ?>) mapping).get("data_set"))));
            }
            datasets.remove("null");
            if (datasets.isEmpty() || !(log.startsWith("<Event") || log.startsWith("{"))) {
                continue;
            }
            String name = String.valueOf(source.get("name"));
            // Its mapping calls a script block a process, and an access to a share: neither is the start of a process.
            if (name.matches(".*(4104|5145)")) {
                continue;
            }
            List<Event> events = Reading.of(log.replace('\n', ' ')).events();
            assertThat(events).as(name).hasSize(1);
            assertThat(events.get(0).datasets()).as(name).containsAll(datasets);
            compared.add(name);
        }
        assertThat(compared).contains("Sysmon EventID 1", "Sysmon EventID 11", "Sysmon EventID 13");
    }

    @Test
    void exampleLogsOfWindowsHaveTheSourceThatTheirFilesName() throws IOException {
        int compared = 0;
        List<String> broken = new ArrayList<>();
        for (Map<?, ?> source : dataSources()) {
            String log = String.valueOf(source.get("example_log"));
            String name = String.valueOf(source.get("name"));
            // A good tenth of the examples are cut off within the event.
            if (log.startsWith("<Event")
                    && log.strip().endsWith("</Event>")
                    && String.valueOf(source.get("source")).contains("inEventLog:")) {
                List<Event> events = Reading.of(log.replace('\n', ' ')).events();
                if (events.isEmpty()) {
                    broken.add(name);
                    continue;
                }
                assertThat(events.get(0).field("source").text())
                        .as(name)
                        .isEqualToIgnoringCase(String.valueOf(source.get("source")));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10 * broken.size());
    }

    /** Every dataset that a published search names is known. */
    @Test
    void everyDatasetOfThePublishedSearchesIsKnown() throws IOException {
        Pattern model = Pattern.compile("tstats[^|]*?datamodel\\s*=\\s*\"?([A-Za-z_]+(?:\\.[A-Za-z_]+)?)");
        Set<String> unknown = new TreeSet<>();
        int searches = 0;
        for (Path file : CorpusFiles.below("escu/detections", ".yml")) {
            String text = Files.readString(file);
            if (text.contains("status: deprecated")) {
                continue;
            }
            Matcher match = model.matcher(text.replaceAll("\\s+", " "));
            while (match.find()) {
                searches++;
                // Endpoint alone is completed by nodename.
                if (!match.group(1).equals("Endpoint")
                        && DataModels.standard().find(match.group(1)).isEmpty()) {
                    unknown.add(match.group(1) + " in " + file.getFileName());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(searches).isPositive();
    }

    private static List<Map<?, ?>> dataSources() throws IOException {
        List<Map<?, ?>> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(Corpus.path("escu/data_sources"))) {
            for (Path file : files.sorted().toList()) {
                Load load = new Load(LoadSettings.builder().build());
                if (load.loadFromString(Files.readString(file)) instanceof Map<?, ?> source) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }
}
