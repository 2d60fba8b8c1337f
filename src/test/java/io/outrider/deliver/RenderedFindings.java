package io.outrider.deliver;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Detection.RiskObject;
import io.outrider.rule.Detection.ThreatObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as they are rendered for sinks, of a made-up detection on made-up rows. */
public final class RenderedFindings {

    public static final String ID = "5ca1ab1e";
    public static final Instant EMITTED = Instant.parse("2026-01-01T11:05:00.250Z");

    private static final Instant WINDOW = Instant.parse("2026-01-01T10:00:00Z");

    private RenderedFindings() {}

    /** A row with a value for most of what evidence has. */
    public static Map<String, Value> row() {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of("WS-042"));
        row.put("user", Value.of("alice"));
        row.put("process_name", Value.of("winrs.exe"));
        row.put("process", Value.of("winrs -r:SRV-007 \"hostname\""));
        row.put("process_id", Value.of("4711"));
        row.put("process_hash", Value.of("MD5=0123456789abcdef0123456789abcdef,IMPHASH=ffff"));
        row.put("parent_process_name", Value.of("cmd.exe"));
        row.put("parent_process_id", Value.of("99"));
        row.put("src", Value.of("fe80::1%2"));
        row.put("src_port", Value.of("50123"));
        row.put("file_name", Value.of(List.of("a.ps1", "b.ps1")));
        row.put("count", Value.of(2));
        return row;
    }

    public static Map<String, Object> document(String type, Map<String, Value> row, int revision, Activity activity) {
        Detection detection = new Detection(
                "0dd296a2-0000-4000-8000-000000000000",
                "Synthetic Remote Process",
                3,
                type,
                "production",
                "2026-01-01",
                "a synthetic author",
                "A synthetic description.",
                "winrs was run on $dest$ by $user$",
                54,
                List.of(new RiskObject("dest", "system", 54), new RiskObject("user", "user", 30)),
                List.of(new ThreatObject("process_name", "process_name")),
                List.of("T1021.006"),
                List.of(),
                List.of("Synthetic Story"),
                List.of("https://attack.mitre.org/techniques/T1021/006/"),
                "endpoint",
                "synthetic.yml");
        Alert alert = new Alert(
                ID,
                revision,
                activity,
                detection,
                WINDOW,
                WINDOW.plusSeconds(3600),
                false,
                false,
                Instant.parse("2026-01-01T10:15:00Z"),
                Instant.parse("2026-01-01T10:16:30.500Z"),
                2,
                row);
        return new OcsfFinding("0.1.0", new AttackCatalog()).of(alert, EMITTED);
    }

    /** The first emission of a TTP detection's alert. */
    public static Map<String, Object> document(Map<String, Value> row) {
        return document("TTP", row, 0, Activity.CREATE);
    }

    static Finding finding(Map<String, Value> row) {
        return new Finding(document(row));
    }
}
