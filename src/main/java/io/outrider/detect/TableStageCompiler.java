package io.outrider.detect;

import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

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
        TableStage ofOneTable = ofOneTable(stage);
        return ofOneTable == null ? besideAnother(stage) : ofOneTable;
    }

    private @Nullable TableStage ofOneTable(Stage stage) {
        if (stage instanceof Stage.Stats stats) {
            return new StatsStage(stats.grouping(), maxValues);
        }
        if (stage instanceof Stage.EventStats stats) {
            return new EventStatsStage(stats.grouping(), maxValues);
        }
        if (stage instanceof Stage.StreamStats stats) {
            return new StreamStatsStage(stats, maxValues);
        }
        if (stage instanceof Stage.FillAll fill) {
            return new FillAllStage(fill.value());
        }
        if (stage instanceof Stage.Dedup dedup) {
            return new DedupStage(dedup);
        }
        if (stage instanceof Stage.Sort sort) {
            return new SortStage(sort);
        }
        if (stage instanceof Stage.Head head) {
            return (rows, window) -> rows.subList(0, Math.min(rows.size(), head.limit()));
        }
        if (stage instanceof Stage.Last last) {
            return (rows, window) -> last(rows, last.limit());
        }
        return stage instanceof Stage.Transaction transaction ? new TransactionStage(transaction) : null;
    }

    /** {@code tail} gives the last rows from the end (Splunk Enterprise 9.4, Search Reference, "tail"). */
    private static List<ResultRow> last(List<ResultRow> rows, int limit) {
        List<ResultRow> last = new ArrayList<>(rows.subList(Math.max(0, rows.size() - limit), rows.size()));
        Collections.reverse(last);
        return last;
    }

    // In the order in which Search.withSubsearches comes upon the other searches.
    private TableStage besideAnother(Stage stage) {
        if (stage instanceof Stage.Join join) {
            return new JoinStage(join, nextSearch.getAsInt());
        }
        if (stage instanceof Stage.Append) {
            return AppendStages.append(nextSearch.getAsInt());
        }
        if (stage instanceof Stage.AppendColumns append) {
            return AppendStages.columns(nextSearch.getAsInt(), append.overwrite());
        }
        if (stage instanceof Stage.AppendPipe pipe) {
            return AppendStages.pipe(compile(pipe.stages()));
        }
        if (stage instanceof Stage.KeepMatching keep) {
            return new KeepMatchingStage(keep, nextSearch.getAsInt());
        }
        throw new IllegalArgumentException("expected an operation on a table, but found " + stage);
    }
}
