package io.outrider.detect;

import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;

/** A compiled tail: operations on single rows, which may be run as soon as a row is there, then some on the whole table. */
final class TailProgram {

    private final RowStage leading;
    private final List<TableStage> tableStages;
    private final boolean nothingOfNothing;

    private TailProgram(RowStage leading, List<TableStage> tableStages, boolean nothingOfNothing) {
        this.leading = leading;
        this.tableStages = List.copyOf(tableStages);
        this.nothingOfNothing = nothingOfNothing;
    }

    /** @param compiler that knows the numbers of the searches in the tail */
    static TailProgram compile(List<Stage> stages, TableStageCompiler compiler) {
        int tableWise = 0;
        while (tableWise < stages.size() && stages.get(tableWise) instanceof Stage.RowWise) {
            tableWise++;
        }
        List<Stage> onTable = stages.subList(tableWise, stages.size());
        return new TailProgram(
                StageCompiler.compile(stages.subList(0, tableWise)),
                compiler.compile(onTable),
                onTable.stream().allMatch(TailProgram::givesNothingOfNothing));
    }

    private static boolean givesNothingOfNothing(Stage stage) {
        if (stage instanceof Stage.Stats stats) {
            return !stats.grouping().keys().isEmpty();
        }
        return !(stage instanceof Stage.Append
                || stage instanceof Stage.AppendColumns
                || stage instanceof Stage.AppendPipe);
    }

    /** Whether no row comes of it where the grouping gives none. */
    boolean givesNothingOfNothing() {
        return nothingOfNothing;
    }

    /**
     * Whether no row comes of it, whatever the rows of the grouping are: it begins with a {@code join} of a search that gives
     * no row, for example. Then they need not even be computed.
     */
    boolean isEmpty(WindowRows window) {
        return nothingOfNothing && !tableStages.isEmpty() && tableStages.get(0).isEmpty(window);
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
