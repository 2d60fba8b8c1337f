package io.outrider.spl;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Arithmetic;
import io.outrider.rule.Expression.Function;
import io.outrider.rule.Expression.Operator;
import io.outrider.spl.EvalExpression.Binary;
import io.outrider.spl.EvalExpression.Call;
import io.outrider.spl.EvalExpression.Field;
import io.outrider.spl.EvalExpression.In;
import io.outrider.spl.EvalExpression.Negative;
import io.outrider.spl.EvalExpression.Not;
import io.outrider.spl.EvalExpression.Number;
import io.outrider.spl.EvalExpression.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lowers eval expressions: finds the functions by name and checks that conditions stand where conditions belong. */
final class ExpressionLowering {

    /** The functions that give a text or a number, never true or false. */
    private static final Set<Function> OF_VALUES = EnumSet.of(
            Function.ABS,
            Function.CEILING,
            Function.FLOOR,
            Function.LEN,
            Function.LOWER,
            Function.LTRIM,
            Function.MAX,
            Function.MIN,
            Function.MVAPPEND,
            Function.MVCOUNT,
            Function.MVDEDUP,
            Function.MVFILTER,
            Function.MVFIND,
            Function.MVINDEX,
            Function.MVJOIN,
            Function.MVSORT,
            Function.MVZIP,
            Function.NOW,
            Function.POW,
            Function.RELATIVE_TIME,
            Function.REPLACE,
            Function.ROUND,
            Function.RTRIM,
            Function.SPLIT,
            Function.STRFTIME,
            Function.STRPTIME,
            Function.SUBSTR,
            Function.TONUMBER,
            Function.TOSTRING,
            Function.TRIM,
            Function.UPPER,
            Function.URLDECODE);

    /** The functions that give true or false. {@code if} and {@code coalesce} give what their arguments do. */
    private static final Set<Function> OF_CONDITIONS = EnumSet.of(
            Function.CIDRMATCH, Function.IN, Function.ISNOTNULL, Function.ISNULL, Function.LIKE, Function.MATCH);

    private final Context context;
    private final Problems problems;

    ExpressionLowering(Context context) {
        this.context = context;
        this.problems = context.problems();
    }

    /** An expression that is assigned or aggregated; empty if there are errors. */
    Optional<Expression> value(EvalExpression expression) {
        return Optional.ofNullable(lower(expression, Kind.VALUE));
    }

    /** An expression of any kind; empty if there are errors. */
    Optional<Expression> either(EvalExpression expression) {
        return Optional.ofNullable(lower(expression, Kind.EITHER));
    }

    /** An expression that is true or false; empty if there are errors. */
    Optional<Expression> condition(EvalExpression expression) {
        return Optional.ofNullable(lower(expression, Kind.CONDITION));
    }

    /** What an expression has to be where it stands. */
    private enum Kind {
        CONDITION("a condition"),
        VALUE("a value"),
        EITHER("an expression");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private @Nullable Expression lower(EvalExpression expression, Kind kind) {
        if (expression instanceof Binary binary) {
            return binary(binary, kind);
        }
        if (expression instanceof Not not) {
            Expression operand = lower(not.operand(), Kind.CONDITION);
            return operand == null ? null : check(new Expression.Not(operand), Kind.CONDITION, not.position(), kind);
        }
        if (expression instanceof In in) {
            List<EvalExpression> arguments = new ArrayList<>(List.of(in.subject()));
            arguments.addAll(in.values());
            return call(Function.IN, arguments, in.position(), kind);
        }
        if (expression instanceof Call call) {
            return call(call, kind);
        }
        if (expression instanceof Negative negative) {
            return negative(negative, kind);
        }
        if (expression instanceof Field field) {
            return check(new Expression.Field(field.name()), Kind.VALUE, field.position(), kind);
        }
        if (expression instanceof Text text) {
            return check(new Expression.Literal(Value.of(text.text())), Kind.VALUE, text.position(), kind);
        }
        if (expression instanceof Number number) {
            return check(new Expression.Literal(Value.of(number.number())), Kind.VALUE, number.position(), kind);
        }
        problems.error(
                expression.position(),
                "subsearch",
                "expected an expression, but found a subsearch; it is not run here, only in search and in the where of tstats");
        return null;
    }

