package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider coverage} as a user calls it, on the detections that are shipped. */
class CoverageIT {

    @TempDir
    Path directory;

    @Test
    void shippedDetectionsAreCounted() {
        Outrider.Result text = new Outrider(directory).call("coverage");
        JsonNode json =
                new Outrider(directory).call("coverage", "--format", "json").json();

        assertThat(text.exitCode()).as(text.err()).isZero();
        assertThat(text.out()).contains("Endpoint.Processes").contains("T1021.006 Windows Remote Management");
        assertThat(json.get("detections").get("runs").asInt()).isPositive();
        assertThat(json.get("detections").get("refused").asInt()).isZero();
        assertThat(json.get("by_construct")).isEmpty();
        assertThat(text.out()).contains("FILE IN MAPPINGS").contains("have all their fields by mappings (100.0%)");
        assertThat(json.at("/mappings/unlocked").asInt())
                .isEqualTo(json.get("detections").get("runs").asInt());
        assertThat(json.at("/mappings/by_mapping").findValuesAsText("mapping")).contains("sysmon");
    }

    @Test
    void directoryThatIsNotThereCouldNotRun() {
        Outrider.Result result = new Outrider(directory).call("coverage", "nowhere");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("nowhere");
    }
}
