package io.outrider.deliver.mail;

import io.outrider.deliver.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Synthetic findings in the form that {@code docs/reference/alert.md} tells. */
public final class MailFindings {

    private MailFindings() {}

    /** A finding whose texts are all the same, if one is given, so that each of them is tried. */
    public static Map<String, Object> document(String id, int revision, int activity, String texts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("activity_id", activity);
        document.put("activity_name", List.of("", "Create", "Update", "Close").get(activity));
        document.put("severity_id", 4);
        document.put("severity", texts == null ? "High" : texts);
        document.put("message", texts == null ? "winrs.exe on ws-042" : texts);
        document.put("count", 3);
        document.put("start_time", 1735689600000L);
        document.put("end_time", 1735693199000L);
        document.put(
                "metadata", Map.of("uid", id, "sequence", revision, "logged_time", 1735693200000L + revision * 1000L));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", texts == null ? "Remote Process Instantiation" : texts);
        info.put("desc", texts == null ? "A process was started from afar.\nSecond line." : texts);
        info.put("analytic", Map.of("uid", texts == null ? "0dd296a2" : texts));
        info.put(
                "attacks",
                List.of(Map.of(
                        "tactic", Map.of("uid", "TA0008", "name", texts == null ? "Lateral Movement" : texts),
                        "technique", Map.of("uid", "T1021", "name", "Remote Services"),
                        "sub_technique", Map.of("uid", "T1021.006", "name", texts == null ? "WinRM" : texts))));
        document.put("finding_info", info);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(texts == null ? "dest" : texts, texts == null ? "ws-042" : texts);
        row.put("user", List.of("alice", texts == null ? "bob" : texts));
        row.put("count", 3);
        document.put(
                "unmapped",
                Map.of(
                        "window_start_time",
                        1735689600000L,
                        "window_end_time",
                        1735693200000L,
                        "analytic_story",
                        List.of(texts == null ? "Active Directory Lateral Movement" : texts),
                        "references",
                        List.of(texts == null ? "https://example.com/reference" : texts),
                        "search_result",
                        row));
        return document;
    }

    public static Map<String, Object> document(String id, int revision, int activity) {
        return document(id, revision, activity, null);
    }

    static Finding finding(String texts) {
        return new Finding(document("0a1b", 0, 1, texts));
    }
}
