package io.outrider.detect;

import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Turns the stages of a tail into operations on tables. */
final class TableStageCompiler {

    private final IntSupplier nextSearch;
    private final int maxValues;

    /** @param nextSearch compiles the search that a stage runs beside its own and gives its number */
    TableStageCompiler(IntSupplier nextSearch, int maxValues) {
        this.nextSearch = nextSearch;
        this.maxValues = maxValues;
    }

    List<TableStage> compile(List<Stage> stages) {
        List<TableStage> compiled = new ArrayList<>();
        int from = 0;
        while (from < stages.size()) {
            int to = from;
            while (to < stages.size() && stages.get(to) instanceof Stage.RowWise) {
                to++;
            }
            if (to > from) {
                compiled.add(rowWise(stages.subList(from, to)));
                from = to;
            } else {
                compiled.add(compile(stages.get(from)));
                from++;
            }
        }
        return compiled;
    }

    private static TableStage rowWise(List<Stage> stages) {
        RowStage stage = StageCompiler.compile(stages);
        return (rows, window) -> {
            List<ResultRow> results = new ArrayList<>(rows.size());
            rows.forEach(row -> stage.apply(row, results::add));
            return results;
        };
    }

    private TableStage compile(Stage stage) {
        throw new IllegalArgumentException("the stage " + stage.getClass().getSimpleName() + " is not run yet");
    }
}
