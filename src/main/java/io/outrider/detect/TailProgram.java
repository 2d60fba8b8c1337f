package io.outrider.detect;

import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A compiled tail: operations on single rows, which may be run as soon as a row is there, then some on the whole table. */
final class TailProgram {

    private final RowStage leading;
    private final List<TableStage> tableStages;
    private final boolean nothingOfNothing;
    private final @Nullable JoinKeys joinKeys;

    private TailProgram(
            RowStage leading, List<TableStage> tableStages, boolean nothingOfNothing, @Nullable JoinKeys joinKeys) {
        this.leading = leading;
        this.joinKeys = joinKeys;
        this.tableStages = List.copyOf(tableStages);
        this.nothingOfNothing = nothingOfNothing;
    }

    /**
     * The tail of a search.
     *
     * @param compiler that knows the numbers of the searches in the tail
     */
    static TailProgram compile(Search search, TableStageCompiler compiler) {
        List<Stage> stages = search.tail();
        int tableWise = 0;
        while (tableWise < stages.size() && stages.get(tableWise) instanceof Stage.RowWise) {
            tableWise++;
        }
        List<Stage> onTable = stages.subList(tableWise, stages.size());
        List<Stage> leading = stages.subList(0, tableWise);
        return new TailProgram(
                StageCompiler.compile(leading),
                compiler.compile(onTable),
                onTable.stream().allMatch(TailProgram::givesNothingOfNothing),
                !onTable.isEmpty() && onTable.get(0) instanceof Stage.Join join
                        ? JoinKeys.of(search, leading, join)
                        : null);
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

    /** The rows of the grouping of which anything comes; {@code null} if that may be any. */
    @Nullable
    WantedGroups wanted(WindowRows window) {
        return joinKeys == null ? null : ((JoinStage) tableStages.get(0)).wanted(joinKeys, window);
    }

    /** The same, handed on row by row. */
    void leading(ResultRow row, Consumer<ResultRow> next) {
        leading.apply(row, next);
    }

    /** Tells of a row behind {@link #leading} whether anything may come of it. */
    Predicate<ResultRow> needed(WindowRows window) {
        return tableStages.isEmpty() ? row -> true : tableStages.get(0).needed(window);
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
}
