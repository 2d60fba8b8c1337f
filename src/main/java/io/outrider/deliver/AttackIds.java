package io.outrider.deliver;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The techniques of ATT&CK that a finding names, by their ids: the sub-technique's where there is one. */
final class AttackIds {

    private AttackIds() {}

    static List<String> of(Finding finding) {
        return finding.list("finding_info", "attacks").stream()
                .filter(Map.class::isInstance)
                .map(attack -> id((Map<?, ?>) attack))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable String id(Map<?, ?> attack) {
        for (String part : List.of("sub_technique", "technique")) {
            if (attack.get(part) instanceof Map<?, ?> technique && technique.get("uid") != null) {
                return String.valueOf(technique.get("uid"));
            }
        }
        return null;
    }
}
