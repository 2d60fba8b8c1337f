package io.outrider.detect;

import io.outrider.rule.Stage.Renaming;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renames columns as Splunk's {@code rename}: the column stays in its place; a column that has the new name already gives
 * way; a plain renaming of a column that is absent takes the one of the new name away.
 */
final class Renamer {

    private final String from;
    private final String to;
    private final int star;

    Renamer(Renaming renaming) {
        from = renaming.from();
        to = renaming.to();
        star = from.indexOf('*');
    }

    <T> Map<String, T> rename(Map<String, T> columns) {
        Set<String> targets = new HashSet<>();
        if (star < 0) {
            targets.add(to);
        } else {
            columns.keySet().forEach(name -> {
                String target = target(name);
                if (target != null) {
                    targets.add(target);
                }
            });
        }
        Map<String, T> renamed = new LinkedHashMap<>();
        columns.forEach((name, value) -> {
            String target = target(name);
            if (target != null) {
                renamed.put(target, value);
            } else if (!targets.contains(name)) {
                renamed.put(name, value);
            }
        });
        return renamed;
    }

    /** The new name of a column, or {@code null} if the renaming does not concern it. */
    @Nullable
    String target(String name) {
        if (star < 0) {
            return name.equals(from) ? to : null;
        }
        String prefix = from.substring(0, star);
        String suffix = from.substring(star + 1);
        boolean concerned =
                name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
        return concerned ? to.replace("*", name.substring(prefix.length(), name.length() - suffix.length())) : null;
    }
}
