package io.outrider.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an inventory knew of an alert's row, as OCSF 1.8.0 has it: {@code objects/enrichment.json} and {@code resource_details.json}. */
final class Enrichments {

    private Enrichments() {}

    /** One {@code enrichment} object for each entry that was found. */
    static List<Map<String, Object>> of(Enrichment enrichment, Evidence evidence) {
        List<Map<String, Object>> enrichments = new ArrayList<>();
        for (Enrichment.Found found : enrichment.found()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", evidence.pointer(found.field()).orElse("unmapped.search_result." + found.field()));
            entry.put("value", Plain.text(found.value()));
            entry.put("type", found.kind());
            entry.put("provider", "outrider.enrichment");
            entry.put("data", data(found));
            enrichments.add(entry);
        }
        return enrichments;
    }

    private static Map<String, Object> data(Enrichment.Found found) {
        Map<String, Object> data = new LinkedHashMap<>();
        found.data().forEach((column, values) -> {
            List<String> texts = values.stream().map(Plain::text).toList();
            data.put(column, texts.size() == 1 ? texts.get(0) : texts);
        });
        return data;
    }

    /** Adds the owner and the criticality of a resource, if they are known. */
    static void describe(Map<String, Object> resource, Enrichment enrichment, String field, String value) {
        for (Enrichment.Found found : enrichment.found()) {
            if (found.field().equals(field) && Plain.text(found.value()).equals(value)) {
                List<String> owner = found.data().getOrDefault("owner", List.of());
                if (!owner.isEmpty()) {
                    Map<String, Object> user = new LinkedHashMap<>();
                    user.put("name", Plain.text(owner.get(0)));
                    resource.put("owner", user);
                }
                List<String> priority = found.data().getOrDefault("priority", List.of());
                if (!priority.isEmpty()) {
                    resource.put("criticality", Plain.text(priority.get(0)));
                }
            }
        }
    }
}
