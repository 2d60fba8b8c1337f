package io.outrider.deliver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up findings that a template is tried with at the start: one with as little as there may be, one with values that need escapes. */
final class Rehearsal {

    private static final String AWKWARD = "a \"quoted\" \\ {alert.id}\r\n\t<b>&'`\u0001\u2028 caf\u00e9 \ud83d\ude00";

    private Rehearsal() {}

    static List<Finding> findings() {
        return List.of(new Finding(common("made up")), new Finding(whole()));
    }

    // What docs/reference/alert.md says of every alert.
    private static Map<String, Object> common(String text) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("activity_id", 1);
        document.put("severity_id", 1);
        document.put("severity", "Informational");
        document.put("risk_score", 1);
        document.put("time", 0L);
        document.put("start_time", 0L);
        document.put("end_time", 0L);
        document.put("count", 1L);
        document.put("message", text);
        document.put("metadata", Map.of("version", "1.8.0", "uid", "rehearsal", "sequence", 0, "logged_time", 0L));
        document.put(
                "finding_info",
                Map.of("uid", "rehearsal", "title", text, "analytic", Map.of("type_id", 1, "name", text, "uid", "0")));
        document.put("unmapped", Map.of("detection_type", "TTP", "revision", 0));
        return document;
    }

    private static Map<String, Object> whole() {
        Map<String, Object> document = common(AWKWARD);
        document.put("observables", List.of(Map.of("name", "x", "type_id", 1, "type", "Hostname", "value", AWKWARD)));
        document.put("resources", List.of(Map.of("type", "host", "name", AWKWARD)));
        document.put("evidences", List.of(Map.of("data", Map.of("x", List.of(AWKWARD, AWKWARD)))));
        document.put(
                "finding_info",
                Map.of(
                        "uid",
                        "rehearsal",
                        "title",
                        AWKWARD,
                        "desc",
                        AWKWARD,
                        "analytic",
                        Map.of("type_id", 1, "name", AWKWARD, "uid", "0", "version", "1"),
                        "attacks",
                        List.of(Map.of(
                                "tactic", Map.of("uid", "TA0000", "name", AWKWARD),
                                "technique", Map.of("uid", "T0000", "name", AWKWARD)))));
        document.put(
                "unmapped",
                Map.of(
                        "detection_type",
                        "TTP",
                        "revision",
                        0,
                        "risk_objects",
                        List.of(Map.of("risk_object", AWKWARD, "risk_object_type", "system", "risk_score", 1)),
                        "search_result",
                        Map.of("x", List.of(AWKWARD, AWKWARD), "y", AWKWARD, "z", 1.5)));
        return document;
    }
}
