package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider normalize} as a user calls it, on the synthetic samples that are shipped. */
class NormalizeIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void eachEventIsOneLineThatTellsWhereItsFieldsComeFrom() throws IOException {
        String sample = sample("synthetic-sysmon.nxlog.jsonl");

        Outrider.Result result = new Outrider(directory).call("normalize", "--explain", sample);

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode first = lines(result).get(0);
        assertThat(first.get("_time").asText()).matches("2025-06-03T\\d\\d:\\d\\d:\\d\\d.*Z");
        assertThat(first.get("datamodels")).hasSize(1);
        assertThat(first.get("datamodels").get(0).asText()).isEqualTo("Endpoint.Processes");
        assertThat(first.get("cim").get("process_name").asText()).isEqualTo("winrs.exe");
        assertThat(first.get("fields").get("Image").asText()).endsWith("\\winrs.exe");
        JsonNode origin = first.get("origin");
        assertThat(origin.get("source").asText()).isEqualTo("XmlWinEventLog:Microsoft-Windows-Sysmon/Operational");
        assertThat(origin.get("sourcetype").asText()).isEqualTo("XmlWinEventLog");
        assertThat(origin.get("file").asText()).isEqualTo(sample);
        assertThat(origin.get("position").asInt()).isZero();
        assertThat(origin.get("mapping").asText()).isEqualTo("Sysmon: Process creation");
        assertThat(first.get("explain").get("process_name").asText()).isEqualTo("base_name of Image");
        assertThat(first.get("explain").get("user").asText()).isEqualTo("account of User");
        assertThat(first.get("explain").get("action").asText()).isEqualTo("constant");
    }

    @Test
    void recordThatIsNoEventIsToldBesideTheOthers() throws IOException {
        Path file = Files.writeString(directory.resolve("events.jsonl"), """
                {"time":"2025-06-03T09:00:00Z","tag":["web"],"url":"/x","status":"200"}
                {"time":
                {"time":"2025-06-03T09:00:01Z","a":{"b":1}}
                """);

        Outrider.Result result = new Outrider(directory).call("normalize", file.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(lines(result)).hasSize(2);
        assertThat(lines(result).get(0).get("datamodels").get(0).asText()).isEqualTo("Web.Web");
        assertThat(lines(result).get(1).get("fields").get("a.b").asText()).isEqualTo("1");
        assertThat(result.err()).contains("events.jsonl:2: no event: expected");
    }

    @Test
    void fileThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {1, 0, 2});

        Outrider.Result result =
                new Outrider(directory).call("normalize", binary.toString(), sample("synthetic-security.xml.log"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("binary");
        assertThat(lines(result)).isNotEmpty();
    }

    private static String sample(String name) {
        return Outrider.PROJECT.resolve("samples").resolve(name).toString();
    }

    private static List<JsonNode> lines(Outrider.Result result) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : result.out().split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
