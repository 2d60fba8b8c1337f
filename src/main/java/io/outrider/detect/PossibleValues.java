package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What values expressions may have, and what may come of conditions made of them.
 *
 * @param window over which rows are gathered; {@code null} if it is not known
 */
record PossibleValues(PossibleColumns columns, @Nullable Duration window) {

    // Two moments of the time for which the claims on dates hold: in seconds it has ten digits, of which the first is
    // 1.
    private static final Instant EARLIER = Instant.parse("2020-02-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2030-07-01T12:00:00Z");
    // What is reckoned from now is a moment too if it is not farther than that from now.
    private static final Duration NEAR = Duration.ofDays(730);

    Possible of(Expression expression) {
        if (expression instanceof Expression.Field field) {
            return columns.of(field.name());
        }
        if (expression instanceof Expression.Literal literal) {
            return Possible.texts(new HashSet<>(literal.value().texts()), false, null);
        }
        if (expression instanceof Expression.Calculation calculation) {
            Possible left = of(calculation.left());
            Possible right = of(calculation.right());
            if (left instanceof Possible.Never || right instanceof Possible.Never) {
                return left instanceof Possible.Never ? left : right;
            }
            return isConstant(left) && isConstant(right) ? constant(expression) : Possible.ANY;
        }
        if (expression instanceof Expression.Call call) {
            return switch (call.function()) {
                case IF -> branch(outcome(call.arguments().get(0)), call.arguments(), 1);
                case CASE -> chosen(call.arguments(), 0);
                case COALESCE -> first(call.arguments(), 0);
                case RELATIVE_TIME -> relative(call);
                default -> ofConstants(call);
            };
        }
        return Possible.ANY;
    }

    private Possible ofConstants(Expression.Call call) {
        return call.arguments().stream().allMatch(argument -> isConstant(of(argument))) ? constant(call) : Possible.ANY;
    }

    private static boolean isConstant(Possible possible) {
        return possible instanceof Possible.Texts || possible instanceof Possible.OfNow;
    }

    private Possible relative(Expression.Call call) {
        RelativeTime step = call.arguments().get(1) instanceof Expression.Literal literal
                ? RelativeTime.parse(literal.value().text())
                : null;
        return step != null && of(call.arguments().get(0)) instanceof Possible.Moment
                ? new Possible.Reckoned(step)
                : ofConstants(call);
    }

    private Possible branch(Outcome outcome, List<Expression> arguments, int at) {
        boolean second = outcome.fails() || outcome.absent();
        if (outcome.holds()) {
            return second ? Possible.either(of(arguments.get(at)), of(arguments.get(at + 1))) : of(arguments.get(at));
        }
        return because(of(arguments.get(at + 1)), outcome.why());
    }

    private static Possible because(Possible possible, @Nullable Silence why) {
        if (possible instanceof Possible.Never && why != null) {
            return new Possible.Never(why);
        }
        return possible instanceof Possible.Texts texts
                ? new Possible.Texts(texts.texts(), texts.orAbsent(), texts.why() == null ? why : texts.why())
                : possible;
    }

    private Possible chosen(List<Expression> arguments, int at) {
        if (at + 1 >= arguments.size()) {
            return new Possible.Never(new Silence.Contradiction("case(...)"));
        }
        Outcome outcome = outcome(arguments.get(at));
        Possible rest = chosen(arguments, at + 2);
        if (!outcome.holds()) {
            return because(rest, outcome.why());
        }
        boolean further = outcome.fails() || outcome.absent();
        return further ? Possible.either(of(arguments.get(at + 1)), rest) : of(arguments.get(at + 1));
    }

    private Possible first(List<Expression> arguments, int at) {
        Possible one = of(arguments.get(at));
        boolean last = at + 1 == arguments.size();
        if (last || one instanceof Possible.Texts texts && !texts.orAbsent()) {
            return one;
        }
        return Possible.either(one, first(arguments, at + 1));
    }

    /** Of what depends on no column. */
    private static Possible constant(Expression expression) {
        Set<String> names = new HashSet<>();
        expression.addFields(names);
        if (!names.isEmpty()) {
            return Possible.ANY;
        }
        Evaluator evaluator = ExpressionCompiler.evaluator(expression);
        Value earlier = evaluator.eval(name -> null, EARLIER);
        Value later = evaluator.eval(name -> null, LATER);
        if (asksForNow(expression)) {
            return isNear(earlier, EARLIER) && isNear(later, LATER) ? new Possible.OfNow() : Possible.ANY;
        }
        return earlier == null
                ? new Possible.Never(new Silence.Contradiction("a value that is none"))
                : Possible.texts(new HashSet<>(earlier.texts()), false, null);
    }

