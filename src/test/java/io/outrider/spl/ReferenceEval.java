package io.outrider.spl;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Eval expressions, walked on the tree for each row. A value is {@code null}, a {@link Boolean}, a {@link Double}, or a
 * {@code List<String>}.
 *
 * @param now the close of the window
 */
record ReferenceEval(Instant now) {

    /** What a field becomes; {@code null} if the expression has no value. */
    @Nullable
    List<String> texts(EvalExpression expression, ReferenceRow row) {
        return textsOf(value(expression, row));
    }

    boolean isTrue(EvalExpression expression, ReferenceRow row) {
        return Boolean.TRUE.equals(truth(value(expression, row)));
    }

    private static @Nullable List<String> textsOf(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean truth) {
            return List.of(truth ? "True" : "False");
        }
        if (value instanceof Double number) {
            return List.of(ReferenceText.text(number));
        }
        List<?> texts = (List<?>) value;
        return texts.isEmpty() ? null : texts.stream().map(String.class::cast).toList();
    }

    private static @Nullable String text(@Nullable Object value) {
        List<String> texts = textsOf(value);
        return texts == null ? null : String.join("\n", texts);
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Double number ? number : ReferenceText.number(text(value));
    }

    private static @Nullable Boolean truth(@Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        Double number = number(value);
        String text = text(value);
        return number == null ? (Boolean) (text != null && text.equalsIgnoreCase("true")) : (Boolean) (number != 0);
    }

    private static @Nullable Object finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    @Nullable
    Object value(EvalExpression expression, ReferenceRow row) {
        if (expression instanceof EvalExpression.Field field) {
            return row.get(field.name());
        }
        if (expression instanceof EvalExpression.Text text) {
            return List.of(text.text());
        }
        if (expression instanceof EvalExpression.Number number) {
            return number.number();
        }
        if (expression instanceof EvalExpression.Not not) {
            Boolean truth = truth(value(not.operand(), row));
            return truth == null ? null : !truth;
        }
        if (expression instanceof EvalExpression.Negative negative) {
            Double number = number(value(negative.operand(), row));
            return number == null ? null : (Object) (0 - number);
        }
        if (expression instanceof EvalExpression.In in) {
            return in(in.subject(), in.values(), row);
        }
        if (expression instanceof EvalExpression.Binary binary) {
            return binary(binary, row);
        }
        if (expression instanceof EvalExpression.Call call) {
            return call(call, row);
        }
        throw new UnsupportedOperationException("subsearch in eval");
    }

    private @Nullable Object in(EvalExpression subject, List<EvalExpression> values, ReferenceRow row) {
        Object left = value(subject, row);
        boolean unknown = false;
        for (EvalExpression candidate : values) {
            Boolean equal = compare(left, EvalOperator.EQUAL, value(candidate, row));
            if (Boolean.TRUE.equals(equal)) {
                return true;
            }
            unknown |= equal == null;
        }
        return unknown ? null : (Object) false;
    }

    private @Nullable Object binary(EvalExpression.Binary binary, ReferenceRow row) {
        Object left = value(binary.left(), row);
        Object right = value(binary.right(), row);
        return switch (binary.operator()) {
            case AND -> decided(truth(left), truth(right), false);
            case OR -> decided(truth(left), truth(right), true);
            case XOR -> {
                Boolean a = truth(left);
                Boolean b = truth(right);
                yield a == null || b == null ? null : (Object) (a ^ b);
            }
            case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST -> compare(left, binary.operator(), right);
            case LIKE -> like(left, right);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, CONCATENATE -> calculate(left, binary.operator(), right);
            default -> throw new UnsupportedOperationException(binary.operator().symbol());
        };
    }

    private static @Nullable Object decided(@Nullable Boolean a, @Nullable Boolean b, Boolean decisive) {
        if (decisive.equals(a) || decisive.equals(b)) {
            return decisive;
        }
        return a == null || b == null ? null : (Object) !decisive;
    }

    private static @Nullable Boolean compare(@Nullable Object left, EvalOperator operator, @Nullable Object right) {
        List<String> a = textsOf(left);
        List<String> b = textsOf(right);
        if (a == null || b == null) {
            return null;
        }
        return a.stream().anyMatch(x -> b.stream().anyMatch(y -> holds(ReferenceText.compare(x, y), operator)));
    }

    private static boolean holds(int sign, EvalOperator operator) {
        return switch (operator) {
            case EQUAL -> sign == 0;
            case UNEQUAL -> sign != 0;
            case LESS -> sign < 0;
            case AT_MOST -> sign <= 0;
            case GREATER -> sign > 0;
            default -> sign >= 0;
        };
    }

    private static @Nullable Object calculate(@Nullable Object left, EvalOperator operator, @Nullable Object right) {
        if (left == null || right == null || textsOf(left) == null || textsOf(right) == null) {
            return null;
        }
        Double a = number(left);
        Double b = number(right);
        if (operator == EvalOperator.CONCATENATE || operator == EvalOperator.ADD && a == null && b == null) {
            return List.of(text(left) + text(right));
        }
        if (a == null || b == null) {
            return null;
        }
        return finite(
                switch (operator) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    default -> a % b;
                });
    }

    private static @Nullable Object like(@Nullable Object left, @Nullable Object right) {
        List<String> texts = textsOf(left);
        String pattern = text(right);
        if (texts == null || pattern == null) {
            return null;
        }
        StringBuilder regex = new StringBuilder("(?s)");
        for (char c : pattern.toCharArray()) {
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        Pattern compiled = Pattern.compile(regex.toString());
        return texts.stream().anyMatch(text -> compiled.matcher(text).matches());
    }

    private @Nullable Object call(EvalExpression.Call call, ReferenceRow row) {
        List<EvalExpression> arguments = call.arguments();
        String function = call.function().toLowerCase(Locale.ROOT);
        switch (function) {
            case "if":
                return value(arguments.get(isTrue(arguments.get(0), row) ? 1 : 2), row);
            case "case":
                for (int i = 0; i + 1 < arguments.size(); i += 2) {
                    if (isTrue(arguments.get(i), row)) {
                        return value(arguments.get(i + 1), row);
                    }
                }
                return null;
            case "coalesce":
                return arguments.stream()
                        .map(argument -> value(argument, row))
                        .filter(value -> textsOf(value) != null)
                        .findFirst()
                        .orElse(null);
            case "in":
                return in(arguments.get(0), arguments.subList(1, arguments.size()), row);
            case "match", "replace":
                return withExpression(function, arguments, row);
            case "mvfilter":
                return each(arguments.get(0), row, true);
            case "mvmap":
                return each(arguments.get(1), row, false);
            default:
                List<Object> values = new ArrayList<>();
                arguments.forEach(argument -> values.add(value(argument, row)));
                return call(function, values);
        }
    }

    /** An expression that comes from a field may be none: then there is no value. */
    private @Nullable Object withExpression(String function, List<EvalExpression> arguments, ReferenceRow row) {
        List<Object> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(value(argument, row)));
        try {
            return call(function, values);
        } catch (UnsupportedOperationException e) {
            if (arguments.get(1) instanceof EvalExpression.Text) {
                throw e;
            }
            return null;
        }
    }

    /** mvfilter and mvmap: the expression once for each value of the one field in it. */
    private @Nullable Object each(EvalExpression expression, ReferenceRow row, boolean filter) {
        String field = UsedFields.of(expression).get(0).text();
        List<String> texts = row.get(field);
        if (texts == null) {
            return null;
        }
        List<String> result = new ArrayList<>();
        for (String text : texts) {
            ReferenceRow one = row.copy();
            one.put(field, List.of(text));
            if (filter) {
                if (isTrue(expression, one)) {
                    result.add(text);
                }
            } else {
                List<String> mapped = texts(expression, one);
                result.addAll(mapped == null ? List.of() : mapped);
            }
        }
        return result;
    }

    private @Nullable Object call(String function, List<Object> values) {
        Object first = values.isEmpty() ? null : values.get(0);
        Object second = values.size() < 2 ? null : values.get(1);
        Object third = values.size() < 3 ? null : values.get(2);
        List<String> texts = textsOf(first);
        switch (function) {
            case "true":
                return true;
            case "false":
                return false;
            case "null":
                return null;
            case "now":
                return (double) now.getEpochSecond();
            case "isnull":
                return texts == null;
            case "isnotnull":
                return texts != null;
            case "mvappend":
                List<String> all = new ArrayList<>();
                values.forEach(value -> all.addAll(textsOf(value) == null ? List.of() : textsOf(value)));
                return all;
            case "max", "min":
                return extreme(values, function.equals("max"));
            case "cidrmatch":
                List<String> addresses = textsOf(second);
                return texts == null || addresses == null
                        ? null
                        : (Object) addresses.stream().anyMatch(a -> ReferenceCondition.inRange(a, text(first)));
            default:
                return texts == null ? null : call(function, texts, values, second, third);
        }
    }

    private @Nullable Object call(
            String function, List<String> texts, List<Object> values, @Nullable Object second, @Nullable Object third) {
        String text = String.join("\n", texts);
        Double number = ReferenceText.number(text);
        String argument = text(second);
        switch (function) {
            case "len":
                return (double) text.codePointCount(0, text.length());
            case "lower":
                return mapped(texts, t -> t.toLowerCase(Locale.ROOT));
            case "upper":
                return mapped(texts, t -> t.toUpperCase(Locale.ROOT));
            case "urldecode":
                return mapped(texts, ReferenceEval::decoded);
            case "tostring":
                // Several values are no number.
                return argument == null || texts.size() > 1
                        ? texts
                        : List.of(ReferenceNumber.format(text, number, argument));
            case "tonumber":
                // Blanks around are taken away: the documentation that was at hand does not say.
                return second == null
                        ? ReferenceText.number(text.strip())
                        : ReferenceNumber.parse(text, number(second));
            case "abs":
                return number == null ? null : finite(Math.abs(number));
            case "floor":
                return number == null ? null : finite(Math.floor(number));
            case "ceiling", "ceil":
                return number == null ? null : finite(Math.ceil(number));
            case "round":
                return round(number, second == null ? 0 : number(second));
            case "pow":
                return number == null || number(second) == null ? null : finite(Math.pow(number, number(second)));
            case "like":
                return like(texts, second);
            case "match":
                return argument == null
                        ? null
                        : (Object) texts.stream().anyMatch(pattern(argument).asPredicate());
            case "replace":
                return argument == null || third == null
                        ? null
                        : mapped(texts, t -> pattern(argument).matcher(t).replaceAll(replacement(text(third))));
            case "trim", "ltrim", "rtrim":
                return mapped(texts, t -> trim(function, t, argument == null ? " \t" : argument));
            case "substr":
                return substr(text, number(second), third == null ? null : number(third));
            case "split":
                return argument == null
                        ? null
                        : texts.stream()
                                .flatMap(t -> split(t, argument).stream())
                                .toList();
            case "mvcount":
                return (double) texts.size();
            case "mvindex":
                return index(texts, number(second), third == null ? number(second) : number(third));
            case "mvjoin":
                return argument == null ? null : List.of(String.join(argument, texts));
            case "mvdedup":
                return List.copyOf(new LinkedHashSet<>(texts));
            case "mvsort":
                return texts.stream().sorted().toList();
            case "mvfind":
                return argument == null ? null : find(texts, pattern(argument));
            case "mvzip":
                return zip(texts, textsOf(second), third == null ? "," : text(third));
            case "nullif":
                return Boolean.TRUE.equals(compare(texts, EvalOperator.EQUAL, second)) ? null : texts;
            case "relative_time":
                return number == null || argument == null ? null : ReferenceTime.relative(number, argument);
            case "strftime":
                return number == null || argument == null ? null : ReferenceTime.format(number, argument);
            case "strptime":
                return argument == null ? null : ReferenceTime.parse(text, argument);
            default:
                return unsupported(function);
        }
    }

    private static Object unsupported(String function) {
        throw new UnsupportedOperationException("function " + function);
    }

    private static List<String> mapped(List<String> texts, UnaryOperator<String> mapping) {
        return texts.stream().map(mapping).toList();
    }

    /** An expression of PCRE as Java has it: the same letters but for the names of groups and braces that count nothing. */
    static Pattern pattern(String regex) {
        String java = Pattern.compile("\\(\\?P?<([A-Za-z_]\\w*)>")
                .matcher(braces(regex))
                .replaceAll(group -> Matcher.quoteReplacement("(?<" + javaName(group.group(1)) + ">"));
        try {
            // Only the line feed ends a line, as PCRE is built.
            return Pattern.compile(java, Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            throw new UnsupportedOperationException("an expression that Java does not take: " + e.getMessage());
        }
    }

    /** A brace that begins no count, such as that of {@code ({|%7B)}, stands for itself in PCRE; in Java it needs a backslash. */
    private static String braces(String regex) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        int opened = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\' && i + 1 < regex.length()) {
                java.append(c).append(regex.charAt(++i));
                // Example: \\x{202E}.
                if ("xpPgk".indexOf(regex.charAt(i)) >= 0 && regex.startsWith("{", i + 1)) {
                    java.append(regex.charAt(++i));
                }
                continue;
            }
            if (inClass) {
                // Java nests classes and intersects them; PCRE does neither. A bracket that comes first closes nothing.
                boolean first = i == opened + 1 || i == opened + 2 && regex.charAt(i - 1) == '^';
                inClass = c != ']' || first;
                java.append(c == '[' || c == '&' || c == ']' && first ? "\\" : "")
                        .append(c);
                continue;
            }
            opened = i;
            inClass = c == '[';
            boolean counts = regex.substring(i).matches("(?s)\\{\\d+(,\\d*)?\\}.*");
            java.append(c == '{' && !counts ? "\\" : "").append(c);
        }
        return java.toString();
    }

    static String javaName(String group) {
        return "g" + group.replace("_", "Zu");
    }

    /** {@code \1} stands for a group. */
    static String replacement(String text) {
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1))) {
                java.append('$').append(text.charAt(++i));
            } else {
                java.append(Matcher.quoteReplacement(String.valueOf(c)));
            }
        }
        return java.toString();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable Object round(@Nullable Double number, @Nullable Double digits) {
        if (number == null || digits == null) {
            return null;
        }
        return new java.math.BigDecimal(ReferenceText.text(number))
                .setScale(digits.intValue(), java.math.RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static String trim(String function, String text, String characters) {
        int from = 0;
        int to = text.length();
        while (!function.equals("rtrim") && from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (!function.equals("ltrim") && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static @Nullable Object substr(String text, @Nullable Double start, @Nullable Double length) {
        if (start == null) {
            return null;
        }
        int from = (int) (start > 0 ? start - 1 : start < 0 ? Math.max(0, text.length() + start) : 0);
        int to = length == null ? text.length() : (int) Math.min(text.length(), from + Math.max(0, length));
        return from >= text.length() || from >= to ? List.of("") : List.of(text.substring(from, to));
    }

    private static List<String> split(String text, String delimiter) {
        if (delimiter.isEmpty()) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        return List.of(text.split(Pattern.quote(delimiter), -1));
    }

    private static @Nullable Object index(List<String> texts, @Nullable Double start, @Nullable Double end) {
        if (start == null || end == null) {
            return null;
        }
        int from = (int) (start < 0 ? texts.size() + start : start);
        int to = (int) (end < 0 ? texts.size() + end : end);
        if (from < 0 || from >= texts.size() || to < from) {
            return null;
        }
        return List.copyOf(texts.subList(from, Math.min(texts.size(), to + 1)));
    }

    private static @Nullable Object find(List<String> texts, Pattern pattern) {
        for (int i = 0; i < texts.size(); i++) {
            if (pattern.matcher(texts.get(i)).find()) {
                return (double) i;
            }
        }
        return null;
    }

    private static @Nullable Object zip(List<String> left, @Nullable List<String> right, String delimiter) {
        if (right == null) {
            return null;
        }
        List<String> zipped = new ArrayList<>();
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            zipped.add(left.get(i) + delimiter + right.get(i));
        }
        return zipped;
    }

    private static @Nullable Object extreme(List<Object> values, boolean greatest) {
        List<String> texts = values.stream()
                .flatMap(value -> textsOf(value) == null ? null : textsOf(value).stream())
                .sorted((a, b) -> {
                    // Numbers are less than texts.
                    Double x = ReferenceText.number(a);
                    Double y = ReferenceText.number(b);
                    return x != null && y != null ? x.compareTo(y) : x != null ? -1 : y != null ? 1 : a.compareTo(b);
                })
                .toList();
        if (texts.isEmpty()) {
            return null;
        }
        String extreme = texts.get(greatest ? texts.size() - 1 : 0);
        Double number = ReferenceText.number(extreme);
        return number == null ? List.of(extreme) : number;
    }
}
