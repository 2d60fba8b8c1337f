package io.outrider.alert;

import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the risk of an alert is put on, and what of the attacker's its row names: one entry for each value of a multivalue
 * field, none for a field that the row has not.
 */
final class RiskObjects {

    private RiskObjects() {}

    /** Entries with {@code risk_object}, {@code risk_object_type} and {@code risk_score}, as in Splunk's risk index. */
    static List<Map<String, Object>> of(Detection detection, Map<String, Value> row) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Detection.RiskObject object : detection.riskObjects()) {
            for (String text : texts(row.get(object.field()))) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("risk_object", text);
                entry.put("risk_object_type", object.type());
                entry.put("risk_score", object.score());
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Entries with {@code threat_object} and {@code threat_object_type}. */
    static List<Map<String, Object>> threats(Detection detection, Map<String, Value> row) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Detection.ThreatObject object : detection.threatObjects()) {
            for (String text : texts(row.get(object.field()))) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("threat_object", text);
                entry.put("threat_object_type", object.type());
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The risk objects as OCSF {@code resources}, each once; with the owner and priority that are known of one. */
    static List<Map<String, Object>> resources(Detection detection, Map<String, Value> row, Enrichment enrichment) {
        Set<Map<String, Object>> resources = new LinkedHashSet<>();
        for (Detection.RiskObject object : detection.riskObjects()) {
            for (String text : texts(row.get(object.field()))) {
                if (!Filler.is(text)) {
                    Map<String, Object> resource = new LinkedHashMap<>();
                    resource.put("type", object.type().equals("system") ? "host" : object.type());
                    resource.put("name", text);
                    Enrichments.describe(resource, enrichment, object.field(), text);
                    resources.add(resource);
                }
            }
        }
        return new ArrayList<>(resources);
    }

    private static List<String> texts(@Nullable Value value) {
        return value == null
                ? List.of()
                : value.texts().stream()
                        .filter(text -> !text.isEmpty())
                        .map(Plain::text)
                        .toList();
    }
}
