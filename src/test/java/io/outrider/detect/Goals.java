package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes goals of predicates and expressions, on the event fields that the columns come from. */
record Goals(Columns columns, int depth) {

    // A column computed from itself, as in x=if(x="a","b",x), has no end.
    private static final int DEPTH = 6;

    Goals(Columns columns) {
        this(columns, 0);
    }

    private Goals deeper() {
        return new Goals(columns, depth + 1);
    }

    Goal of(Predicate predicate, boolean holds) {
        if (predicate instanceof Predicate.Not not) {
            return of(not.negated(), !holds);
        }
        if (predicate instanceof Predicate.And and) {
            return combined(and.all().stream().map(one -> of(one, holds)).toList(), holds);
        }
        if (predicate instanceof Predicate.Or or) {
            return combined(or.any().stream().map(one -> of(one, holds)).toList(), !holds);
        }
        if (predicate instanceof Predicate.Matches matches) {
            return matches(matches.field(), matches.pattern(), holds);
        }
        if (predicate instanceof Predicate.Differs differs) {
            return holds
                    ? differs(differs.field(), differs.pattern())
                    : matches(differs.field(), differs.pattern(), true);
        }
        if (predicate instanceof Predicate.Compares compares) {
            String source = columns.source(compares.field());
            Predicate.Compares onSource = new Predicate.Compares("f", compares.order(), compares.bound());
            return source == null ? Goal.NONE : Goal.need(source, need -> need.compares(onSource, holds));
        }
        return holds ? Goal.NONE : (needs, way) -> false;
    }

    private static Goal combined(List<Goal> goals, boolean all) {
        return all ? Goal.all(goals) : Goal.any(goals);
    }

    private Goal matches(String column, Predicate.Pattern pattern, boolean holds) {
        Expression computed = columns.computed(column);
        if (computed != null && pattern instanceof Predicate.Pattern.Wildcard wildcard) {
            return deeper().equal(computed, wildcard.text(), holds);
        }
        String source = columns.source(column);
        return source == null ? Goal.NONE : Goal.need(source, need -> need.matches(pattern, holds));
    }

    private Goal differs(String column, Predicate.Pattern pattern) {
        Expression computed = columns.computed(column);
        if (computed != null && pattern instanceof Predicate.Pattern.Wildcard wildcard) {
            return deeper().equal(computed, wildcard.text(), false);
        }
        String source = columns.source(column);
        return source == null ? Goal.NONE : Goal.need(source, need -> need.differs(pattern));
    }

    Goal of(Expression expression, boolean holds) {
        if (expression instanceof Expression.Not not) {
            return of(not.negated(), !holds);
        }
        if (expression instanceof Expression.And and) {
            return combined(List.of(of(and.left(), holds), of(and.right(), holds)), holds);
        }
        if (expression instanceof Expression.Or or) {
            return combined(List.of(of(or.left(), holds), of(or.right(), holds)), !holds);
        }
        if (expression instanceof Expression.Comparison comparison) {
            return comparison(comparison, holds);
        }
        if (expression instanceof Expression.Like like) {
            return like(like.left(), like.right(), holds);
        }
        return expression instanceof Expression.Call call ? call(call, holds) : Goal.NONE;
    }

    private Goal like(Expression left, Expression right, boolean holds) {
        String column = columnOf(left);
        if (column == null || !(right instanceof Expression.Literal literal)) {
            return Goal.NONE;
        }
        String text = literal.value().text().replace('%', '*');
        return matches(column, new Predicate.Pattern.Wildcard(text), holds);
    }

    private Goal call(Expression.Call call, boolean holds) {
        List<Expression> arguments = call.arguments();
        String column = arguments.isEmpty() ? null : columnOf(arguments.get(0));
        return switch (call.function()) {
            case LIKE -> like(arguments.get(0), arguments.get(1), holds);
            case ISNOTNULL -> column == null ? Goal.NONE : present(column, arguments.get(0), holds);
            case ISNULL -> column == null ? Goal.NONE : present(column, arguments.get(0), !holds);
            case MATCH -> match(column, arguments.get(1), holds);
            case IF -> choice(arguments, holds);
            case IN -> {
                List<Goal> goals = new ArrayList<>();
                arguments
                        .subList(1, arguments.size())
                        .forEach(value -> goals.add(comparison(
                                new Expression.Comparison(arguments.get(0), Expression.Operator.EQUAL, value), holds)));
                yield combined(goals, !holds);
            }
            case CIDRMATCH -> {
                String address = columnOf(arguments.get(1));
                yield address == null || !(arguments.get(0) instanceof Expression.Literal range)
                        ? Goal.NONE
                        : matches(
                                address,
                                new Predicate.Pattern.Cidr(range.value().text()),
                                holds);
            }
            default -> Goal.NONE;
        };
    }

