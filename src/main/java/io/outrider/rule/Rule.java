package io.outrider.rule;

import java.util.List;

/**
 * A detection as the engine runs it: which events, what must hold for one, how matches are grouped, and what happens to
 * the rows of the result.
 *
 * @param about who the detection is and what its alerts say
 * @param dataset qualified name of the data model dataset whose events are read, for example {@code Endpoint.Processes}
 * @param where what must hold for an event of the dataset
 * @param rowStages row by row operations on a matching event, before it is grouped; often empty
 * @param grouping how matches become rows
 * @param tail operations on the rows of a window's result table
 */
public record Rule(
        Detection about, String dataset, Predicate where, List<Stage> rowStages, Grouping grouping, List<Stage> tail) {

    public Rule {
        rowStages = List.copyOf(rowStages);
        tail = List.copyOf(tail);
    }
}
