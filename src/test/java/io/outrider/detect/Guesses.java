package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts of the field that an expression is computed from, such that it may give what is wished: its functions turned round. */
final class Guesses {

    // Texts of these lengths have been asked of fields whose length or parts count.
    private static final List<Integer> LENGTHS = List.of(2, 5, 12, 30, 120, 600);
    private static final int LONGEST = 5_000;
    // Each function multiplies what there is to try.
    private static final int MOST = 60;

    private Guesses() {}

    static List<String> of(Term term, Wish wish) {
        List<String> wanted = new ArrayList<>(wish.candidates());
        if (wish.pattern() != null) {
            Stream.of("", " ").forEach(filler -> wanted.add(wish.pattern().replace("*", filler)));
        }
        Set<String> texts = new LinkedHashSet<>();
        Set<String> asked = new LinkedHashSet<>();
        if (term instanceof Term.Computed computed) {
            addConditions(computed.expression(), computed.columns(), asked);
        }
        texts.add(String.join(" ", asked));
        texts.addAll(asked);
        add(term, wanted.isEmpty() ? List.of("made-up", "7") : wanted, texts);
        return List.copyOf(texts);
    }

    /** What conditions within the expression ask for: one of it, or all of it together, may give the most. */
    private static void addConditions(Expression expression, Columns columns, Set<String> texts) {
        if (expression instanceof Expression.Field field
                && columns.term(field.name()) instanceof Term.Computed computed) {
            addConditions(computed.expression(), computed.columns(), texts);
        } else if (expression instanceof Expression.Like like) {
            texts.addAll(new Wish.IsLike(text(like.right(), columns), true).candidates());
        } else if (expression instanceof Expression.Call call && call.function() == Expression.Function.LIKE) {
            texts.addAll(new Wish.IsLike(text(call.arguments().get(1), columns), true).candidates());
        } else if (expression instanceof Expression.Call call && call.function() == Expression.Function.MATCH) {
            texts.addAll(RegexText.of(text(call.arguments().get(1), columns)).stream()
                    .limit(2)
                    .toList());
        } else {
            expression.operands().forEach(operand -> addConditions(operand, columns, texts));
        }
    }

    private static void add(Term term, List<String> all, Set<String> texts) {
        List<String> wanted = all.stream().distinct().limit(MOST).toList();
        if (term instanceof Term.Source) {
            texts.addAll(wanted);
        } else if (term instanceof Term.Captured captured) {
            List<String> found = new ArrayList<>(RegexText.of(captured.regex(), Map.of(captured.group(), wanted)));
            found.addAll(RegexText.of(captured.regex()));
            List<String> once = List.copyOf(found);
            once.stream().limit(3).forEach(text -> LENGTHS.forEach(times -> repeated(text + ' ', times, found)));
            add(captured.text(), found, texts);
        } else if (term instanceof Term.Computed computed) {
            add(computed.expression(), computed.columns(), wanted, texts);
        } else if (term instanceof Term.Aggregated aggregated && aggregated.argument() != null) {
            add(aggregated.argument(), wanted, texts);
        }
    }

    private static void add(Expression expression, Columns columns, List<String> all, Set<String> texts) {
        List<String> wanted = all.stream().distinct().limit(MOST).toList();
        if (expression instanceof Expression.Field field) {
            add(columns.term(field.name()), wanted, texts);
        } else if (expression instanceof Expression.Calculation calculation) {
            calculation(calculation, columns, wanted, texts);
        } else if (expression instanceof Expression.Call call) {
            call(call, columns, wanted, texts);
        } else {
            expression.operands().forEach(operand -> add(operand, columns, wanted, texts));
        }
    }

    private static void calculation(
            Expression.Calculation calculation, Columns columns, List<String> wanted, Set<String> texts) {
        Value left = columns.term(calculation.left()).value(source -> null);
        Value right = columns.term(calculation.right()).value(source -> null);
        List<String> before = new ArrayList<>(wanted);
        for (String text : wanted) {
            Double number = Numbers.parse(text);
            Double other = Numbers.parse(left != null ? left.text() : right != null ? right.text() : "1");
            if (number != null && other != null) {
                Stream.of(
                                number + other,
                                number - other,
                                other - number,
                                number * other,
                                number / other,
                                other / number)
                        .filter(Double::isFinite)
                        .forEach(n -> before.add(Value.of(n).text()));
            } else if (other == null && left != null && text.startsWith(left.text())) {
                before.add(text.substring(left.text().length()));
            } else if (other == null && right != null && text.endsWith(right.text())) {
                before.add(text.substring(0, text.length() - right.text().length()));
            }
        }
        add(calculation.left(), columns, before, texts);
        add(calculation.right(), columns, before, texts);
    }

    private static void call(Expression.Call call, Columns columns, List<String> wanted, Set<String> texts) {
        List<Expression> arguments = call.arguments();
        if (arguments.isEmpty()) {
            return;
        }
        List<String> before = new ArrayList<>();
        switch (call.function()) {
            case LEN -> wanted.forEach(text -> repeated("x", number(text, 7), before));
            case SUBSTR -> wanted.forEach(text -> shifted(text, number(arguments.get(1), columns), before));
            case SPLIT -> {
                String delimiter = text(arguments.get(1), columns);
                wanted.forEach(text -> {
                    before.add(text);
                    before.add(text + delimiter + "made-up");
                    before.add("made-up" + delimiter + text);
                    before.add(text + delimiter + text);
                });
                LENGTHS.forEach(length -> repeated(delimiter + "x", length, before));
            }
            case MVCOUNT -> {
                wanted.forEach(text -> before.add("x"));
                LENGTHS.forEach(length -> before.add("x".repeat(length)));
            }
            case STRFTIME -> before.addAll(times());
            case URLDECODE, LOWER, UPPER, TRIM, LTRIM, RTRIM -> {
                before.addAll(wanted);
            }
            default -> before.addAll(wanted);
        }
        arguments.forEach(argument -> add(argument, columns, before, texts));
    }

    /** A time of each three hours of a week, in seconds and in thousandths. */
    private static List<String> times() {
        List<String> times = new ArrayList<>();
        for (int i = 0; i < 56; i++) {
            long seconds = Synthetic.NOON.plus(Duration.ofHours(3L * i)).getEpochSecond();
            times.add(String.valueOf(seconds));
            times.add(seconds + "000");
        }
        return times;
    }

    private static void repeated(String text, int times, List<String> texts) {
        texts.add(text.repeat(Math.max(1, Math.min(LONGEST, times))));
    }

    private static void shifted(String text, int from, List<String> texts) {
        texts.add(from > 0 ? "x".repeat(from - 1) + text : text);
        texts.add("x" + text);
        texts.add(text + "x");
    }

    private static int number(String text, int otherwise) {
        Double number = Numbers.parse(text);
        return number == null ? otherwise : number.intValue();
    }

    private static int number(Expression expression, Columns columns) {
        return number(text(expression, columns), 1);
    }

    private static String text(Expression expression, Columns columns) {
        @Nullable Value value = columns.term(expression).value(source -> null);
        return value == null ? "" : value.text();
    }
}
