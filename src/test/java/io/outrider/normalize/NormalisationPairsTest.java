package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A second opinion: what another normaliser extracts from real process creations, where its taxonomy has a field of the
 * same meaning. It lower-cases most texts and strips braces from GUIDs; neither is looked at.
 */
class NormalisationPairsTest {

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("object.process.cmdline", "process"),
            Map.entry("object.process.cwd", "process_current_directory"),
            Map.entry("object.process.fullpath", "process_path"),
            Map.entry("object.process.guid", "process_guid"),
            Map.entry("object.process.id", "process_id"),
            Map.entry("object.process.name", "process_name"),
            Map.entry("object.process.original_name", "original_file_name"),
            Map.entry("object.process.parent.cmdline", "parent_process"),
            Map.entry("object.process.parent.fullpath", "parent_process_path"),
            Map.entry("object.process.parent.guid", "parent_process_guid"),
            Map.entry("object.process.parent.id", "parent_process_id"),
            Map.entry("object.process.parent.name", "parent_process_name"),
            Map.entry("object.account.name", "user"),
            Map.entry("object.account.domain", "user_domain"));

    @Test
    void processCreationsAgreeWithAnotherNormaliser() throws IOException {
        String eventlog = "events/normalisation-pairs/Microsoft/Windows/eventlog/";
        List<Path> raws = Stream.of("Sysmon/1_Process_creation", "Common/Security/4688_A_new_process_has_been_created")
                .flatMap(folder -> {
                    try {
                        return CorpusFiles.below(eventlog + folder, ".txt").stream();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(raws).isNotEmpty();
        int compared = 0;
        for (Path raw : raws) {
            String name = raw.getFileName().toString().replace("raw", "norm").replace(".txt", ".js");
            JsonNode other =
                    new ObjectMapper().readTree(raw.resolveSibling(name).toFile());
            Reading reading = Reading.of(raw);
            assertThat(reading.rejects()).as("%s", raw).isEmpty();
            Event event = reading.events().get(0);
            assertThat(event.datasets()).containsExactly("Endpoint.Processes");
            for (Map.Entry<String, String> field : SAME.entrySet()) {
                if (other.has(field.getKey())) {
                    Value ours = event.cim().get(field.getValue());
                    assertThat(ours).as("%s of %s", field.getValue(), raw).isNotNull();
                    assertThat(comparable(ours.text()))
                            .as("%s of %s", field.getValue(), raw)
                            .isEqualTo(comparable(other.get(field.getKey()).asText()));
                    compared++;
                }
            }
        }
        // Every pair has the path, name, ids, account and its domain at least.
        assertThat(compared).isGreaterThanOrEqualTo(6 * raws.size());
    }

    private static String comparable(String text) {
        String bare = text.matches("\\{[^{}]*}") ? text.substring(1, text.length() - 1) : text;
        return bare.strip().toLowerCase(Locale.ROOT);
    }
}
