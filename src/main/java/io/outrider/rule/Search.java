package io.outrider.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A search: where its rows come from, what happens to each of them, how they are gathered over a window, and what happens
 * to the window's table.
 *
 * @param feed where the rows come from
 * @param rowStages row by row operations before the gathering; often empty
 * @param grouping how the rows of a window become its table
 * @param tail operations on the table, or on its rows
 */
public record Search(Feed feed, List<Stage.RowWise> rowStages, Grouping grouping, List<Stage> tail) {

    public Search {
        rowStages = List.copyOf(rowStages);
        tail = List.copyOf(tail);
    }

    /**
     * This search and those that its tail runs beside it (of {@code join}, {@code append} and their like), each before
     * those in its own tail. The place in this list is a search's number within its rule.
     */
    public List<Search> withSubsearches() {
        List<Search> all = new ArrayList<>();
        collect(this, all::add);
        return List.copyOf(all);
    }

    /** This search and those beside it without their tails: what decides which rows a window has. */
    List<Search> gatherings() {
        return withSubsearches().stream()
                .map(each -> new Search(each.feed, each.rowStages, each.grouping, List.of()))
                .toList();
    }

    private static void collect(Search search, Consumer<Search> found) {
        found.accept(search);
        collect(search.tail, found);
    }

    private static void collect(List<Stage> stages, Consumer<Search> found) {
        for (Stage stage : stages) {
            if (stage instanceof Stage.Join join) {
                collect(join.other(), found);
            } else if (stage instanceof Stage.Append append) {
                collect(append.other(), found);
            } else if (stage instanceof Stage.AppendColumns append) {
                collect(append.other(), found);
            } else if (stage instanceof Stage.KeepMatching keep) {
                collect(keep.other(), found);
            } else if (stage instanceof Stage.AppendPipe pipe) {
                collect(pipe.stages(), found);
            }
        }
    }
}
