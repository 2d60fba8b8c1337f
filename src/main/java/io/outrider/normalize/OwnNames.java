package io.outrider.normalize;

import io.outrider.cim.DataModels;
import io.outrider.cim.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events that come with CIM names already, and say by the field {@code tag} what they are, as after a search in Splunk or
 * from a shipper that follows the common model: their fields are taken as they are.
 */
final class OwnNames {

    /** An array of tags has the name that {@code spath} gives it. */
    static final List<String> TAGS = List.of("tag", "tag{}");

    private OwnNames() {}

    static CimMapper.Mapped map(FieldTable fields, DataModels models) {
        for (String name : TAGS) {
            if (fields.has(name)) {
                Value tag = Value.of(fields.texts(name));
                Set<String> datasets = models.members(Set.of(), field -> field.equals("tag") ? tag : null);
                if (!datasets.isEmpty()) {
                    return map(fields, tag, models);
                }
            }
        }
        return CimMapper.Mapped.NONE;
    }

    private static CimMapper.Mapped map(FieldTable fields, Value tag, DataModels models) {
        Map<String, Value> cim = new HashMap<>();
        for (String name : fields.names()) {
            List<String> texts = fields.texts(name);
            cim.put(name.endsWith("{}") ? name.substring(0, name.length() - 2) : name, Value.of(texts));
        }
        cim.put("tag", tag);
        return new CimMapper.Mapped(cim, models.members(Set.of(), cim::get));
    }
}
