package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.detect.Trace.Removed;
import io.outrider.detect.Trace.Row;
import io.outrider.detect.Trace.Step;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs stages one by one over rows and notes what each leaves of them. */
final class StepTracer {

    private final List<Step> steps = new ArrayList<>();
    private List<ResultRow> rows;

    StepTracer(List<ResultRow> rows) {
        this.rows = rows;
    }

    /** A stage that goes row by row. A row that it fails on is lost; the others go on, as in the engine. */
    void rowWise(Stage stage) {
        RowStage compiled = StageCompiler.compile(List.of(stage));
        List<ResultRow> after = new ArrayList<>();
        List<Removed> removed = new ArrayList<>();
        @Nullable String failure = null;
        for (ResultRow row : rows) {
            try {
                List<ResultRow> results = compiled.apply(row);
                if (results.isEmpty()) {
                    removed.add(new Removed(Row.of(row), Judge.of(stage, row)));
                }
                after.addAll(results);
            } catch (RuntimeException | StackOverflowError e) {
                failure = reason(e);
            }
        }
        add(stage, after, removed, failure);
    }

    /** A stage on the whole table. */
    void tableWise(Stage stage, Function<List<ResultRow>, List<ResultRow>> compiled) {
        try {
            add(stage, compiled.apply(rows), List.of(), null);
        } catch (RuntimeException | StackOverflowError e) {
            add(stage, List.of(), List.of(), reason(e));
        }
    }

    private void add(Stage stage, List<ResultRow> after, List<Removed> removed, @Nullable String failure) {
        Map<String, @Nullable Value> changes =
                rows.size() == 1 && after.size() == 1 ? changes(rows.get(0), after.get(0)) : Map.of();
        steps.add(new Step(stage, rows.size(), after.stream().map(Row::of).toList(), removed, changes, failure));
        rows = after;
    }

    private static Map<String, @Nullable Value> changes(ResultRow before, ResultRow after) {
        Map<String, @Nullable Value> changes = new LinkedHashMap<>();
        after.columns().forEach((column, value) -> {
            if (!value.equals(before.get(column))) {
                changes.put(column, value);
            }
        });
        before.columns().keySet().forEach(column -> {
            if (after.get(column) == null) {
                changes.put(column, null);
            }
        });
        return changes;
    }

    List<Step> steps() {
        return steps;
    }

    /** The rows behind the last stage. */
    List<ResultRow> rows() {
        return rows;
    }

    /** The first line of what went wrong. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
