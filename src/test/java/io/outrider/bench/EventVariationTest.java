package io.outrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventVariationTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    // Synthetic.
    private static final String SAMPLE = """
            {"EventID": 1, "Hostname": "ws.example.com", "User": "EXAMPLE\\\\alice", "ProcessId": "4101",
             "LogonId": "0x3e2f1", "RecordNumber": 1001, "ProviderGuid": "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}",
             "ProcessGuid": "{5a1de000-0000-683f-03e9-000000001005}", "CommandLine": "winrs whoami", "Empty": "",
             "data": {"CommandLine": "-", "ParentProcessGuid": "{5a1de000-0000-683f-03e9-000000001005}"},
             "Message": "Process Create:\\r\\nProcessGuid: {5a1de000-0000-683f-03e9-000000001005}\\r\\nCommandLine: winrs whoami\\r\\nUser: EXAMPLE\\\\alice\\r\\nEnd: x"}
            """;

    @Test
    void everyCopyHasIdsUserHostAndCommandLineOfItsOwn() throws IOException {
        EventVariation variation = new EventVariation(List.of(sample()), 1, JSON);
        for (String field : List.of(
                "Hostname", "User", "ProcessId", "LogonId", "RecordNumber", "ProcessGuid", "CommandLine", "Message")) {
            Set<JsonNode> values = new HashSet<>();
            values.add(sample().get(field));
            for (int i = 0; i < 20; i++) {
                values.add(JSON.readTree(variation.event(i)).get(field));
            }
            assertThat(values).as(field).hasSizeGreaterThan(20);
        }
    }

    @Test
    void allElseStaysAndValuesAreTheSameThroughoutTheEvent() throws IOException {
        JsonNode copy = JSON.readTree(new EventVariation(List.of(sample()), 1, JSON).event(7));
        String guid = copy.get("ProcessGuid").textValue();
        String command = copy.get("CommandLine").textValue();
        String user = copy.get("User").textValue();

        assertThat(copy.get("EventID").intValue()).isEqualTo(1);
        assertThat(copy.get("ProviderGuid")).isEqualTo(sample().get("ProviderGuid"));
        assertThat(copy.get("Hostname").textValue()).endsWith(".example.com");
        assertThat(copy.get("LogonId").textValue()).startsWith("0x");
        assertThat(user).startsWith("EXAMPLE\\");
        assertThat(command).matches("winrs whoami [a-z0-9]{12}");
        assertThat(copy.get("data").get("ParentProcessGuid").textValue()).isEqualTo(guid);
        assertThat(copy.get("data").get("CommandLine").textValue()).isEqualTo("-");
        assertThat(copy.get("Message").textValue())
                .isEqualTo("Process Create:\r\nProcessGuid: " + guid + "\r\nCommandLine: " + command + "\r\nUser: "
                        + user + "\r\nEnd: x");
    }

    @Test
    void sameNumberGivesTheSameBytes() throws IOException {
        EventVariation one = new EventVariation(List.of(sample()), 1, JSON);
        EventVariation other = new EventVariation(List.of(sample()), 1, JSON);
        one.event(2);

        assertThat(one.event(3)).isEqualTo(other.event(3)).isNotEqualTo(one.event(4));
    }

    @Test
    void realEventsStayProcessEventsOfNewCommandLines() throws IOException {
        Path file = Corpus.path("events/process-events.ndjson.gz");
        Samples samples = Samples.read(file, Clock.systemUTC());
        EventVariation variation = new EventVariation(samples.events(), 1, JSON);
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < 2 * samples.events().size(); i++) {
            JsonNode event = JSON.readTree(variation.event(i));
            JsonNode command = event.findValue("CommandLine");
            if (command != null && command.isTextual() && !command.textValue().isEmpty()) {
                commands.add(command.asText());
            }
        }
        assertThat(samples.leftOut()).isZero();
        assertThat(commands).hasSizeGreaterThan(samples.events().size()).doesNotHaveDuplicates();
    }

    private static ObjectNode sample() throws IOException {
        return (ObjectNode) JSON.readTree(SAMPLE);
    }
}
