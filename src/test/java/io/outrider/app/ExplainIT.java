package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider explain} as a user calls it, on the detection and the synthetic samples that are shipped. */
class ExplainIT {

    private static final String NAME = "Remote Process Instantiation via WinRM and Winrs";
    private static final String SAMPLE =
            Outrider.PROJECT.resolve("samples/synthetic-sysmon.nxlog.jsonl").toString();

    @TempDir
    Path directory;

    @Test
    void eventThatMatchesFiresAndOneThatMissesIsToldWhy() {
        Outrider outrider = new Outrider(directory);

        Outrider.Result fires = outrider.call("explain", "--detection", NAME, "--event", SAMPLE + ":1");
        Outrider.Result misses = outrider.call("explain", "--detection", NAME, "--event", SAMPLE + ":2");

        assertThat(fires.exitCode()).as(fires.err()).isZero();
        assertThat(fires.out()).contains("VERDICT: it fires, 1 alert");
        assertThat(misses.out())
                .contains("FAILED      process_name = \"winrs.exe\": found \"winrshost.exe\"")
                .contains("VERDICT: it does not fire");
    }

    @Test
    void documentForMachinesHoldsPlanAndVerdict() {
        JsonNode json = new Outrider(directory)
                .call("explain", "--format", "json", "--detection", NAME, "--event", SAMPLE + ":2")
                .json();

        assertThat(json.get("status").asText()).isEqualTo("runs");
        assertThat(json.get("plan").get("emission").asText()).isEqualTo("early");
        assertThat(json.get("plan").get("window_s").asInt()).isEqualTo(3_600);
        assertThat(json.get("verdict").get("fires").asBoolean()).isFalse();
        assertThat(json.get("events").get(0).get("datasets").get(0).asText()).isEqualTo("Endpoint.Processes");
    }

    @Test
    void propertiesThatActOnTheDetectionAreTold() {
        Outrider outrider = new Outrider(directory)
                .with("outrider.grouping.window", "2h")
                .with("outrider.detections.exclude", "type:TTP");

        Outrider.Result result = outrider.call("explain", "--detection", NAME);

        assertThat(result.out()).contains("2h of event time").contains("NOTE: it does not run");
    }

    @Test
    void unknownDetectionAndLineCouldNotRun() {
        Outrider outrider = new Outrider(directory);

        Outrider.Result unknown = outrider.call("explain", "--detection", "Remote Process");
        Outrider.Result behind = outrider.call("explain", "--detection", NAME, "--event", SAMPLE + ":9999");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("did you mean").contains(NAME);
        assertThat(behind.exitCode()).isEqualTo(2);
        assertThat(behind.err()).contains("has 13 lines");
    }

    @Test
    void refusedDetectionIsToldWithItsPosition() throws IOException {
        Outrider outrider = new Outrider(directory).withRefusedDetection();

        Outrider.Result result =
                outrider.call("explain", "--detections", directory.toString(), "--detection", "Looks things up");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("it is refused").contains("bad.yml:8:86: error: assets");
    }
}
