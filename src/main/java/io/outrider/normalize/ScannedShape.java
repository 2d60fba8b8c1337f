package io.outrider.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shape of JSON whose events can be read from a scan, with the members under which an original field may lie.
 *
 * <p>The same in other words as {@link JsonShape#addNames} of the shape, from the same tables.
 */
enum ScannedShape {
    NXLOG(Nxlog.NAME, Nxlog.ALIASES, List.of()),
    WINLOGBEAT_6(Winlogbeat6.NAME, Winlogbeat6.ALIASES, Winlogbeat6.DATA);

    private final String shape;
    private final List<String> prefixes;
    private final Map<String, List<String>> sources = new HashMap<>();

    ScannedShape(String shape, List<Map.Entry<String, String>> aliases, List<String> prefixes) {
        this.shape = shape;
        this.prefixes = prefixes.stream()
                .map(prefix -> prefix.substring(0, prefix.length() - 1))
                .toList();
        aliases.forEach(alias -> add(alias.getValue(), List.of(alias.getKey())));
        WindowsNames.TWINS.forEach((one, other) -> {
            List<String> ofOne = sources(one);
            List<String> ofOther = sources(other);
            add(one, ofOther);
            add(other, ofOne);
        });
    }

    private void add(String name, List<String> others) {
        sources.computeIfAbsent(name, key -> new ArrayList<>(List.of(key))).addAll(others);
    }

    /** As {@link JsonShape#name}. */
    String shape() {
        return shape;
    }

    /** Names of which the first one counts that is there: the field's own first, then those that it is an alias of. */
    List<String> sources(String field) {
        List<String> names = sources.get(field);
        return names == null ? List.of(field) : names;
    }

    /** Names of members of members that give the field another value each, beside that of {@link #sources}. */
    List<String> data(String field) {
        return prefixes.stream().map(prefix -> prefix + '.' + field).toList();
    }

    /** Whether a field may have elements of an array, or what lies deeper than a scan notes. */
    boolean mayBeDeep(String field) {
        return field.indexOf('.') >= 0
                || field.indexOf('{') >= 0
                || sources(field).stream().anyMatch(name -> name.indexOf('{') >= 0);
    }

    /** Names of the members whose members are fields too. */
    List<String> prefixes() {
        return prefixes;
    }

    /** Whether fields may lie in members of members. */
    boolean hasData() {
        return !prefixes.isEmpty();
    }
}
