package io.outrider.cim;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are members of a dataset, given that they are members of its parent. Values compare without regard to case,
 * as in Splunk's searches.
 *
 * @param tags all of which the event must have
 * @param anyTag of which the event must have one, unless there are none
 * @param where fields of which each must have one of its texts
 * @param except fields that must not all have one of their texts; no exception if empty
 */
public record Constraint(
        Set<String> tags, Set<String> anyTag, Map<String, List<String>> where, Map<String, List<String>> except) {

    /** No condition: every member of the parent would do. */
    public static final Constraint NONE = new Constraint(Set.of(), Set.of(), Map.of(), Map.of());

    public Constraint {
        tags = Set.copyOf(tags);
        anyTag = Set.copyOf(anyTag);
        where = Map.copyOf(where);
        except = Map.copyOf(except);
    }

    /** Whether membership hangs on the event's fields. */
    boolean readsFields() {
        return !where.isEmpty() || !except.isEmpty();
    }

    boolean hasTags() {
        return !tags.isEmpty() || !anyTag.isEmpty();
    }

    /** Whether an event with these tags, in lower case, has those that are needed. */
    boolean tagsHold(Set<String> present) {
        return present.containsAll(tags) && (anyTag.isEmpty() || anyTag.stream().anyMatch(present::contains));
    }

    boolean fieldsHold(Fields cim) {
        return all(where, cim) && (except.isEmpty() || !all(except, cim));
    }

    /** The first of the fields, by name, that has none of its texts; empty if there is none. */
    Optional<String> unlike(Fields cim) {
        return where.keySet().stream()
                .sorted()
                .filter(field -> !any(where.get(field), cim.get(field)))
                .findFirst();
    }

    private static boolean all(Map<String, List<String>> conditions, Fields cim) {
        for (Map.Entry<String, List<String>> condition : conditions.entrySet()) {
            if (!any(condition.getValue(), cim.get(condition.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean any(List<String> patterns, @Nullable Value value) {
        if (value == null) {
            return false;
        }
        for (String text : value.texts()) {
            for (String pattern : patterns) {
                if (matches(pattern, text)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A text, or one whose beginning is a {@code *}: {@code *$} is anything that ends in {@code $}. */
    private static boolean matches(String pattern, String text) {
        if (!pattern.startsWith("*")) {
            return pattern.equalsIgnoreCase(text);
        }
        int length = pattern.length() - 1;
        return text.regionMatches(true, text.length() - length, pattern, 1, length);
    }

    static String tag(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