    private Goal choice(List<Expression> arguments, boolean holds) {
        return Goal.any(List.of(
                Goal.all(List.of(of(arguments.get(0), true), of(arguments.get(1), holds))),
                Goal.all(List.of(of(arguments.get(0), false), of(arguments.get(2), holds)))));
    }

    private Goal present(String column, Expression argument, boolean holds) {
        Expression computed = columns.computed(column);
        if (computed instanceof Expression.Call call && call.function() == Expression.Function.CASE) {
            return holds ? deeper().caseOf(call.arguments(), null, true) : Goal.NONE;
        }
        return matches(column, new Predicate.Pattern.Wildcard("*"), holds);
    }

    private Goal match(@Nullable String column, Expression regex, boolean holds) {
        String source = column == null ? null : columns.source(column);
        if (source == null || !(regex instanceof Expression.Literal literal) || !holds) {
            return Goal.NONE;
        }
        return Goal.need(source, need -> need.regex(literal.value().text()));
    }

    private Goal comparison(Expression.Comparison comparison, boolean holds) {
        Expression left = comparison.left();
        if (!(comparison.right() instanceof Expression.Literal literal)) {
            return Goal.NONE;
        }
        String text = literal.value().text();
        Expression.Operator operator = comparison.operator();
        if (operator == Expression.Operator.EQUAL || operator == Expression.Operator.UNEQUAL) {
            return equal(left, text, holds == (operator == Expression.Operator.EQUAL));
        }
        String column = columnOf(left);
        String source = column == null ? null : columns.source(column);
        if (source == null) {
            return Goal.NONE;
        }
        Predicate.Order order = switch (operator) {
            case LESS -> Predicate.Order.LESS;
            case AT_MOST -> Predicate.Order.AT_MOST;
            case GREATER -> Predicate.Order.GREATER;
            default -> Predicate.Order.AT_LEAST;
        };
        return Goal.need(source, need -> need.compares(new Predicate.Compares("f", order, text), holds));
    }

    /** The expression has this text, or another. */
    private Goal equal(Expression expression, String text, boolean holds) {
        if (depth > DEPTH) {
            return Goal.NONE;
        }
        if (expression instanceof Expression.Literal literal) {
            boolean is = Wildcard.compile(text).test(literal.value().text());
            return is == holds ? Goal.NONE : (needs, way) -> false;
        }
        if (expression instanceof Expression.Call call && call.function() == Expression.Function.IF) {
            List<Expression> arguments = call.arguments();
            return Goal.any(List.of(
                    Goal.all(List.of(of(arguments.get(0), true), equal(arguments.get(1), text, holds))),
                    Goal.all(List.of(of(arguments.get(0), false), equal(arguments.get(2), text, holds)))));
        }
        if (expression instanceof Expression.Call call && call.function() == Expression.Function.CASE) {
            return caseOf(call.arguments(), text, holds);
        }
        if (expression instanceof Expression.Call call
                && call.function() == Expression.Function.MVCOUNT
                && columnOf(call.arguments().get(0)) != null) {
            String counted = columns.source(columnOf(call.arguments().get(0)));
            return counted == null
                    ? Goal.NONE
                    : Goal.need("#dc:" + counted, need -> need.matches(new Predicate.Pattern.Wildcard(text), holds));
        }
        String column = columnOf(expression);
        if (column == null) {
            return Goal.NONE;
        }
        Expression computed = columns.computed(column);
        if (computed != null) {
            return deeper().equal(computed, text, holds);
        }
        Predicate.Pattern pattern = new Predicate.Pattern.Wildcard(text);
        return holds ? matches(column, pattern, true) : differs(column, pattern);
    }

    private Goal caseOf(List<Expression> arguments, @Nullable String text, boolean holds) {
        if (depth > DEPTH) {
            return Goal.NONE;
        }
        List<Goal> ways = new ArrayList<>();
        List<Goal> before = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            List<Goal> goals = new ArrayList<>(before);
            goals.add(of(arguments.get(i), true));
            goals.add(text == null ? Goal.NONE : equal(arguments.get(i + 1), text, holds));
            ways.add(Goal.all(goals));
            before.add(of(arguments.get(i), false));
        }
        return Goal.any(ways);
    }

    /** The column that an expression is, as good as. */
    static @Nullable String columnOf(Expression expression) {
        if (expression instanceof Expression.Field field) {
            return field.name();
        }
        if (expression instanceof Expression.Call call && !call.arguments().isEmpty()) {
            return switch (call.function()) {
                case LOWER, UPPER, TRIM, TOSTRING, TONUMBER, MVINDEX, MVDEDUP, COALESCE, REPLACE ->
                    columnOf(call.arguments().get(0));
                default -> null;
            };
        }
        return null;
    }
}
