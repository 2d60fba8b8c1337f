package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the CIM fields of an event come from.
 *
 * @param mapping the name of the mapping that is for it; {@code null} if there is none
 * @param fields by CIM field in alphabetical order, in the words of the mapping's file: {@code base_name of Image}
 */
public record FieldTrace(@Nullable String mapping, Map<String, String> fields) {

    public static FieldTrace of(Event event, SourceMappings mappings) {
        SourceMapping mapping = SourceTrace.mapping(event, mappings);
        if (mapping == null) {
            return new FieldTrace(null, Map.of());
        }
        UnaryOperator<@Nullable String> first = name -> {
            Value value = event.field(name);
            return value == null ? null : value.texts().get(0);
        };
        Map<String, String> fields = new TreeMap<>();
        mapping.constants().forEach((field, value) -> fields.put(field, "constant"));
        mapping.fields().forEach((field, line) -> {
            if (event.cim(field) != null) {
                fields.put(field, line.words(first));
            }
        });
        return new FieldTrace(mapping.name(), fields);
    }
}
