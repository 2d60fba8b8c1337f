package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.regex.Matches;
import io.outrider.regex.Regex;
import io.outrider.regex.Replacement;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Row operations by regular expressions: {@code rex} and {@code regex} (Splunk Enterprise 9, Search Reference). */
final class Extraction {

    private Extraction() {}

    /**
     * {@code rex}: a named group that has part in a match gives its field a value; one that has none leaves the field as it
     * is. The values of a multivalue field are searched one after the other.
     */
    static RowStage extract(Stage.Extract stage) {
        Regex regex = Regex.compile(stage.regex());
        return (row, next) -> {
            Value value = row.get(stage.field());
            Map<String, List<String>> found = value == null ? Map.of() : found(regex, value, stage.maxMatch());
            if (found.isEmpty()) {
                next.accept(row);
                return;
            }
            RowDraft draft = row.draft();
            found.forEach((field, texts) -> draft.set(field, Value.of(texts)));
            next.accept(draft.row());
        };
    }

    private static Map<String, List<String>> found(Regex regex, Value value, int most) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        int count = 0;
        for (String text : value.texts()) {
            Matches matches = regex.matches(text);
            while ((most == 0 || count < most) && matches.next()) {
                count++;
                regex.groupNames().forEach((name, group) -> {
                    String part = matches.group(group);
                    if (part != null) {
                        found.computeIfAbsent(name, field -> new ArrayList<>()).add(part);
                    }
                });
            }
        }
        return found;
    }

    /** What the first group matches, or the whole expression if it has none, as often as it does. */
    static void tokens(Regex regex, String text, List<String> tokens) {
        int group = Math.min(1, regex.groupCount());
        Matches matches = regex.matches(text);
        while (matches.next()) {
            String token = matches.group(group);
            if (token != null) {
                tokens.add(token);
            }
        }
    }

    static RowStage substitute(Stage.Substitute stage) {
        Regex regex = Regex.compile(stage.regex());
        Replacement replacement = Replacement.compile(stage.replacement(), regex.groupCount());
        return (row, next) -> {
            Value value = row.get(stage.field());
            next.accept(
                    value == null
                            ? row
                            : row.with(
                                    stage.field(),
                                    TextFunctions.onEach(
                                            value, text -> regex.replace(text, replacement, stage.occurrence()))));
        };
    }

    static RowStage transliterate(Stage.Transliterate stage) {
        int[] from = stage.from().codePoints().toArray();
        int[] to = stage.to().codePoints().toArray();
        if (from.length != to.length) {
            throw new IllegalArgumentException(
                    "expected as many characters on both sides of y, but found " + from.length + " and " + to.length);
        }
        Map<Integer, Integer> characters = new LinkedHashMap<>();
        for (int i = 0; i < from.length; i++) {
            characters.putIfAbsent(from[i], to[i]);
        }
        return (row, next) -> {
            Value value = row.get(stage.field());
            next.accept(
                    value == null
                            ? row
                            : row.with(stage.field(), TextFunctions.onEach(value, text -> mapped(text, characters))));
        };
    }

    private static String mapped(String text, Map<Integer, Integer> characters) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> mapped.appendCodePoint(characters.getOrDefault(c, c)));
        return mapped.toString();
    }

    /** {@code regex}: any value may match. A row without the field does not match, and so stays where it is negated. */
    static RowStage regex(Stage.Regex stage) {
        Regex regex = Regex.compile(stage.regex());
        return (row, next) -> {
            Value value = row.get(stage.field());
            boolean matches = value != null && ConditionFunctions.any(value, regex::find);
            if (matches != stage.negated()) {
                next.accept(row);
            }
        };
    }
}
