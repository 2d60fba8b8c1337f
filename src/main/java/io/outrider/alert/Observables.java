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
 * The values of a row that an analyst pivots on: hosts, users, processes, files, hashes, and whatever the detection names
 * as a risk or threat object.
 */
final class Observables {

    private final Map<String, String> declaredTypes;
    private final Evidence evidence;

    Observables(Detection detection, Evidence evidence) {
        this.declaredTypes = declaredTypes(detection);
        this.evidence = evidence;
    }

    private static Map<String, String> declaredTypes(Detection detection) {
        Map<String, String> types = new LinkedHashMap<>();
        detection.threatObjects().forEach(object -> types.put(object.field(), object.type()));
        detection.riskObjects().forEach(object -> types.put(object.field(), object.type()));
        return types;
    }

    /** One {@code observable} object for each value, in the order of the columns; a value stands once for each type. */
    List<Map<String, Object>> of(Map<String, Value> row) {
        Set<Map<String, Object>> seen = new LinkedHashSet<>();
        List<Map<String, Object>> observables = new ArrayList<>();
        row.forEach((column, value) -> {
            ObservableType type = type(column);
            if (type != null) {
                for (String text : texts(type, value)) {
                    Map<String, Object> observable = observable(column, type, text);
                    if (seen.add(Map.of("type_id", observable.get("type_id"), "value", text))) {
                        observables.add(observable);
                    }
                }
            }
        });
        return observables;
    }

    private @Nullable ObservableType type(String column) {
        String declared = declaredTypes.get(column);
        return CimAttribute.ofColumn(column)
                .flatMap(CimAttribute::observable)
                .orElseGet(() -> declared == null ? null : ObservableType.ofSplunk(declared));
    }

    private static List<String> texts(ObservableType type, Value value) {
        List<String> texts = value.texts().stream()
                .filter(text -> !Filler.is(text))
                .map(Plain::text)
                .toList();
        if (type != ObservableType.HASH) {
            return texts;
        }
        return texts.stream()
                .flatMap(text -> Fingerprints.of(text).stream())
                .map(fingerprint -> fingerprint.get("value").toString())
                .toList();
    }

    private Map<String, Object> observable(String column, ObservableType columnType, String text) {
        ObservableType type = columnType.of(text);
        Map<String, Object> observable = new LinkedHashMap<>();
        observable.put("name", evidence.pointer(column).orElse("unmapped.search_result." + column));
        observable.put("type_id", type.id());
        observable.put("type", type == ObservableType.OTHER ? declaredTypes.get(column) : type.caption());
        observable.put("value", text);
        return observable;
    }
}
