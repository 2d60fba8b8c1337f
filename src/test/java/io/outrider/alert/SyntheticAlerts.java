package io.outrider.alert;

import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Detection.RiskObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts with made-up event values; only ids, names and field names are those of a published detection. */
public final class SyntheticAlerts {

    static final Instant WINDOW = Instant.parse("2026-01-01T10:00:00Z");
    static final Instant EMITTED = Instant.parse("2026-01-01T11:05:00.250Z");

    private SyntheticAlerts() {}

    /** The first detection's metadata as its file of 2021 gives them: tags, and a message with an unclosed field. */
    static Detection detectionOf2021() {
        return detection(
                1,
                "winrs was run on $dest",
                List.of(new RiskObject("dest", "system", 54)),
                List.of("T1021", "T1021.006"),
                List.of("Exploitation"));
    }

    /** The same of 2025: risk objects of their own, the sub-technique alone, no kill chain. */
    static Detection detectionOf2025() {
        return detection(
                6,
                "winrs was run on $dest$",
                List.of(new RiskObject("dest", "system", 54)),
                List.of("T1021.006"),
                List.of());
    }

    static Detection detection(
            int version,
            @Nullable String message,
            List<RiskObject> riskObjects,
            List<String> attackIds,
            List<String> killChain) {
        return new Detection(
                "0dd296a2-4338-11ec-ba02-3e22fbd008af",
                "Remote Process Instantiation via WinRM and Winrs",
                version,
                "TTP",
                "production",
                "2026-01-01",
                "a synthetic author",
                "A synthetic description.",
                message,
                54,
                riskObjects,
                List.of(),
                attackIds,
                killChain,
                List.of("Active Directory Lateral Movement"),
                List.of("https://attack.mitre.org/techniques/T1021/006/"),
                "endpoint",
                "synthetic.yml");
    }

    /** The row that the detection's search returns, for two synthetic events. */
    static Map<String, Value> row() {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of("WS-042.example.org"));
        row.put("user", Value.of("alice"));
        row.put("parent_process_name", Value.of("cmd.exe"));
        row.put("process_name", Value.of("winrs.exe"));
        row.put("process", Value.of("winrs -r:SRV-007 \"hostname\""));
        row.put("process_id", Value.of("4711"));
        row.put("parent_process_id", Value.of("99"));
        row.put("count", Value.of(2));
        row.put("firstTime", Value.of("2026-01-01T10:15:00"));
        row.put("lastTime", Value.of("2026-01-01T10:16:30"));
        return row;
    }

    /** An emission of an alert of this id. */
    public static Alert alert(String id, int revision) {
        Alert alert = alert(detectionOf2025(), row(), revision, revision == 0 ? Activity.CREATE : Activity.UPDATE);
        return new Alert(
                id,
                revision,
                alert.activity(),
                alert.detection(),
                alert.windowStart(),
                alert.windowEnd(),
                false,
                false,
                alert.firstTime(),
                alert.lastTime(),
                2,
                alert.row());
    }

    static Alert alert(Detection detection, Map<String, Value> row) {
        return alert(detection, row, 0, Activity.CREATE);
    }

    static Alert alert(Detection detection, Map<String, Value> row, int revision, Activity activity) {
        return new Alert(
                AlertId.of(detection.id(), WINDOW, Map.of("dest", "WS-042.example.org")),
                revision,
                activity,
                detection,
                WINDOW,
                WINDOW.plusSeconds(3600),
                false,
                false,
                Instant.parse("2026-01-01T10:15:00Z"),
                Instant.parse("2026-01-01T10:16:30Z"),
                2,
                row);
    }
}