    private static boolean asksForNow(Expression expression) {
        return expression instanceof Expression.Call call && call.function() == Expression.Function.NOW
                || expression.operands().stream().anyMatch(PossibleValues::asksForNow);
    }

    private static boolean isNear(@Nullable Value value, Instant now) {
        Double number = value == null ? null : Numbers.of(value);
        return number != null && Math.abs(number - now.getEpochSecond()) < NEAR.toSeconds();
    }

    Outcome outcome(Expression condition) {
        if (condition instanceof Expression.And and) {
            return outcome(and.left()).and(outcome(and.right()));
        }
        if (condition instanceof Expression.Or or) {
            return outcome(or.left()).or(outcome(or.right()));
        }
        if (condition instanceof Expression.Not not) {
            return outcome(not.negated()).not("(...)");
        }
        if (condition instanceof Expression.Comparison comparison) {
            return comparison(comparison);
        }
        if (condition instanceof Expression.Call call) {
            Possible first = call.arguments().isEmpty()
                    ? Possible.ANY
                    : of(call.arguments().get(0));
            return switch (call.function()) {
                case TRUE -> Outcome.HOLDS;
                case ISNULL -> first instanceof Possible.Never ? Outcome.HOLDS : Outcome.DECIDED;
                case ISNOTNULL -> first instanceof Possible.Never never ? Outcome.fails(never.why()) : Outcome.DECIDED;
                case LIKE, MATCH -> first instanceof Possible.Never never ? Outcome.absent(never.why()) : Outcome.OPEN;
                default -> Outcome.OPEN;
            };
        }
        return Outcome.OPEN;
    }

    private Outcome comparison(Expression.Comparison comparison) {
        Possible left = of(comparison.left());
        Possible right = of(comparison.right());
        if (left instanceof Possible.Never never) {
            return Outcome.absent(never.why());
        }
        if (right instanceof Possible.Never never) {
            return Outcome.absent(never.why());
        }
        Operator operator = comparison.operator();
        Silence why = impossible(left, operator, right, name(comparison.left()));
        if (why == null && !(left instanceof Possible.Texts)) {
            why = impossible(right, operator.turned(), left, name(comparison.right()));
        }
        return why == null ? Outcome.OPEN : new Outcome(false, true, true, why);
    }

    private static String name(Expression expression) {
        Set<String> names = new HashSet<>();
        expression.addFields(names);
        return String.join(", ", names.stream().sorted().toList());
    }

    /** Why the one never stands so to the other; {@code null} if it may. */
    private @Nullable Silence impossible(Possible one, Operator operator, Possible other, String column) {
        if (one instanceof Possible.Moment moment && other instanceof Possible.Reckoned reckoned && window != null) {
            boolean earlier = operator == Operator.LESS || operator == Operator.AT_MOST;
            return earlier
                            && !WindowEdges.mayPrecede(
                                    window, operator == Operator.AT_MOST, moment.bin(), reckoned.step())
                    ? new Silence.BeforeTheWindow(column, window)
                    : null;
        }
        if (one instanceof Possible.DateText && isTime(other)) {
            boolean never = operator == Operator.LESS || operator == Operator.AT_MOST || operator == Operator.EQUAL;
            return never ? new Silence.DateAgainstSeconds(column) : null;
        }
        if (!(other instanceof Possible.Texts texts)) {
            return null;
        }
        if (one instanceof Possible.AtMost count && window != null) {
            return texts.texts().stream().allMatch(text -> exceeds(text, operator, count.most()))
                    ? new Silence.TooFewSpans(column, count.most(), window)
                    : null;
        }
        if (one instanceof Possible.Texts own) {
            boolean any = own.texts().stream()
                    .anyMatch(text -> texts.texts().stream().anyMatch(bound -> holds(text, operator, bound)));
            return any ? null : PossibleOutcomes.why(column, own);
        }
        return null;
    }

    private static boolean isTime(Possible possible) {
        return possible instanceof Possible.Moment || possible instanceof Possible.OfNow;
    }

    /** Whether no number up to the greatest stands so to the bound. */
    private static boolean exceeds(String text, Operator operator, long most) {
        Double bound = Numbers.parse(text);
        return bound != null
                && switch (operator) {
                    case GREATER -> most <= bound;
                    case AT_LEAST, EQUAL -> most < bound;
                    default -> false;
                };
    }

    private static boolean holds(String text, Operator operator, String bound) {
        Expression comparison = new Expression.Comparison(
                new Expression.Literal(Value.of(text)), operator, new Expression.Literal(Value.of(bound)));
        return Boolean.TRUE.equals(ExpressionCompiler.truth(comparison).eval(name -> null, EARLIER));
    }
}