    private @Nullable Expression binary(Binary binary, Kind kind) {
        EvalOperator operator = binary.operator();
        boolean logical = operator == EvalOperator.AND || operator == EvalOperator.OR || operator == EvalOperator.XOR;
        Expression left = lower(binary.left(), logical ? Kind.CONDITION : Kind.VALUE);
        Expression right = lower(binary.right(), logical ? Kind.CONDITION : Kind.VALUE);
        if (left == null || right == null) {
            return null;
        }
        Expression lowered = switch (operator) {
            case AND -> new Expression.And(left, right);
            case OR -> new Expression.Or(left, right);
            case XOR -> new Expression.Xor(left, right);
            case LIKE -> new Expression.Like(left, right);
            case EQUAL -> new Expression.Comparison(left, Operator.EQUAL, right);
            case UNEQUAL -> new Expression.Comparison(left, Operator.UNEQUAL, right);
            case LESS -> new Expression.Comparison(left, Operator.LESS, right);
            case AT_MOST -> new Expression.Comparison(left, Operator.AT_MOST, right);
            case GREATER -> new Expression.Comparison(left, Operator.GREATER, right);
            case AT_LEAST -> new Expression.Comparison(left, Operator.AT_LEAST, right);
            case ADD -> new Expression.Calculation(left, Arithmetic.ADD, right);
            case SUBTRACT -> new Expression.Calculation(left, Arithmetic.SUBTRACT, right);
            case CONCATENATE -> new Expression.Calculation(left, Arithmetic.CONCATENATE, right);
            case MULTIPLY -> new Expression.Calculation(left, Arithmetic.MULTIPLY, right);
            case DIVIDE -> new Expression.Calculation(left, Arithmetic.DIVIDE, right);
            case MODULO -> new Expression.Calculation(left, Arithmetic.MODULO, right);
            case IN -> throw new IllegalStateException("the parser gives IN a node of its own");
        };
        Kind given = lowered instanceof Expression.Calculation ? Kind.VALUE : Kind.CONDITION;
        return check(lowered, given, binary.position(), kind);
    }

    private @Nullable Expression negative(Negative negative, Kind kind) {
        if (negative.operand() instanceof Number number) {
            return check(new Expression.Literal(Value.of(-number.number())), Kind.VALUE, negative.position(), kind);
        }
        Expression operand = lower(negative.operand(), Kind.VALUE);
        Expression zero = new Expression.Literal(Value.of(0));
        return operand == null
                ? null
                : check(
                        new Expression.Calculation(zero, Arithmetic.SUBTRACT, operand),
                        Kind.VALUE,
                        negative.position(),
                        kind);
    }

    private @Nullable Expression call(Call call, Kind kind) {
        Optional<Function> function = FunctionRule.function(call.function());
        if (function.isPresent()) {
            return call(function.get(), call.arguments(), call.position(), kind);
        }
        String name = call.function().toLowerCase(Locale.ROOT);
        Set<String> run = new TreeSet<>();
        for (FunctionRule rule : FunctionRule.all()) {
            if (rule.support() == Support.RUNS) {
                run.add(rule.name());
            }
        }
        String why = FunctionRule.of(name)
                .map(rule -> Coverage.refusal(rule.why()))
                .orElseGet(() -> Suggestion.among(run, name));
        problems.error(
                call.position(),
                call.function(),
                "expected a function that is run, but found " + call.function() + why + Coverage.HINT);
        // Its arguments may hold more that is wrong.
        call.arguments().forEach(argument -> lower(argument, Kind.EITHER));
        return null;
    }

    private @Nullable Expression call(Function function, List<EvalExpression> arguments, Position position, Kind kind) {
        List<Expression> lowered = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = lower(arguments.get(i), argumentKind(function, i, kind));
            if (argument != null) {
                lowered.add(argument);
            }
        }
        if (!function.takes(arguments.size())) {
            problems.error(
                    position,
                    function.text(),
                    "expected " + function.arity() + " for " + function.text() + ", but found " + arguments.size());
            return null;
        }
        if (function == Function.CASE && arguments.size() % 2 != 0) {
            problems.error(
                    position,
                    function.text(),
                    "expected pairs of a condition and a value for case, but found " + arguments.size() + " arguments");
            return null;
        }
        if (lowered.size() < arguments.size()) {
            return null;
        }
        List<Position> places = arguments.stream().map(EvalExpression::position).toList();
        if (!new ConstantArguments(context).check(function, lowered, places)) {
            return null;
        }
        Kind given = OF_VALUES.contains(function)
                ? Kind.VALUE
                : OF_CONDITIONS.contains(function) ? Kind.CONDITION : Kind.EITHER;
        return check(new Expression.Call(function, lowered), given, position, kind);
    }

    private static Kind argumentKind(Function function, int index, Kind whole) {
        return switch (function) {
            case IF -> index == 0 ? Kind.CONDITION : whole;
            case CASE -> index % 2 == 0 ? Kind.CONDITION : whole;
            case COALESCE -> whole;
            case MVFILTER -> Kind.CONDITION;
            case ISNULL, ISNOTNULL, MVMAP, NULLIF, TOSTRING -> Kind.EITHER;
            default -> Kind.VALUE;
        };
    }

    private @Nullable Expression check(Expression lowered, Kind given, Position position, Kind expected) {
        if (given == expected || given == Kind.EITHER || expected == Kind.EITHER) {
            return lowered;
        }
        problems.error(position, "expression", "expected " + expected.words + ", but found " + given.words);
        return null;
    }
}
