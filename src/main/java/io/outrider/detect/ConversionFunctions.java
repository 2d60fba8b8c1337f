package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code tonumber} and {@code tostring} (Splunk Enterprise 9, Search Reference, "Conversion functions"). */
final class ConversionFunctions {

    // Beyond it a double counts no single seconds, and a long no milliseconds.
    private static final double GREATEST = 0x1p53;
    private static final long DAY = 86_400;

    private ConversionFunctions() {}

    static Evaluator compile(Function function, List<Expression> arguments) {
        Evaluator value = ExpressionCompiler.evaluator(arguments.get(0));
        Evaluator second = arguments.size() == 1 ? null : ExpressionCompiler.evaluator(arguments.get(1));
        return function == Function.TONUMBER ? toNumber(value, second) : toText(value, second);
    }

    private static Evaluator toNumber(Evaluator text, @Nullable Evaluator base) {
        if (base == null) {
            return Functions.onText(text, ConversionFunctions::decimal);
        }
        return (row, now) -> {
            Value value = text.eval(row, now);
            Double radix = NumberFunctions.number(base, row, now);
            return value == null || radix == null ? null : inBase(value.text().strip(), radix.intValue());
        };
    }

    private static @Nullable Value decimal(String text) {
        Double number = Numbers.parse(text.strip());
        return number == null ? null : Value.of(number);
    }

    private static @Nullable Value inBase(String text, int radix) {
        if (radix == 10) {
            return decimal(text);
        }
        boolean prefixed = radix == 16 && text.regionMatches(true, 0, "0x", 0, 2);
        String digits = prefixed ? text.substring(2) : text;
        // More digits are no number that a double tells from its neighbours, in any base.
        boolean plain = !digits.isEmpty() && digits.length() <= 64 && !digits.startsWith("+");
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX || !plain) {
            return null;
        }
        try {
            return NumberFunctions.value(new java.math.BigInteger(digits, radix).doubleValue());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Evaluator toText(Evaluator argument, @Nullable Evaluator format) {
        if (format == null) {
            return (row, now) -> {
                Value value = argument.eval(row, now);
                return value instanceof Value.Number number ? Value.of(number.text()) : value;
            };
        }
        return (row, now) -> {
            Value value = argument.eval(row, now);
            Value name = format.eval(row, now);
            return value == null || name == null ? null : formatted(value, name.text());
        };
    }

    private static Value formatted(Value value, String format) {
        Double number = Numbers.of(value);
        if (number == null || Math.abs(number) >= GREATEST) {
            return value;
        }
        return switch (format) {
            case "hex" -> Value.of(hexadecimal(number.longValue()));
            case "commas" -> Value.of(commas(number));
            case "duration" -> Value.of(duration(number.longValue()));
            default -> Value.of(value.text());
        };
    }

    private static String hexadecimal(long number) {
        return (number < 0 ? "-0x" : "0x") + Long.toHexString(Math.abs(number)).toUpperCase(Locale.ROOT);
    }

    // Example: 12,345.67: two places behind the point at most.
    private static String commas(double number) {
        String digits = BigDecimal.valueOf(number)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .abs()
                .toPlainString();
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return (number < 0 ? "-" : "") + text;
    }

    // Example: 00:10:15, and 2+03:00:00 for two days and three hours.
    private static String duration(long seconds) {
        long rest = Math.abs(seconds);
        String days = rest >= DAY ? rest / DAY + "+" : "";
        rest %= DAY;
        return (seconds < 0 ? "-" : "")
                + days
                + String.format(Locale.ROOT, "%02d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60);
    }
}
