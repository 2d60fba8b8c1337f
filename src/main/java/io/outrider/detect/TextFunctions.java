package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.regex.Regex;
import io.outrider.regex.Replacement;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions of texts (Splunk Enterprise 9, Search Reference, "Text functions"). On a multivalue field they change each
 * of its values.
 */
final class TextFunctions {

    private TextFunctions() {}

    static Evaluator compile(Function function, List<Expression> arguments) {
        Evaluator text = ExpressionCompiler.evaluator(arguments.get(0));
        return switch (function) {
            case LEN -> Functions.onText(text, value -> Value.of(value.codePointCount(0, value.length())));
            case LOWER -> onEach(text, value -> value.toLowerCase(Locale.ROOT));
            case UPPER -> onEach(text, value -> value.toUpperCase(Locale.ROOT));
            case LTRIM -> trim(text, arguments, true, false);
            case RTRIM -> trim(text, arguments, false, true);
            case TRIM -> trim(text, arguments, true, true);
            case REPLACE -> replace(text, arguments.get(1), arguments.get(2));
            case SUBSTR -> substring(text, arguments);
            case URLDECODE -> onEach(text, TextFunctions::urlDecode);
            default -> throw new IllegalArgumentException("no function of texts: " + function);
        };
    }

    private static Evaluator onEach(Evaluator argument, UnaryOperator<String> operator) {
        return (row, now) -> {
            Value value = argument.eval(row, now);
            return value == null ? null : onEach(value, operator);
        };
    }

    static Value onEach(Value value, UnaryOperator<String> operator) {
        if (!(value instanceof Value.Multi multi)) {
            return Value.of(operator.apply(value.text()));
        }
        List<String> texts = new ArrayList<>(multi.texts().size());
        multi.texts().forEach(text -> texts.add(operator.apply(text)));
        return Value.of(texts);
    }

    /** Without a second argument, spaces and tabs go. */
    private static Evaluator trim(Evaluator text, List<Expression> arguments, boolean left, boolean right) {
        PerConstant<String> set = arguments.size() == 1
                ? (row, now) -> " \t"
                : PerConstant.of(arguments.get(1), characters -> characters);
        return (row, now) -> {
            Value value = text.eval(row, now);
            String characters = value == null ? null : set.get(row, now);
            return value == null || characters == null
                    ? null
                    : onEach(value, each -> trim(each, characters, left, right));
        };
    }

    private static String trim(String text, String characters, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (right && end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    /** All matches of a regular expression; {@code \1} in the replacement stands for its first group. */
    private static Evaluator replace(Evaluator text, Expression regex, Expression replacement) {
        if (regex instanceof Expression.Literal pattern && replacement instanceof Expression.Literal by) {
            UnaryOperator<String> constant =
                    replacer(pattern.value().text(), by.value().text());
            return onEach(text, constant);
        }
        Evaluator patterns = ExpressionCompiler.evaluator(regex);
        Evaluator replacements = ExpressionCompiler.evaluator(replacement);
        return (row, now) -> {
            Value value = text.eval(row, now);
            Value pattern = patterns.eval(row, now);
            Value by = replacements.eval(row, now);
            return value == null || pattern == null || by == null
                    ? null
                    : onEach(value, replacer(pattern.text(), by.text()));
        };
    }

    private static UnaryOperator<String> replacer(String pattern, String replacement) {
        Regex regex = Regex.compile(pattern);
        Replacement by = Replacement.compile(replacement, regex.groupCount());
        return text -> regex.replace(text, by, 0);
    }

    /** From a place counted from 1, or from the end by a negative number; places are those of characters. */
    private static Evaluator substring(Evaluator text, List<Expression> arguments) {
        Evaluator start = ExpressionCompiler.evaluator(arguments.get(1));
        Evaluator length = arguments.size() == 2 ? null : ExpressionCompiler.evaluator(arguments.get(2));
        return (row, now) -> {
            Value value = text.eval(row, now);
            Double from = NumberFunctions.number(start, row, now);
            Double count =
                    length == null ? Double.valueOf(Integer.MAX_VALUE) : NumberFunctions.number(length, row, now);
            return value == null || from == null || count == null
                    ? null
                    : substring(value.text(), from.longValue(), count.longValue());
        };
    }

    private static @Nullable Value substring(String text, long from, long count) {
        int size = text.codePointCount(0, text.length());
        long first = from < 0 ? Math.max(0, size + from) : Math.max(0, from - 1);
        long last = Math.min(size, first + Math.max(0, Math.min(count, size)));
        if (first >= last) {
            return Value.of("");
        }
        int begin = text.offsetByCodePoints(0, (int) first);
        return Value.of(text.substring(begin, text.offsetByCodePoints(begin, (int) (last - first))));
    }

    // A percent sign without two hexadecimal digits stays; what is no UTF-8 then becomes U+FFFD.
    private static String urlDecode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? digit(bytes[i + 1]) : -1;
            int low = high < 0 ? -1 : digit(bytes[i + 2]);
            if (low >= 0) {
                decoded.write(high * 16 + low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte character) {
        return character < 0 ? -1 : Character.digit(character, 16);
    }
}
