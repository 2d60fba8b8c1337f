package io.outrider.deliver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a template knows: {@code alert}, whose values are there in every alert, and {@code finding}, the document as it is, in which
 * what has no value is left out.
 */
final class TemplateValues {

    static final Set<String> NAMES = Set.of("alert", "finding");

    private TemplateValues() {}

    static Map<String, Object> of(Finding finding) {
        return Map.of("alert", alert(finding), "finding", finding.document());
    }

    private static Map<String, Object> alert(Finding finding) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("id", finding.id());
        alert.put("revision", finding.revision());
        alert.put("key", finding.idempotencyKey());
        alert.put("activity", StandardWebhookFormat.word(finding));
        alert.put("title", finding.title());
        alert.put("message", finding.message());
        alert.put("severity", finding.severity());
        alert.put("severityId", finding.severityId());
        alert.put("riskScore", finding.number("risk_score").orElse(0));
        alert.put("count", finding.number("count").orElse(0));
        alert.put("time", finding.time().toString());
        alert.put(
                "firstTime", finding.moment("start_time").orElse(finding.time()).toString());
        alert.put("said", finding.said().toString());
        alert.put("detectionId", finding.text("finding_info", "analytic", "uid").orElse(""));
        alert.put("detectionType", finding.text("unmapped", "detection_type").orElse(""));
        alert.put("techniques", techniques(finding));
        alert.put("objects", named(finding.list("unmapped", "risk_objects"), "risk_object_type", "risk_object"));
        alert.put("observables", named(finding.list("observables"), "type", "value"));
        alert.put("columns", columns(finding));
        return alert;
    }

    private static List<String> techniques(Finding finding) {
        Set<String> ids = new LinkedHashSet<>();
        for (Object each : finding.list("finding_info", "attacks")) {
            if (each instanceof Map<?, ?> attack) {
                Object technique =
                        attack.containsKey("sub_technique") ? attack.get("sub_technique") : attack.get("technique");
                if (technique instanceof Map<?, ?> entity && entity.get("uid") != null) {
                    ids.add(String.valueOf(entity.get("uid")));
                }
            }
        }
        return List.copyOf(ids);
    }

    private static List<Map<String, String>> named(List<?> entries, String type, String value) {
        Set<Map<String, String>> named = new LinkedHashSet<>();
        for (Object entry : entries) {
            if (entry instanceof Map<?, ?> object && object.get(value) != null) {
                Map<String, String> each = new LinkedHashMap<>();
                each.put("type", object.get(type) == null ? "" : String.valueOf(object.get(type)));
                each.put("value", String.valueOf(object.get(value)));
                named.add(each);
            }
        }
        return List.copyOf(named);
    }

    private static List<Map<String, Object>> columns(Finding finding) {
        List<Map<String, Object>> columns = new ArrayList<>();
        finding.object("unmapped", "search_result").forEach((name, value) -> {
            Map<String, Object> column = new LinkedHashMap<>();
            column.put("name", String.valueOf(name));
            column.put("value", value);
            columns.add(column);
        });
        return columns;
    }
}
