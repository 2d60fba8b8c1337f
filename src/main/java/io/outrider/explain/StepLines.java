package io.outrider.explain;

import io.outrider.cim.Value;
import io.outrider.detect.Trace.Removed;
import io.outrider.detect.Trace.Row;
import io.outrider.detect.Trace.Step;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stage left of the rows, in lines for people. */
final class StepLines {

    /** Rows and removed rows that are shown of a step; the others are counted. */
    static final int MOST_ROWS = 3;

    private StepLines() {}

    static void add(Lines lines, Steps.Step words, Step step) {
        String left = ": " + rows(step.after().size());
        lines.add("  " + words.label() + ". ", words.does() + left, 0);
        if (step.failure() != null) {
            lines.add("     FAILED  ", "it could not be computed: " + SafeText.printable(step.failure()), 0);
        }
        int shown = 0;
        for (Removed removed : step.removed()) {
            if (shown++ == MOST_ROWS) {
                lines.add("     ", "and " + (step.removed().size() - MOST_ROWS) + " other rows removed", 0);
                break;
            }
            if (removed.judgement() != null) {
                lines.clause(5, Clause.of(removed.judgement()));
            }
            if (step.before() > 1) {
                row(lines, removed.row());
            }
        }
        if (!(step.stage() instanceof Stage.Rename) && !step.after().isEmpty() && words.condition() == null) {
            changes(lines, step);
        }
    }

    private static void changes(Lines lines, Step step) {
        if (step.stage() instanceof Stage.RowWise
                && step.before() == 1
                && step.after().size() == 1) {
            String changes = changes(step.changes());
            if (!changes.isEmpty()) {
                lines.add("     ", changes, 0);
            }
        } else {
            rows(lines, step.after());
        }
    }

    private static String changes(Map<String, @Nullable Value> changes) {
        List<String> texts = new ArrayList<>();
        changes.forEach((column, value) -> texts.add(SafeText.printable(column)
                + (value == null ? " removed" : " = ")
                + (value == null ? "" : SafeText.of(value))));
        return String.join(", ", texts);
    }

    static void rows(Lines lines, List<Row> rows) {
        for (Row row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            row(lines, row);
        }
        if (rows.size() > MOST_ROWS) {
            lines.add("     ", "and " + (rows.size() - MOST_ROWS) + " other rows", 0);
        }
    }

    // A column a line: rows are compared by going down them.
    private static void row(Lines lines, Row row) {
        String start = "     row  ";
        for (var column : row.columns().entrySet()) {
            lines.add(start, SafeText.printable(column.getKey()) + " = " + SafeText.of(column.getValue()), 4);
            start = " ".repeat(start.length());
        }
        if (row.columns().isEmpty()) {
            lines.add(start, "without columns", 0);
        }
    }

    static String rows(int count) {
        return count == 0 ? "no row" : count == 1 ? "1 row" : count + " rows";
    }
}
