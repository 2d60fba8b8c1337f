package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code spath}: fields of JSON or XML text (Splunk Enterprise 9, Search Reference, "spath"). Without a path, those of the first
 * 5,000 characters.
 */
final class SpathStage {

    /** {@code extraction_cutoff} of limits.conf, by default. */
    private static final int EXTRACTED = 5_000;

    private SpathStage() {}

    static RowStage compile(Stage.Spath stage) {
        return stage.path() == null ? all(stage) : at(stage, stage.path());
    }

    private static RowStage all(Stage.Spath stage) {
        return (row, next) -> {
            Value input = row.get(stage.input());
            if (input == null) {
                next.accept(row);
                return;
            }
            Map<String, List<String>> fields = new LinkedHashMap<>();
            for (String whole : input.texts()) {
                String text = beginning(whole);
                Map<String, List<String>> ofText = JsonPaths.isJson(text) ? JsonPaths.all(text) : XmlPaths.all(text);
                ofText.forEach((name, texts) ->
                        fields.computeIfAbsent(name, key -> new ArrayList<>()).addAll(texts));
            }
            RowDraft draft = row.draft();
            fields.forEach((name, texts) -> draft.set(name, Value.of(texts)));
            next.accept(draft.row());
        };
    }

    /** A number at the end may be cut in two: it goes. */
    private static String beginning(String text) {
        int end = Math.min(EXTRACTED, text.length());
        while (end < text.length() && end > 0 && "0123456789+-.eE".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private static RowStage at(Stage.Spath stage, String path) {
        SpathSteps steps = SpathSteps.parse(path);
        String output = stage.output() == null ? path : stage.output();
        return (row, next) -> {
            Value input = row.get(stage.input());
            List<String> found = new ArrayList<>();
            if (input != null) {
                for (String text : input.texts()) {
                    found.addAll(JsonPaths.isJson(text) ? JsonPaths.at(text, steps) : XmlPaths.at(text, path));
                }
            }
            next.accept(found.isEmpty() ? row : row.with(output, Value.of(found)));
        };
    }
}
