package io.outrider.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Under which names of nxlog's own an original field may lie: its own name first, then those that it is an alias of. */
final class ScannedNames {

    private static final Map<String, List<String>> SOURCES = sources();

    private ScannedNames() {}

    static List<String> sources(String name) {
        List<String> sources = SOURCES.get(name);
        return sources == null ? List.of(name) : sources;
    }

    private static Map<String, List<String>> sources() {
        Map<String, List<String>> sources = new HashMap<>();
        Nxlog.ALIASES.forEach(alias -> add(sources, alias.getKey(), alias.getValue()));
        WindowsNames.TWINS.forEach((one, other) -> {
            add(sources, one, other);
            add(sources, other, one);
        });
        return Map.copyOf(sources);
    }

    private static void add(Map<String, List<String>> sources, String name, String alias) {
        sources.computeIfAbsent(alias, key -> new ArrayList<>(List.of(key))).add(name);
    }
}
