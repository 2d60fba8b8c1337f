package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import io.outrider.rule.Grouping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes goals of wishes for what functions of multivalue fields give. */
record Places(Plan plan, Columns columns, Asking asking) {

    private static final int LAST = -1;
    // What a field has more values than that has not been asked.
    private static final int MOST = 50;

    /** {@code null} if the function is not of the values of a field as the event has it. */
    @Nullable
    Goal of(Expression.Call call, Wish wish) {
        Term term = columns.term(call.arguments().get(0));
        if (call.function() == Function.MVCOUNT) {
            return count(term, wish);
        }
        if (call.function() == Function.MVFIND) {
            return found(term, call.arguments().get(1), wish);
        }
        if (term instanceof Term.Computed split && split.expression() instanceof Expression.Call inner) {
            boolean passed = inner.function() == Function.MVDEDUP;
            term = passed ? split.columns().term(inner.arguments().get(0)) : term;
        }
        Integer place = place(call.arguments().get(1), columns);
        if (term instanceof Term.Source source && place != null) {
            return Goal.all(List.of(whereFound(call.arguments().get(1), columns), asking.place(source, place, wish)));
        }
        return term instanceof Term.Computed ? null : asking.ask(term, wish, true);
    }

    private @Nullable Goal count(Term term, Wish wish) {
        if (term instanceof Term.Aggregated values && values.function() == Grouping.Function.VALUES) {
            Term argument = values.argument();
            return argument == null ? null : new Distinct(plan, values, argument).asked(wish);
        }
        if (term instanceof Term.Source source) {
            for (int count = 1; count < MOST; count++) {
                if (wish.test(String.valueOf(count))) {
                    return asking.place(source, count - 1, Wish.ANY);
                }
            }
        }
        return null;
    }

    private @Nullable Goal found(Term term, Expression regex, Wish wish) {
        if (!columns.term(regex).sources().isEmpty()) {
            return null;
        }
        Value text = columns.term(regex).value(source -> null);
        if (text == null) {
            return null;
        }
        if (term instanceof Term.Source source) {
            int place = plan.placeOf(source, text.text());
            return wish.test(String.valueOf(place))
                    ? asking.place(source, place, Wish.finds(text.text(), true))
                    : Goal.NEVER;
        }
        return wish.test("0") ? asking.ask(term, Wish.finds(text.text(), true), true) : Goal.NEVER;
    }

    /** What the place is found by is there. */
    private Goal whereFound(Expression place, Columns in) {
        if (place instanceof Expression.Field field && in.term(field.name()) instanceof Term.Computed computed) {
            return whereFound(computed.expression(), computed.columns());
        }
        if (place instanceof Expression.Calculation calculation) {
            return whereFound(calculation.left(), in);
        }
        if (place instanceof Expression.Call call && call.function() == Function.IF) {
            return whereFound(call.arguments().get(1), in);
        }
        boolean find = place instanceof Expression.Call call && call.function() == Function.MVFIND;
        return find ? asking.ask(new Term.Computed(place, in), Wish.ANY, true) : Goal.NONE;
    }

    /** The place that an expression gives; {@code null} if it cannot be said. */
    private @Nullable Integer place(Expression expression, Columns in) {
        if (expression instanceof Expression.Field field) {
            return in.term(field.name()) instanceof Term.Computed computed
                    ? place(computed.expression(), computed.columns())
                    : constant(in.term(field.name()));
        }
        if (expression instanceof Expression.Calculation calculation) {
            Integer left = place(calculation.left(), in);
            Integer right = constant(in.term(calculation.right()));
            boolean minus = calculation.operator() == Expression.Arithmetic.SUBTRACT;
            return left == null || right == null || left == LAST
                    ? left
                    : Integer.valueOf(left + (minus ? -right : right));
        }
        if (expression instanceof Expression.Call call) {
            List<Expression> arguments = call.arguments();
            return switch (call.function()) {
                case IF -> place(arguments.get(1), in);
                case MVCOUNT -> LAST;
                case MVFIND -> {
                    Value regex = in.term(arguments.get(1)).value(source -> null);
                    yield in.term(arguments.get(0)) instanceof Term.Source source && regex != null
                            ? plan.placeOf(source, regex.text())
                            : null;
                }
                default -> null;
            };
        }
        return constant(in.term(expression));
    }

    private static @Nullable Integer constant(Term term) {
        Value value = term.value(source -> null);
        Double number = value == null ? null : Numbers.parse(value.text());
        return number == null ? null : number.intValue();
    }
}
