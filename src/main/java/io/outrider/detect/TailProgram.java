package io.outrider.detect;

import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;

/** A compiled tail: operations on single rows, which may be run as soon as a row is there, then some on the whole table. */
final class TailProgram {

    private final RowStage leading;
    private final List<TableStage> tableStages;

    private TailProgram(RowStage leading, List<TableStage> tableStages) {
        this.leading = leading;
        this.tableStages = List.copyOf(tableStages);
    }

    /** @param compiler that knows the numbers of the searches in the tail */
    static TailProgram compile(List<Stage> stages, TableStageCompiler compiler) {
        int tableWise = 0;
        while (tableWise < stages.size() && stages.get(tableWise) instanceof Stage.RowWise) {
            tableWise++;
        }
        return new TailProgram(
                StageCompiler.compile(stages.subList(0, tableWise)),
                compiler.compile(stages.subList(tableWise, stages.size())));
    }

    /** Whether what becomes of a row does not depend on the others. */
    boolean isRowWise() {
        return tableStages.isEmpty();
    }

    /** What becomes of a row of the grouping before the operations on the whole table. */
    List<ResultRow> leading(ResultRow row) {
        return leading.apply(row);
    }

    /** What becomes of all rows behind {@link #leading}. */
    List<ResultRow> table(List<ResultRow> rows, WindowRows window) {
        List<ResultRow> current = rows;
        for (TableStage stage : tableStages) {
            current = stage.apply(current, window);
        }
        return current;
    }

    List<ResultRow> run(List<ResultRow> rows, WindowRows window) {
        List<ResultRow> led = new ArrayList<>(rows.size());
        rows.forEach(row -> leading.apply(row, led::add));
        return table(led, window);
    }
}
