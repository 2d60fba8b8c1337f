package io.outrider.detect;

import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.util.List;

/**
 * A grouping of rows.
 *
 * @param depth how many groupings there are up to it
 * @param columns that it groups
 * @param columnsBefore those of the grouping before
 * @param before the stages between the two
 */
record Regrouping(int depth, Grouping grouping, Columns columns, Columns columnsBefore, List<Stage> before) {

    /** The rows of these events have the keys that those of the first kind of events have. */
    Goal keys(Asking asking) {
        return Goal.all(grouping.keys().stream()
                .map(key -> asking.asInFirst(columns.term(key.field())))
                .toList());
    }

    /** What the stages before it ask of rows. */
    Goal conditions(Asking asking) {
        Conditions conditions = new Conditions();
        Columns passed = columnsBefore.copy();
        before.forEach(stage -> {
            conditions.add(stage, passed, asking);
            passed.pass(stage);
        });
        return conditions.goal();
    }
}
