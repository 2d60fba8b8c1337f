package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Detection.RiskObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservablesTest {

    private static final Detection DETECTION = SyntheticAlerts.detection(
            1,
            null,
            List.of(new RiskObject("account", "user", 1), new RiskObject("bucket", "other", 1)),
            List.of(),
            List.of());

    private static List<String> observables(Map<String, Value> row) {
        return new Observables(DETECTION, Evidence.of(row))
                .of(row).stream()
                        .map(o -> o.get("name") + " " + o.get("type_id") + " " + o.get("type") + " " + o.get("value"))
                        .toList();
    }

    @Test
    void namePointsToTheValueInTheDocument() {
        assertThat(observables(SyntheticAlerts.row()))
                .containsExactly(
                        "evidences[].device.hostname 1 Hostname WS-042.example.org",
                        "evidences[].actor.user.name 4 User Name alice",
                        "evidences[].process.parent_process.name 9 Process Name cmd.exe",
                        "evidences[].process.name 9 Process Name winrs.exe",
                        "evidences[].process.cmd_line 13 Command Line winrs -r:SRV-007 \"hostname\"");
    }

    @Test
    void eachValueStandsOnce() {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of(List.of("WS-1", "10.0.0.1", "unknown")));
        row.put("src", Value.of("WS-1"));
        assertThat(observables(row))
                .containsExactly(
                        "unmapped.search_result.dest 1 Hostname WS-1",
                        "unmapped.search_result.dest 2 IP Address 10.0.0.1");
    }

    @Test
    void fieldThatTheDetectionDeclaresIsOneToo() {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("account", Value.of("bob"));
        row.put("bucket", Value.of("b-1"));
        row.put("region", Value.of("eu"));
        assertThat(observables(row))
                .containsExactly(
                        "unmapped.search_result.account 4 User Name bob", "unmapped.search_result.bucket 99 other b-1");
    }

    @Test
    void hashesAreTakenOutOfTheirField() {
        String md5 = "0123456789abcdef0123456789abcdef";
        assertThat(observables(Map.of("process_hash", Value.of("MD5=" + md5 + ",SHA256=none"))))
                .containsExactly("unmapped.search_result.process_hash 8 Hash " + md5);
    }
}
