package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.regex.Regex;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of multivalue fields (Splunk Enterprise 9, Search Reference, "Multivalue eval functions"). */
final class MultivalueFunctions {

    private MultivalueFunctions() {}

    static Evaluator compile(Function function, List<Expression> arguments) {
        Evaluator first = ExpressionCompiler.evaluator(arguments.get(0));
        return switch (function) {
            case MVAPPEND -> append(ExpressionCompiler.evaluators(arguments));
            case MVCOUNT -> on(first, texts -> Value.of(texts.size()));
            case MVDEDUP -> on(first, texts -> value(new ArrayList<>(new LinkedHashSet<>(texts))));
            case MVFILTER -> EachValue.filter(arguments.get(0));
            case MVFIND -> find(first, arguments.get(1));
            case MVINDEX -> index(first, arguments);
            case MVJOIN -> join(first, arguments.get(1));
            case MVMAP -> EachValue.map(arguments);
            // Lexicographically, as the documentation has it.
            case MVSORT -> on(first, texts -> value(texts.stream().sorted().toList()));
            case MVZIP -> zip(first, arguments);
            case SPLIT -> split(first, arguments.get(1));
            default -> throw new IllegalArgumentException("no function of multivalue fields: " + function);
        };
    }

    private interface TextsFunction {
        @Nullable
        Value apply(List<String> texts);
    }

    private static Evaluator on(Evaluator argument, TextsFunction function) {
        return (row, now) -> {
            Value value = argument.eval(row, now);
            return value == null ? null : function.apply(value.texts());
        };
    }

    /** {@code null} for none. */
    static @Nullable Value value(List<String> texts) {
        return texts.isEmpty() ? null : Value.of(texts);
    }

    private static Evaluator append(List<Evaluator> arguments) {
        return (row, now) -> {
            List<String> texts = new ArrayList<>();
            for (Evaluator argument : arguments) {
                Value value = argument.eval(row, now);
                if (value != null) {
                    texts.addAll(value.texts());
                }
            }
            return value(texts);
        };
    }

    /** The place, from 0, of the first value in which the expression matches. */
    private static Evaluator find(Evaluator argument, Expression pattern) {
        PerConstant<Regex> regex = PerConstant.of(pattern, Regex::compile);
        return (row, now) -> {
            Value value = argument.eval(row, now);
            Regex compiled = value == null ? null : regex.get(row, now);
            if (value == null || compiled == null) {
                return null;
            }
            List<String> texts = value.texts();
            for (int i = 0; i < texts.size(); i++) {
                if (compiled.find(texts.get(i))) {
                    return Value.of(i);
                }
            }
            return null;
        };
    }

    /** Places from 0, or from the end by negative numbers: -1 is the last; the end is included. */
    private static Evaluator index(Evaluator argument, List<Expression> arguments) {
        Evaluator start = ExpressionCompiler.evaluator(arguments.get(1));
        Evaluator end = arguments.size() == 2 ? start : ExpressionCompiler.evaluator(arguments.get(2));
        return (row, now) -> {
            Value value = argument.eval(row, now);
            Double from = NumberFunctions.number(start, row, now);
            Double to = NumberFunctions.number(end, row, now);
            return value == null || from == null || to == null ? null : slice(value.texts(), from, to);
        };
    }

    private static @Nullable Value slice(List<String> texts, double from, double to) {
        int size = texts.size();
        double first = Math.rint(from) < 0 ? from + size : from;
        double last = Math.rint(to) < 0 ? to + size : to;
        if (first < 0 || first >= size || last < first) {
            return null;
        }
        return value(texts.subList((int) first, (int) Math.min(size - 1, last) + 1));
    }

    private static Evaluator join(Evaluator argument, Expression delimiter) {
        PerConstant<String> between = PerConstant.of(delimiter, text -> text);
        return (row, now) -> {
            Value value = argument.eval(row, now);
            String text = value == null ? null : between.get(row, now);
            return value == null || text == null ? null : Value.of(String.join(text, value.texts()));
        };
    }

    /** The first value with the first, the second with the second, up to the end of the shorter. */
    private static Evaluator zip(Evaluator left, List<Expression> arguments) {
        Evaluator right = ExpressionCompiler.evaluator(arguments.get(1));
        PerConstant<String> delimiter =
                arguments.size() == 2 ? (row, now) -> "," : PerConstant.of(arguments.get(2), text -> text);
        return (row, now) -> zip(left.eval(row, now), right.eval(row, now), delimiter.get(row, now));
    }

    private static @Nullable Value zip(@Nullable Value left, @Nullable Value right, @Nullable String delimiter) {
        if (left == null || right == null || delimiter == null) {
            return null;
        }
        List<String> zipped = new ArrayList<>();
        for (int i = 0; i < Math.min(left.texts().size(), right.texts().size()); i++) {
            zipped.add(left.texts().get(i) + delimiter + right.texts().get(i));
        }
        return value(zipped);
    }

    /** An empty delimiter splits between all characters. Empty parts are values. */
    private static Evaluator split(Evaluator argument, Expression delimiter) {
        PerConstant<String> by = PerConstant.of(delimiter, text -> text);
        return (row, now) -> split(argument, by, row, now);
    }

    private static @Nullable Value split(Evaluator argument, PerConstant<String> by, Fields row, Instant now) {
        Value value = argument.eval(row, now);
        String delimiter = value == null ? null : by.get(row, now);
        if (value == null || delimiter == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        value.texts().forEach(text -> split(text, delimiter, parts));
        return value(parts);
    }

    static void split(String text, String delimiter, List<String> parts) {
        if (delimiter.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
            return;
        }
        int start = 0;
        for (int end = text.indexOf(delimiter); end >= 0; end = text.indexOf(delimiter, start)) {
            parts.add(text.substring(start, end));
            start = end + delimiter.length();
        }
        parts.add(text.substring(start));
    }
}
