package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider validate} as a user calls it. */
class ValidateIT {

    @TempDir
    Path directory;

    @Test
    void shippedDetectionsRun() {
        Outrider.Result result = new Outrider(directory).call("validate");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("runs").contains("0 refused");
    }

    @Test
    void refusedDetectionIsNamedWithFileLineAndColumn() throws IOException {
        Outrider outrider = new Outrider(directory).withRefusedDetection();

        Outrider.Result text = outrider.call("validate", directory.toString());
        JsonNode json = outrider.call("validate", "--format", "json", directory.toString())
                .json();

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out()).contains("bad.yml:8:").contains("lookup").contains("1 refused");
        JsonNode detection = json.get("detections").get(0);
        assertThat(detection.get("status").asText()).isEqualTo("refused");
        assertThat(detection.get("name").asText()).isEqualTo("Looks things up");
        JsonNode problem = detection.get("problems").get(0);
        assertThat(problem.get("construct").asText()).isEqualTo("assets");
        assertThat(problem.get("line").asInt()).isEqualTo(8);
        assertThat(problem.get("column").asInt()).isEqualTo(86);
    }

    @Test
    void brokenMappingOfASourceIsNamedWithFileLineAndColumn() throws IOException {
        Path mappings = Files.createDirectories(directory.resolve("mappings"));
        Files.writeString(
                mappings.resolve("own.yaml"),
                "source: S\nfollows: synthetic\nsourcetype: own:s\nevents:\n- {name: A, datasets: [Web.Wbe]}\n");
        Outrider outrider = new Outrider(directory).with("outrider.model.sources", mappings.toString());

        Outrider.Result text = outrider.call("validate");
        JsonNode problem = outrider.call("validate", "--format", "json")
                .json()
                .get("problems")
                .get(0);

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out()).contains("own.yaml:5:23: error: mapping: expected known datasets, but found Web.Wbe");
        assertThat(problem.get("file").asText()).endsWith("own.yaml");
        assertThat(problem.get("line").asInt()).isEqualTo(5);
        assertThat(problem.get("column").asInt()).isEqualTo(23);
    }

    @Test
    void directoryThatIsNotThereCouldNotRun() {
        Outrider.Result result = new Outrider(directory).call("validate", "nowhere");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("nowhere");
    }

    @Test
    void helpAndVersionAreEverywhere() {
        Outrider outrider = new Outrider(directory);
        for (String[] command : new String[][] {{}, {"run"}, {"validate"}, {"coverage"}, {"explain"}}) {
            String[] help = Arrays.copyOf(command, command.length + 1);
            help[command.length] = "--help";
            assertThat(outrider.call(help).out()).startsWith("Usage: outrider");
            String[] version = help.clone();
            version[command.length] = "--version";
            assertThat(outrider.call(version).out()).matches("outrider \\d+\\.\\d+\\.\\d+\\S*\\R");
        }
    }

    @Test
    void filterMacroSilencesARowAsInSplunk() throws IOException {
        Path detections = directory.resolve("detections");
        try (var files = Files.walk(Outrider.PROJECT.resolve("detections"))) {
            for (Path file : files.toList()) {
                Path target = detections.resolve(
                        Outrider.PROJECT.resolve("detections").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Path filter = detections.resolve("macros/remote_process_instantiation_via_winrm_and_winrs_filter.yml");
        Files.writeString(
                filter,
                Files.readString(filter)
                        .replace("search *", "search NOT (dest=\"ws-xml.example.com\" process=\"*tasklist\")"));
        Outrider outrider = new Outrider(directory);

        outrider.call("run", Outrider.PROJECT.resolve("samples").toString());

        // Two rows of one host are filtered out of 51.
        assertThat(outrider.alerts()).hasSize(49);
    }
}
