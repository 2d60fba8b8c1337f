package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.util.ArrayList;
import java.util.List;

/** Makes goals of wishes for what {@code if}, {@code case} and {@code coalesce} choose. */
record Choices(Columns columns, Asking asking) {

    Goal of(Expression.Call call, Wish wish, boolean present) {
        List<Expression> arguments = call.arguments();
        List<Goal> ways = new ArrayList<>();
        List<Goal> before = new ArrayList<>();
        Goals goals = new Goals(columns, asking);
        if (call.function() == Function.COALESCE) {
            for (Expression argument : arguments) {
                Term term = columns.term(argument);
                ways.add(Goal.all(with(before, asking.ask(term, wish, true))));
                before.add(asking.absent(term));
            }
        } else if (call.function() == Function.IF) {
            ways.add(Goal.all(List.of(goals.of(arguments.get(0), true), asked(arguments.get(1), wish, present))));
            ways.add(
                    Goal.all(List.of(goals.of(arguments.get(0), false, true), asked(arguments.get(2), wish, present))));
        } else {
            for (int i = 0; i + 1 < arguments.size(); i += 2) {
                Goal chosen = goals.of(arguments.get(i), true);
                ways.add(Goal.all(with(with(before, chosen), asked(arguments.get(i + 1), wish, present))));
                before.add(goals.of(arguments.get(i), false, true));
            }
        }
        if (!present) {
            ways.add(Goal.all(before));
        }
        return Goal.any(ways);
    }

    Goal absent(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        Goals goals = new Goals(columns, asking);
        if (call.function() == Function.IF) {
            return Goal.any(List.of(
                    Goal.all(List.of(goals.of(arguments.get(0), true), asking.absent(columns.term(arguments.get(1))))),
                    Goal.all(List.of(
                            goals.of(arguments.get(0), false, true), asking.absent(columns.term(arguments.get(2)))))));
        }
        List<Goal> none = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            none.add(goals.of(arguments.get(i), false, true));
        }
        return Goal.all(none);
    }

    private Goal asked(Expression expression, Wish wish, boolean present) {
        return asking.ask(columns.term(expression), wish, present);
    }

    private static List<Goal> with(List<Goal> goals, Goal more) {
        List<Goal> all = new ArrayList<>(goals);
        all.add(more);
        return all;
    }
}
