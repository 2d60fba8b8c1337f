package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maps the fields of a record to CIM fields, by the mappings of all sources that apply to it. */
final class CimMapper {

    private final List<SourceMapping> mappings;

    CimMapper(List<SourceMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    Mapped map(FieldTable fields) {
        String eventId = fields.first("EventID");
        String channel = fields.first("Channel");
        String provider = fields.first("Name");
        Map<String, Value> cim = new HashMap<>();
        Set<String> datasets = new HashSet<>();
        for (SourceMapping mapping : mappings) {
            if (mapping.applies(eventId, channel, provider)) {
                mapping.constants().forEach((field, text) -> cim.put(field, Value.of(text)));
                mapping.fields().forEach(field -> map(field, fields, cim));
                datasets.add(mapping.dataset());
            }
        }
        return new Mapped(cim, datasets);
    }

    private static void map(FieldMapping mapping, FieldTable fields, Map<String, Value> cim) {
        for (FieldMapping.Candidate candidate : mapping.candidates()) {
            if (candidate.given() == null || FieldMapping.isThere(fields.first(candidate.given()))) {
                List<String> texts = new ArrayList<>(1);
                for (String text : fields.texts(candidate.source())) {
                    String mapped = mapping.transform().apply(text);
                    if (!mapped.isEmpty()) {
                        texts.add(mapped);
                    }
                }
                if (!texts.isEmpty()) {
                    cim.put(mapping.field(), Value.of(texts));
                }
                return;
            }
        }
    }

    /**
     * @param cim CIM fields
     * @param datasets of which the event is a member
     */
    record Mapped(Map<String, Value> cim, Set<String> datasets) {}
}
