package io.outrider.spl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations of stats and its like, computed anew over the list of a group's rows.
 *
 * @param names the row's name of a field of the search
 */
record ReferenceAggregate(ReferenceEval eval, UnaryOperator<String> names) {

    /** The column and its value; no value gives no column. */
    void addTo(Map<String, List<String>> columns, Command.Aggregate aggregate, List<ReferenceRow> rows) {
        List<String> result = result(aggregate, rows);
        if (result != null && !result.isEmpty()) {
            columns.put(column(aggregate), result);
        }
    }

    static String column(Command.Aggregate aggregate) {
        if (aggregate.as() != null) {
            return aggregate.as().text();
        }
        String function = aggregate.function().text().toLowerCase(Locale.ROOT);
        if (aggregate.expression() != null) {
            throw new UnsupportedOperationException("an aggregated expression without AS");
        }
        return aggregate.field() == null
                ? function
                : function + '(' + aggregate.field().text() + ')';
    }

    private @Nullable List<String> result(Command.Aggregate aggregate, List<ReferenceRow> rows) {
        String function = aggregate.function().text().toLowerCase(Locale.ROOT);
        boolean counting = function.equals("count") || function.equals("c");
        if (counting && aggregate.field() == null && aggregate.expression() == null) {
            return number(rows.size());
        }
        if (counting && aggregate.expression() != null) {
            return number(rows.stream()
                    .filter(row -> eval.isTrue(aggregate.expression(), row))
                    .count());
        }
        List<String> texts = new ArrayList<>();
        List<List<String>> byRow = new ArrayList<>();
        for (ReferenceRow row : rows) {
            List<String> values = aggregate.expression() == null
                    ? row.get(names.apply(aggregate.field().text()))
                    : eval.texts(aggregate.expression(), row);
            if (values != null) {
                texts.addAll(values);
                byRow.add(values);
            }
        }
        List<Double> numbers = texts.stream()
                .map(ReferenceText::number)
                .filter(n -> n != null)
                .sorted()
                .toList();
        return switch (function) {
            case "count", "c" -> number(texts.size());
            case "dc", "distinct_count" -> number(new HashSet<>(texts).size());
            case "values" -> List.copyOf(new TreeSet<>(texts));
            case "list" -> texts.subList(0, Math.min(100, texts.size()));
            // Rows come latest first.
            case "latest", "first" -> byRow.isEmpty() ? null : byRow.get(0);
            case "earliest", "last" -> byRow.isEmpty() ? null : byRow.get(byRow.size() - 1);
            case "min" -> extreme(texts, numbers, false);
            case "max" -> extreme(texts, numbers, true);
            case "sum" -> numbers.isEmpty() ? null : number(sum(numbers).doubleValue());
            case "avg", "mean" ->
                numbers.isEmpty() ? null : number(mean(numbers).doubleValue());
            case "stdev" -> numbers.isEmpty() ? null : number(numbers.size() == 1 ? 0 : Math.sqrt(variance(numbers)));
            case "var" -> numbers.isEmpty() ? null : number(numbers.size() == 1 ? 0 : variance(numbers));
            case "range" -> numbers.isEmpty() ? null : number(Collections.max(numbers) - Collections.min(numbers));
            case "mode" -> mode(texts);
            default -> throw new UnsupportedOperationException("aggregation " + function);
        };
    }

    private static List<String> number(double number) {
        return List.of(ReferenceText.text(number));
    }

    private static BigDecimal sum(List<Double> numbers) {
        return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal mean(List<Double> numbers) {
        return sum(numbers).divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128);
    }

    private static double variance(List<Double> numbers) {
        BigDecimal mean = mean(numbers);
        BigDecimal squares = numbers.stream()
                .map(number -> new BigDecimal(number).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(BigDecimal.valueOf(numbers.size() - 1L), MathContext.DECIMAL128)
                .doubleValue();
    }

    private static @Nullable List<String> extreme(List<String> texts, List<Double> numbers, boolean greatest) {
        if (texts.isEmpty()) {
            return null;
        }
        if (numbers.size() == texts.size()) {
            return number(greatest ? Collections.max(numbers) : Collections.min(numbers));
        }
        return List.of(greatest ? Collections.max(texts) : Collections.min(texts));
    }

    private static @Nullable List<String> mode(List<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> List.of(entry.getKey()))
                .orElse(null);
    }

    /** The rows by the values of fields; a multivalue field puts a row into several groups (decision 17). */
    static Map<List<String>, List<ReferenceRow>> groups(
            List<ReferenceRow> rows, List<String> fields, @Nullable String fill) {
        Map<List<String>, List<ReferenceRow>> groups = new LinkedHashMap<>();
        for (ReferenceRow row : rows) {
            Stream<List<String>> keys = Stream.of(List.of());
            for (String field : fields) {
                List<String> values =
                        row.get(field) != null ? row.get(field) : fill == null ? List.of() : List.of(fill);
                keys = keys.flatMap(key -> values.stream().distinct().map(value -> {
                    List<String> longer = new ArrayList<>(key);
                    longer.add(value);
                    return List.copyOf(longer);
                }));
            }
            keys.forEach(
                    key -> groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row));
        }
        return groups;
    }
}
