package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes goals of wishes for how many different values a term has in a group of events.
 *
 * @param of what counts or gathers them
 * @param argument the term
 */
record Distinct(Plan plan, Term.Aggregated of, Term argument) {

    // Larger numbers are asked of values that may be anything.
    private static final int FEW = 11;
    private static final int MOST = 2_000;

    Goal asked(Wish wish) {
        if (wish.test("0")) {
            return Goal.NONE;
        }
        int least = 1;
        while (!wish.test(String.valueOf(least)) && least < MOST) {
            least++;
        }
        if (least == MOST) {
            return Goal.NEVER;
        }
        Asking first = new Asking(plan, of.search(), 0);
        Goal present = first.ask(argument, Wish.ANY, true);
        if (least == 1) {
            return present;
        }
        int values = least;
        List<Goal> ways = new ArrayList<>();
        ways.add(Goal.all(List.of(present, first.differing(argument, values))));
        if (values <= FEW) {
            ways.add(Goal.all(List.of(present, inOtherKinds(values - 1, List.of(first)))));
        }
        return Goal.any(ways);
    }

    /** Events of so many more kinds have values that those before do not have. */
    private Goal inOtherKinds(int more, List<Asking> before) {
        if (more == 0) {
            return Goal.NONE;
        }
        return Asking.oneMore(plan, of, asking -> {
            List<Goal> goals = new ArrayList<>();
            goals.add(asking.ask(argument, Wish.ANY, true));
            before.forEach(other ->
                    goals.add(other.withValue(argument, value -> asking.ask(argument, unlike(value), true))));
            List<Asking> all = new ArrayList<>(before);
            all.add(asking);
            return Goal.all(List.of(Goal.all(goals), inOtherKinds(more - 1, all)));
        });
    }

    private static Wish unlike(Value value) {
        return new Wish.Compared(Expression.Operator.UNEQUAL, value.text());
    }
}
