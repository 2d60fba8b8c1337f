package io.outrider.spl;

import io.outrider.cim.IpAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of {@code search} and of the {@code where} of {@code tstats}, walked on the tree for each row.
 *
 * @param names the row's name of a field of the search
 * @param subsearch the rows of a subsearch
 */
record ReferenceCondition(UnaryOperator<String> names, Function<Pipeline, List<ReferenceRow>> subsearch) {

    // A word ends where one of the neighbours is no letter or digit.
    private static final String BREAK = "(?:(?<![\\p{L}\\p{N}])|(?![\\p{L}\\p{N}]))";

    boolean holds(@Nullable SearchExpression expression, ReferenceRow row) {
        if (expression == null) {
            return true;
        }
        if (expression instanceof SearchExpression.And and) {
            return and.operands().stream().allMatch(operand -> holds(operand, row));
        }
        if (expression instanceof SearchExpression.Or or) {
            return or.operands().stream().anyMatch(operand -> holds(operand, row));
        }
        if (expression instanceof SearchExpression.Not not) {
            return !holds(not.operand(), row);
        }
        if (expression instanceof SearchExpression.In in) {
            return in.values().stream().anyMatch(value -> equal(row.get(name(in.field())), value.text()));
        }
        if (expression instanceof SearchExpression.Comparison comparison) {
            return holds(comparison, row);
        }
        if (expression instanceof SearchExpression.Term term) {
            return term.text().text().equals("*") || holdsTerm(term.text().text(), row.text("_raw"));
        }
        SearchExpression.Subsearch sub = (SearchExpression.Subsearch) expression;
        return subsearch.apply(sub.pipeline()).stream().anyMatch(other -> matchesAll(other, row));
    }

    /** A row without any field says nothing that could match. */
    private boolean matchesAll(ReferenceRow other, ReferenceRow row) {
        if (other.fields().keySet().stream().allMatch(field -> field.startsWith("_"))) {
            return false;
        }
        return other.fields().entrySet().stream()
                .filter(field -> !field.getKey().startsWith("_"))
                .allMatch(field -> field.getValue().stream()
                        .anyMatch(value -> equal(row.get(names.apply(field.getKey())), value)));
    }

    private String name(Name name) {
        return names.apply(name.text());
    }

    private boolean holds(SearchExpression.Comparison comparison, ReferenceRow row) {
        List<String> values = row.get(name(comparison.field()));
        String literal = comparison.value().text();
        if (values == null) {
            return false;
        }
        return switch (comparison.operator()) {
            case EQUAL -> equal(values, literal);
            case UNEQUAL ->
                ReferenceText.readings(literal).stream()
                        .allMatch(reading -> values.stream().anyMatch(value -> !equalTo(value, reading)));
            case LESS -> values.stream().anyMatch(value -> order(value, literal) < 0);
            case AT_MOST -> values.stream().anyMatch(value -> order(value, literal) <= 0);
            case GREATER -> values.stream().anyMatch(value -> order(value, literal) > 0);
            case AT_LEAST -> values.stream().anyMatch(value -> order(value, literal) >= 0);
        };
    }

    private static boolean equal(@Nullable List<String> values, String literal) {
        return values != null
                && values.stream()
                        .anyMatch(value ->
                                ReferenceText.readings(literal).stream().anyMatch(reading -> equalTo(value, reading)));
    }

    private static boolean equalTo(String value, String literal) {
        return ReferenceText.matches(value, literal) || inRange(value, literal);
    }

    /** 10.0.0.0/8, bit by bit. */
    static boolean inRange(String value, String range) {
        int slash = range.indexOf('/');
        if (slash < 0 || !range.substring(slash + 1).matches("\\d{1,3}")) {
            return false;
        }
        byte[] network = IpAddress.parse(range.substring(0, slash)).orElse(null);
        byte[] address = IpAddress.parse(value).orElse(null);
        int bits = Integer.parseInt(range.substring(slash + 1));
        if (network == null || address == null || network.length != address.length || bits > network.length * 8) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % 8;
            if ((network[i / 8] & mask) != (address[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int order(String value, String literal) {
        Double a = ReferenceText.number(value);
        Double b = ReferenceText.number(literal);
        return a == null || b == null ? value.compareToIgnoreCase(literal) : a.compareTo(b);
    }

    /** A term stands between places where a word may end. */
    private static boolean holdsTerm(String term, @Nullable String raw) {
        if (raw == null) {
            return false;
        }
        return ReferenceText.readings(term).stream().anyMatch(reading -> {
            String[] parts = reading.split("\\*", -1);
            StringBuilder regex = new StringBuilder(BREAK);
            for (int i = 0; i < parts.length; i++) {
                regex.append(i == 0 ? "" : "(?s:.*)").append(Pattern.quote(parts[i]));
            }
            regex.append(BREAK);
            return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(raw)
                    .find();
        });
    }
}
