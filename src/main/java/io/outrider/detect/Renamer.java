package io.outrider.detect;

import io.outrider.rule.Stage.Renaming;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Renames columns as Splunk's {@code rename}: the column stays in its place; a column that has the new name already gives
 * way; a plain renaming of a column that is absent takes the one of the new name away.
 */
final class Renamer {

    private final Renaming renaming;
    private final boolean plain;

    Renamer(Renaming renaming) {
        this.renaming = renaming;
        plain = renaming.from().indexOf('*') < 0;
    }

    <T> Map<String, T> rename(Map<String, T> columns) {
        Set<String> targets = new HashSet<>();
        if (plain) {
            targets.add(renaming.to());
        } else {
            columns.keySet().forEach(name -> {
                String target = renaming.target(name);
                if (target != null) {
                    targets.add(target);
                }
            });
        }
        Map<String, T> renamed = new LinkedHashMap<>();
        columns.forEach((name, value) -> {
            String target = renaming.target(name);
            if (target != null) {
                renamed.put(target, value);
            } else if (!targets.contains(name)) {
                renamed.put(name, value);
            }
        });
        return renamed;
    }
}
