package io.outrider.content;

import io.outrider.rule.Detection;
import io.outrider.spl.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A choice of detections: conditions joined by {@code +}, of which all must hold, each a field, a colon and a {@link Glob};
 * for example {@code type:TTP + status:production + story:Ransomware*}. A text without a field is an id or a name.
 *
 * @param text as the operator wrote it
 */
public record Selector(String text, List<Condition> conditions) {

    // A + inside a name is part of it: only one before the next field joins.
    private static final Pattern JOIN = Pattern.compile("\\+(?=\\s*[A-Za-z_]+:)");
    private static final Pattern CONDITION = Pattern.compile("([A-Za-z_]+):(.*)", Pattern.DOTALL);

    public Selector {
        conditions = List.copyOf(conditions);
    }

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException if it names no known field, or a condition has no pattern; the message says which
     */
    public static Selector parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : JOIN.split(text, -1)) {
            conditions.add(condition(part.strip()));
        }
        return new Selector(text.strip(), conditions);
    }

    private static Condition condition(String part) {
        Matcher matcher = CONDITION.matcher(part);
        String pattern = matcher.matches() ? matcher.group(2).strip() : part;
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a condition such as type:TTP, or an id or a name, but found '" + part + "'");
        }
        if (!matcher.matches()) {
            return new Condition(List.of(SelectorField.ID, SelectorField.NAME), pattern);
        }
        String key = matcher.group(1);
        SelectorField field = SelectorField.named(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected one of " + String.join(", ", SelectorField.keys()) + " before the colon, but found '"
                                + key + "'" + Suggestion.among(SelectorField.keys(), key)));
        return new Condition(List.of(field), pattern);
    }

    public boolean matches(Detection about) {
        return conditions.stream().allMatch(condition -> condition.matches(about));
    }

    /** Why it chooses none of the detections: the first condition that none of them meets, and what is near to it. */
    public String explain(Collection<Detection> all) {
        for (Condition condition : conditions) {
            if (all.stream().noneMatch(condition::matches)) {
                List<String> known = all.stream()
                        .flatMap(condition::values)
                        .distinct()
                        .sorted()
                        .toList();
                return "expected a detection with " + condition + ", but found none"
                        + Suggestion.among(known, condition.pattern());
            }
        }
        return "expected a detection that meets all of its conditions, but found none";
    }

    /**
     * One condition.
     *
     * @param fields of which one must match
     * @param pattern a {@link Glob}
     */
    record Condition(List<SelectorField> fields, String pattern, Glob glob) {

        Condition(List<SelectorField> fields, String pattern) {
            this(fields, pattern, new Glob(pattern));
        }

        boolean matches(Detection about) {
            return values(about).anyMatch(glob::matches);
        }

        Stream<String> values(Detection about) {
            return fields.stream().flatMap(field -> field.of(about).stream());
        }

        @Override
        public String toString() {
            String names =
                    String.join(" or ", fields.stream().map(SelectorField::key).toList());
            return "the " + names + " '" + pattern + "'";
        }
    }
}
