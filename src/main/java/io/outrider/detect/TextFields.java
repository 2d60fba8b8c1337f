package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Row operations that make fields of texts that hold names and values: {@code xmlkv}, {@code fromjson}, {@code extract}. */
final class TextFields {

    /** {@code limit} of {@code extract}, by default. */
    private static final int MOST_PAIRS = 50;

    private TextFields() {}

    /** Splunk Enterprise 9, Search Reference, "xmlkv": elements without elements in them, wherever they stand in the text. */
    static RowStage xml(Stage.XmlFields stage) {
        return (row, next) -> {
            Value value = row.get(stage.field());
            Map<String, List<String>> found = new LinkedHashMap<>();
            if (value != null) {
                value.texts().forEach(text -> elements(text, found));
            }
            next.accept(added(row, found));
        };
    }

    private static ResultRow added(ResultRow row, Map<String, List<String>> found) {
        if (found.isEmpty()) {
            return row;
        }
        RowDraft draft = row.draft();
        found.forEach((name, texts) -> draft.set(name, Value.of(texts)));
        return draft.row();
    }

    // One pass: an element counts when the next angle bracket behind its start is that of its own end.
    private static void elements(String text, Map<String, List<String>> found) {
        int open = text.indexOf('<');
        while (open >= 0) {
            int close = text.indexOf('>', open);
            int end = close < 0 ? -1 : text.indexOf('<', close);
            if (end < 0) {
                return;
            }
            String name = name(text, open + 1, close);
            if (!name.isEmpty() && text.startsWith("</" + name + ">", end)) {
                found.computeIfAbsent(name, n -> new ArrayList<>()).add(text.substring(close + 1, end));
            }
            open = end;
        }
    }

    private static String name(String text, int from, int to) {
        int end = from;
        while (end < to && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '/') {
            end++;
        }
        return text.substring(from, end);
    }

    /**
     * Splunk Enterprise 9.3, Search Reference, "fromjson": keys are fields, an array is a multivalue field. A text that is no
     * JSON object gives no fields.
     */
    static RowStage json(Stage.JsonFields stage) {
        return (row, next) -> {
            Value value = row.get(stage.field());
            Map<String, List<String>> found = new LinkedHashMap<>();
            if (value != null) {
                JsonPaths.members(value.text()).forEach((name, texts) -> found.put(stage.prefix() + name, texts));
            }
            next.accept(added(row, found));
        };
    }

    /**
     * Splunk Enterprise 9.4, Search Reference, "extract", with {@code pairdelim} and {@code kvdelim}: a pair with a second
     * delimiter of names and values is none, and there are {@link #MOST_PAIRS} at most. Admin Manual, "transforms.conf":
     * characters of a name that are no letters, digits or underscores become underscores, a pair without a value is none, and
     * a field that is there stays. Quotation marks around a value go.
     */
    static RowStage pairs(Stage.PairFields stage) {
        return (row, next) -> {
            Value raw = row.get("_raw");
            Map<String, List<String>> found = new LinkedHashMap<>();
            if (raw != null) {
                pairs(raw.text(), stage, row, found);
            }
            next.accept(added(row, found));
        };
    }

    private static void pairs(String text, Stage.PairFields stage, ResultRow row, Map<String, List<String>> found) {
        int start = 0;
        int pairs = 0;
        while (start < text.length() && pairs < MOST_PAIRS) {
            int end = firstOf(text, start, stage.pairDelimiters());
            String pair = text.substring(start, end);
            int delimiter = firstOf(pair, 0, stage.valueDelimiters());
            String name = pair.substring(0, delimiter).strip().replaceAll("[^A-Za-z0-9_]", "_");
            int second = firstOf(pair, delimiter + 1, stage.valueDelimiters());
            String value =
                    pair.substring(Math.min(delimiter + 1, pair.length())).strip();
            if (second == pair.length() && !name.isEmpty() && !value.isEmpty()) {
                pairs++;
                if (row.get(name) == null) {
                    found.putIfAbsent(name, List.of(unquoted(value)));
                }
            }
            start = end + 1;
        }
    }

    private static int firstOf(String text, int from, String characters) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
