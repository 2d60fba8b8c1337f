package io.outrider.deliver;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Synthetic findings, as OcsfFinding renders them, with values that would like to be more than values. */
public final class SyntheticFinding {

    public static final String ID = "0a1b".repeat(16);

    private SyntheticFinding() {}

    /** The first emission, or an update for a revision above 0. */
    public static Map<String, Object> revision(int revision) {
        return of(ID, revision, revision == 0 ? 1 : 2);
    }

    /** The row is no more. */
    public static Map<String, Object> closed(int revision) {
        return of(ID, revision, 3);
    }

    public static Map<String, Object> of(String id, int revision, int activity) {
        Map<String, Object> finding = new HashMap<>();
        finding.put("activity_id", activity);
        finding.put("severity_id", 4);
        finding.put("severity", "High");
        finding.put("risk_score", 64);
        finding.put("count", 7L + revision);
        finding.put("time", 1735689600000L);
        finding.put("start_time", 1735686000000L);
        finding.put("end_time", 1735689600000L);
        finding.put("message", "winrs on ws-042 by alice {noformat} [code]<b>x</b>[/code] `a` caf\u00e9 \ud83d\ude00");
        finding.put("metadata", Map.of("uid", id, "sequence", revision, "logged_time", 1735689660000L));
        finding.put(
                "finding_info",
                Map.of(
                        "title",
                        "Remote Process",
                        "analytic",
                        Map.of("name", "Remote Process", "uid", "0dd296a2-4338-11ec-ba02-3e22fbd008af", "version", "7"),
                        "attacks",
                        List.of(
                                Map.of(
                                        "tactic",
                                        Map.of("uid", "TA0008", "name", "Lateral Movement"),
                                        "technique",
                                        Map.of("uid", "T1021", "name", "Remote Services"),
                                        "sub_technique",
                                        Map.of("uid", "T1021.006", "name", "Windows Remote Management")),
                                Map.of("technique", Map.of("uid", "T1059")))));
        finding.put(
                "observables",
                List.of(
                        Map.of("name", "device.hostname", "type_id", 1, "value", "ws-042"),
                        Map.of("name", "resources[0].name", "type_id", 1, "value", "ws-042"),
                        Map.of("name", "src_endpoint.ip", "type_id", 2, "value", "192.0.2.7"),
                        Map.of("name", "process.cmd_line", "type_id", 13, "value", "winrs -r:ws-042 \"cmd\"")));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("dest", "ws-042");
        row.put("user", List.of("alice", "bob"));
        row.put("process", "winrs -r:ws-042\nDetection: harmless \u202e```{noformat}[/code]");
        row.put("count", 7L);
        finding.put(
                "unmapped",
                Map.of(
                        "partial",
                        true,
                        "references",
                        List.of("https://example.com/winrs"),
                        "risk_objects",
                        List.of(
                                Map.of("risk_object", "ws-042", "risk_object_type", "system", "risk_score", 64),
                                Map.of("risk_object", "alice", "risk_object_type", "user", "risk_score", 32)),
                        "threat_objects",
                        List.of(Map.of("threat_object", "winrs.exe", "threat_object_type", "process_name")),
                        "search_result",
                        row));
        return finding;
    }
}
