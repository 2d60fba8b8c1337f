package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;

/** Conditions in the order in which they are best pursued. */
class Conditions {

    final List<Goal> goals = new ArrayList<>();
    /** Those that give fields values of their own choice. */
    final List<Goal> last = new ArrayList<>();

    /** What a stage asks of each row, if it does. */
    final void add(Stage stage, Columns columns, Asking asking) {
        if (stage instanceof Stage.Search search) {
            goals.add(new Goals(columns.copy(), asking).of(search.predicate(), true));
        } else if (stage instanceof Stage.Where where) {
            add(where.condition(), columns, asking);
        } else if (stage instanceof Stage.Regex regex) {
            Wish wish = Wish.finds(regex.regex(), !regex.negated());
            goals.add(asking.ask(columns.term(regex.field()), wish, !regex.negated()));
        }
    }

    private void add(Expression condition, Columns columns, Asking asking) {
        if (condition instanceof Expression.And and) {
            add(and.left(), columns, asking);
            add(and.right(), columns, asking);
            return;
        }
        Goal goal = new Goals(columns.copy(), asking).of(condition, true);
        (choosesValues(condition, columns) ? last : goals).add(goal);
    }

    final Goal goal() {
        List<Goal> all = new ArrayList<>(goals);
        all.addAll(last);
        return Goal.all(all);
    }

    private static boolean choosesValues(Expression condition, Columns columns) {
        long variable = condition.operands().stream()
                .filter(operand -> !columns.term(operand).sources().isEmpty())
                .count();
        boolean junction = condition instanceof Expression.And
                || condition instanceof Expression.Or
                || condition instanceof Expression.Not;
        return !junction && variable > 1
                || condition.operands().stream().anyMatch(operand -> choosesValues(operand, columns));
    }
}
