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
        List<Double> times = new ArrayList<>();
        for (ReferenceRow row : rows) {
            List<String> values = aggregate.expression() == null
                    ? row.get(names.apply(aggregate.field().text()))
                    : eval.texts(aggregate.expression(), row);
            if (values != null) {
                texts.addAll(values);
                byRow.add(values);
                times.add(ReferenceText.number(row.text("_time")));
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
            case "first" -> byRow.isEmpty() ? null : byRow.get(0);
            case "last" -> byRow.isEmpty() ? null : byRow.get(byRow.size() - 1);
            case "latest" -> chronological(byRow, times, true);
            case "earliest" -> chronological(byRow, times, false);
            case "min" -> extreme(texts, numbers, false);
            case "max" -> extreme(texts, numbers, true);
            case "sum" -> numbers.isEmpty() ? null : number(sum(numbers).doubleValue());
            case "avg", "mean" ->
                numbers.isEmpty() ? null : number(mean(numbers).doubleValue());
            case "stdev" ->
                numbers.isEmpty()
                        ? null
                        : number(variance(numbers).sqrt(MathContext.DECIMAL128).doubleValue());
            case "var" -> numbers.isEmpty() ? null : number(variance(numbers).doubleValue());
            case "range" -> numbers.isEmpty() ? null : number(Collections.max(numbers) - Collections.min(numbers));
            case "median" -> numbers.isEmpty() ? null : number(median(numbers));
            case "mode" -> mode(texts);
            default -> throw new UnsupportedOperationException("aggregation " + function);
        };
    }

    /**
     * After Splunk Enterprise 9.4, Search Reference, "Time functions": by {@code _time}, whatever the order of rows. Of those at
     * one time the first is the latest and the last the earliest, as decision 7 orders events. Rows without a time are none.
     */
    private static @Nullable List<String> chronological(List<List<String>> byRow, List<Double> times, boolean latest) {
        int best = -1;
        for (int i = 0; i < byRow.size(); i++) {
            if (times.get(i) == null) {
                continue;
            }
            if (best < 0 || (latest ? times.get(i) > times.get(best) : times.get(i) <= times.get(best))) {
                best = i;
            }
        }
        return best < 0 ? null : byRow.get(best);
    }

    private static List<String> number(double number) {
        return List.of(ReferenceText.text(number));
    }

    /** Of the shortest decimals that mean the numbers: 0.1 and 0.2 are 0.3. */
    private static BigDecimal sum(List<Double> numbers) {
        return numbers.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal mean(List<Double> numbers) {
        return sum(numbers).divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128);
    }

    /** Of a sample; that of one value is 0. */
    private static BigDecimal variance(List<Double> numbers) {
        if (numbers.size() == 1) {
            return BigDecimal.ZERO;
        }
        BigDecimal n = BigDecimal.valueOf(numbers.size());
        BigDecimal sum = sum(numbers);
        BigDecimal squares = numbers.stream()
                .map(number -> BigDecimal.valueOf(number).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return n.multiply(squares)
                .subtract(sum.multiply(sum))
                .divide(n.multiply(n.subtract(BigDecimal.ONE)), MathContext.DECIMAL128);
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

    /** The one in the middle; of an even number the mean of the two. */
    private static double median(List<Double> sorted) {
        double upper = sorted.get(sorted.size() / 2);
        return sorted.size() % 2 == 1 ? upper : (sorted.get(sorted.size() / 2 - 1) + upper) / 2;
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
