package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Operator;
import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes goals of conditions on rows. */
final class Goals {

    private final Columns columns;
    private final Asking asking;

    Goals(Columns columns, Asking asking) {
        this.columns = columns;
        this.asking = asking;
    }

    /** A condition of a search. An absent field does not fulfil one, and so fulfils its opposite. */
    Goal of(Predicate predicate, boolean holds) {
        if (predicate instanceof Predicate.Not not) {
            return of(not.negated(), !holds);
        }
        if (predicate instanceof Predicate.And and) {
            return combined(and.all().stream().map(one -> of(one, holds)).toList(), holds);
        }
        if (predicate instanceof Predicate.Or or) {
            List<Goal> goals =
                    new ArrayList<>(or.any().stream().map(one -> of(one, holds)).toList());
            if (asking.beginsWithLast()) {
                Collections.reverse(goals);
            }
            return combined(goals, !holds);
        }
        if (predicate instanceof Predicate.Matches matches) {
            Term term = columns.term(matches.field());
            return asking.ask(term, Wish.matches(matches.pattern(), holds), holds);
        }
        if (predicate instanceof Predicate.Differs differs) {
            Term term = columns.term(differs.field());
            return asking.ask(term, Wish.matches(differs.pattern(), !holds), true);
        }
        if (predicate instanceof Predicate.Compares compares) {
            Term term = columns.term(compares.field());
            return asking.ask(term, Wish.compares(compares.order(), compares.bound(), holds), holds);
        }
        return holds ? Goal.NONE : Goal.NEVER;
    }

    private static Goal combined(List<Goal> goals, boolean all) {
        return all ? Goal.all(goals) : Goal.any(goals);
    }

    /** A condition of {@code where}, which is to be true, or false. */
    Goal of(Expression expression, boolean holds) {
        return of(expression, holds, false);
    }

    /** @param orNull whether it may also have no truth where it is not to hold */
    Goal of(Expression expression, boolean holds, boolean orNull) {
        if (expression instanceof Expression.Not not) {
            return of(not.negated(), !holds, orNull);
        }
        if (expression instanceof Expression.And and) {
            return combined(List.of(of(and.left(), holds, orNull), of(and.right(), holds, orNull)), holds);
        }
        if (expression instanceof Expression.Or or) {
            return combined(List.of(of(or.left(), holds, orNull), of(or.right(), holds, orNull)), !holds);
        }
        if (expression instanceof Expression.Comparison comparison) {
            Operator operator = holds ? comparison.operator() : opposite(comparison.operator());
            return either(comparison(comparison.left(), operator, comparison.right()), comparison, !holds && orNull);
        }
        if (expression instanceof Expression.Like like) {
            return either(like(like.left(), like.right(), holds), like, !holds && orNull);
        }
        if (expression instanceof Expression.Literal) {
            return holds ? Goal.NONE : Goal.NEVER;
        }
        return expression instanceof Expression.Call call ? call(call, holds, orNull) : Goal.NONE;
    }

    /** The goal; or, if that will do too, that something in the expression has no value. */
    private Goal either(Goal goal, Expression expression, boolean orNull) {
        if (!orNull) {
            return goal;
        }
        List<Goal> goals = new ArrayList<>();
        goals.add(goal);
        expression.operands().forEach(operand -> goals.add(asking.absent(columns.term(operand))));
        return Goal.any(goals);
    }

    private static Operator opposite(Operator operator) {
        return switch (operator) {
            case EQUAL -> Operator.UNEQUAL;
            case UNEQUAL -> Operator.EQUAL;
            case LESS -> Operator.AT_LEAST;
            case AT_MOST -> Operator.GREATER;
            case GREATER -> Operator.AT_MOST;
            case AT_LEAST -> Operator.LESS;
        };
    }

    private Goal comparison(Expression left, Operator operator, Expression right) {
        Term one = columns.term(left);
        Term other = columns.term(right);
        if (asking.overCrowd(one) || asking.overCrowd(other)) {
            return Goal.all(List.of(asking.thereInCrowd(one), asking.thereInCrowd(other)));
        }
        return Goal.any(List.of(
                asking.withValue(other, value -> asking.ask(one, new Wish.Compared(operator, value.text()), true)),
                asking.withValue(
                        one, value -> asking.ask(other, new Wish.Compared(operator.turned(), value.text()), true))));
    }

    private Goal like(Expression left, Expression right, boolean holds) {
        return asking.withValue(
                columns.term(right),
                pattern -> asking.ask(columns.term(left), new Wish.IsLike(pattern.text(), holds), true));
    }

    private Goal call(Expression.Call call, boolean holds, boolean orNull) {
        List<Expression> arguments = call.arguments();
        @Nullable Term first = arguments.isEmpty() ? null : columns.term(arguments.get(0));
        return switch (call.function()) {
            case LIKE -> either(like(arguments.get(0), arguments.get(1), holds), call, !holds && orNull);
            case ISNOTNULL -> holds ? asking.ask(first, Wish.ANY, true) : asking.absent(first);
            case ISNULL -> holds ? asking.absent(first) : asking.ask(first, Wish.ANY, true);
            case MATCH ->
                either(
                        asking.withValue(
                                columns.term(arguments.get(1)),
                                regex -> asking.ask(first, Wish.finds(regex.text(), holds), true)),
                        call,
                        !holds && orNull);
            case IF ->
                Goal.any(List.of(
                        Goal.all(List.of(of(arguments.get(0), true), of(arguments.get(1), holds, orNull))),
                        Goal.all(List.of(of(arguments.get(0), false, true), of(arguments.get(2), holds, orNull)))));
            case IN -> {
                List<Goal> goals = new ArrayList<>();
                Operator operator = holds ? Operator.EQUAL : Operator.UNEQUAL;
                arguments
                        .subList(1, arguments.size())
                        .forEach(value -> goals.add(comparison(arguments.get(0), operator, value)));
                yield combined(goals, !holds);
            }
            case CIDRMATCH ->
                asking.withValue(
                        first,
                        range -> asking.ask(
                                columns.term(arguments.get(1)),
                                Wish.matches(new Predicate.Pattern.Cidr(range.text()), holds),
                                true));
            case TRUE -> holds ? Goal.NONE : Goal.NEVER;
            case FALSE -> holds ? Goal.NEVER : Goal.NONE;
            default ->
                asking.ask(new Term.Computed(call, columns), new Wish.Compared(Operator.EQUAL, text(holds)), true);
        };
    }

    private static String text(boolean truth) {
        Value text = ExpressionCompiler.textOf(truth);
        return text == null ? "" : text.text();
    }
}
