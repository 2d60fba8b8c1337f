package io.outrider.detect;

import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The engine's slow twin: all events are at hand, each window is computed in one go, and nothing is indexed, merged or
 * remembered. It shares the records of {@code rule} and {@code cim} with the engine, and no code.
 */
final class NaiveTstats {

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Rule rule;
    private final Dataset dataset;

    private NaiveTstats(Rule rule, Dataset dataset) {
        this.rule = rule;
        this.dataset = dataset;
    }

    /** What an alert is to say of a row. */
    record Row(
            String detectionId,
            Instant windowStart,
            Instant windowEnd,
            List<Map.Entry<String, Value>> columns,
            long count,
            Instant first,
            Instant last) {}

    static Set<Row> rows(Collection<Event> events, List<Rule> rules, Duration window, Duration offset) {
        Set<Row> rows = new HashSet<>();
        for (Rule rule : rules) {
            NaiveTstats tstats = new NaiveTstats(rule, Synthetic.LOGINS);
            Map<Instant, List<Event>> windows =
                    events.stream().collect(Collectors.groupingBy(event -> start(event.time(), window, offset)));
            windows.forEach((start, inWindow) -> rows.addAll(tstats.window(start, start.plus(window), inWindow)));
        }
        return rows;
    }

    private static Instant start(Instant time, Duration window, Duration offset) {
        BigInteger length = BigInteger.valueOf(window.toNanos());
        BigInteger first = BigInteger.valueOf(offset.toNanos());
        BigInteger nanos = BigInteger.valueOf(time.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(time.getNano()));
        BigInteger number = new BigDecimal(nanos.subtract(first))
                .divide(new BigDecimal(length), 0, RoundingMode.FLOOR)
                .toBigInteger();
        return Instant.EPOCH.plusNanos(number.multiply(length).add(first).longValueExact());
    }

    private record Match(Event event, Map<String, Value> columns) {}

    private List<Row> window(Instant start, Instant end, List<Event> events) {
        Map<List<String>, List<Match>> groups = new LinkedHashMap<>();
        for (Event event : events) {
            Match match = match(event);
            if (match != null) {
                for (List<String> key : keys(match, rule.grouping().keys())) {
                    groups.computeIfAbsent(key, k -> new ArrayList<>()).add(match);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        groups.forEach((key, matches) -> {
            Map<String, Value> columns = stages(rule.tail(), aggregate(key, matches));
            if (columns != null) {
                List<Instant> times = matches.stream()
                        .map(match -> match.event().time())
                        .sorted()
                        .toList();
                rows.add(new Row(
                        rule.about().id(),
                        start,
                        end,
                        List.copyOf(columns.entrySet()),
                        matches.size(),
                        times.get(0),
                        times.get(times.size() - 1)));
            }
        });
        return rows;
    }

    private @Nullable Match match(Event event) {
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("_time", Value.of(event.epochSeconds()));
        for (String field : new TreeSet<>(dataset.fields())) {
            Value value = event.cim().get(field);
            if (value != null) {
                columns.put(field, value);
            }
        }
        if (!event.datasets().contains(((Feed.Dataset) rule.search().feed()).name())
                || !holds(((Feed.Dataset) rule.search().feed()).where(), columns::get)) {
            return null;
        }
        Map<String, Value> staged = stages(rule.search().rowStages(), columns);
        return staged == null ? null : new Match(event, staged);
    }

    private Set<List<String>> keys(Match match, List<Key> keys) {
        if (keys.isEmpty()) {
            return Set.of(List.of());
        }
        Key last = keys.get(keys.size() - 1);
        Value value = match.columns().get(last.field());
        List<String> texts = new ArrayList<>();
        if (value != null) {
            texts.addAll(value.texts());
        } else if (rule.grouping().fill() != null) {
            texts.add(rule.grouping().fill());
        }
        Set<List<String>> product = new LinkedHashSet<>();
        for (List<String> shorter : keys(match, keys.subList(0, keys.size() - 1))) {
            for (String text : texts) {
                List<String> key = new ArrayList<>(shorter);
                key.add(text);
                product.add(key);
            }
        }
        return product;
    }

    private Map<String, Value> aggregate(List<String> key, List<Match> matches) {
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            columns.put(rule.grouping().keys().get(i).column(), Value.of(key.get(i)));
        }
        for (Aggregation aggregation : rule.grouping().aggregations()) {
            Value value = aggregate(aggregation, matches);
            if (value != null) {
                columns.put(aggregation.column(), value);
            }
        }
        return columns;
    }

    private static @Nullable Value aggregate(Aggregation aggregation, List<Match> matches) {
        if (aggregation.field() == null) {
            return Value.of(matches.size());
        }
        List<Match> having = matches.stream()
                .filter(match -> match.columns().containsKey(aggregation.field()))
                .sorted(Comparator.comparing((Match match) -> match.event().time())
                        .thenComparing(match -> fnv(match.event().raw())))
                .toList();
        List<String> texts = having.stream()
                .flatMap(match -> match.columns().get(aggregation.field()).texts().stream())
                .toList();
        Set<String> distinct = new TreeSet<>(texts);
        return switch (aggregation.function()) {
            case COUNT -> Value.of(texts.size());
            case DISTINCT_COUNT -> Value.of(distinct.size());
            case VALUES -> distinct.isEmpty() ? null : Value.of(List.copyOf(distinct));
            case MIN -> extreme(texts, 0);
            case MAX -> extreme(texts, texts.size() - 1);
            case EARLIEST -> having.isEmpty() ? null : having.get(0).columns().get(aggregation.field());
            case LATEST ->
                having.isEmpty()
                        ? null
                        : having.get(having.size() - 1).columns().get(aggregation.field());
            default -> throw new IllegalArgumentException("not in tstats of this test: " + aggregation.function());
        };
    }

    private static @Nullable Value extreme(List<String> texts, int position) {
        if (texts.isEmpty()) {
            return null;
        }
        return texts.stream().allMatch(NaiveTstats::isNumber)
                ? Value.of(texts.stream()
                        .map(BigDecimal::new)
                        .sorted()
                        .toList()
                        .get(position)
                        .doubleValue())
                : Value.of(texts.stream().sorted().toList().get(position));
    }

    /** 64-bit FNV-1a over UTF-16 code units, as a signed number. */
    private static long fnv(String raw) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(64);
        BigInteger hash = new BigInteger("14695981039346656037");
        for (char c : raw.toCharArray()) {
            hash = hash.xor(BigInteger.valueOf(c))
                    .multiply(new BigInteger("1099511628211"))
                    .mod(modulus);
        }
        return hash.longValue();
    }

    private static @Nullable Map<String, Value> stages(List<? extends Stage> stages, Map<String, Value> columns) {
        Map<String, Value> current = columns;
        for (Stage stage : stages) {
            Map<String, Value> row = new LinkedHashMap<>(current);
            if (stage instanceof Stage.Search search) {
                if (!holds(search.predicate(), row::get)) {
                    return null;
                }
            } else if (stage instanceof Stage.Where where) {
                if (!truth(where.condition(), row::get).orElse(false)) {
                    return null;
                }
            } else if (stage instanceof Stage.Rename rename) {
                for (Stage.Renaming renaming : rename.renamings()) {
                    row = renamed(row, renaming);
                }
            } else if (stage instanceof Stage.FormatTime format) {
                formatTime(row, format);
            }
            current = row;
        }
        return current;
    }

    private static Map<String, Value> renamed(Map<String, Value> row, Stage.Renaming renaming) {
        if (renaming.from().contains("*")) {
            throw new UnsupportedOperationException("the twin has no wildcards in a renaming");
        }
        Map<String, Value> renamed = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            if (column.equals(renaming.from())) {
                renamed.put(renaming.to(), value);
            } else if (!column.equals(renaming.to())) {
                renamed.put(column, value);
            }
        });
        return renamed;
    }

    private static void formatTime(Map<String, Value> row, Stage.FormatTime format) {
        if (!format.format().equals("%Y-%m-%dT%H:%M:%S")) {
            throw new UnsupportedOperationException("the twin has one format only");
        }
        Value value = row.get(format.field());
        if (value != null && isNumber(value.text())) {
            BigDecimal seconds = new BigDecimal(value.text()).setScale(0, RoundingMode.FLOOR);
            row.put(
                    format.as() == null ? format.field() : format.as(),
                    Value.of(CTIME.format(Instant.ofEpochSecond(seconds.longValueExact()))));
        }
    }

    private static boolean holds(Predicate predicate, Fields fields) {
        if (predicate instanceof Predicate.And and) {
            return and.all().stream().allMatch(part -> holds(part, fields));
        }
        if (predicate instanceof Predicate.Or or) {
            return or.any().stream().anyMatch(part -> holds(part, fields));
        }
        if (predicate instanceof Predicate.Not not) {
            return !holds(not.negated(), fields);
        }
        if (predicate instanceof Predicate.Matches matches) {
            Pattern regex = regex((Predicate.Pattern.Wildcard) matches.pattern());
            return texts(fields, matches.field()).stream()
                    .anyMatch(text -> regex.matcher(text).matches());
        }
        if (predicate instanceof Predicate.Differs differs) {
            Pattern regex = regex((Predicate.Pattern.Wildcard) differs.pattern());
            return texts(fields, differs.field()).stream()
                    .anyMatch(text -> !regex.matcher(text).matches());
        }
        if (predicate instanceof Predicate.Compares compares) {
            return texts(fields, compares.field()).stream().anyMatch(text -> {
                int sign = isNumber(text) && isNumber(compares.bound())
                        ? new BigDecimal(text).compareTo(new BigDecimal(compares.bound()))
                        : String.CASE_INSENSITIVE_ORDER.compare(text, compares.bound());
                return compares.order().holds(sign);
            });
        }
        return true;
    }

    /** The slow twin of {@link Wildcard}. */
    static Pattern regex(Predicate.Pattern.Wildcard wildcard) {
        StringBuilder regex = new StringBuilder();
        for (char c : wildcard.text().toCharArray()) {
            regex.append(c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    private static Optional<Boolean> truth(Expression expression, Fields fields) {
        if (expression instanceof Expression.Not not) {
            return truth(not.negated(), fields).map(truth -> !truth);
        }
        if (expression instanceof Expression.And and) {
            return and(truth(and.left(), fields), truth(and.right(), fields));
        }
        if (expression instanceof Expression.Or or) {
            return and(
                            truth(or.left(), fields).map(t -> !t),
                            truth(or.right(), fields).map(t -> !t))
                    .map(t -> !t);
        }
        if (expression instanceof Expression.Comparison comparison) {
            List<String> left = operand(comparison.left(), fields);
            List<String> right = operand(comparison.right(), fields);
            return left.isEmpty() || right.isEmpty()
                    ? Optional.empty()
                    : Optional.of(left.stream()
                            .anyMatch(a -> right.stream()
                                    .anyMatch(b -> comparison.operator().holds(compare(a, b)))));
        }
        if (expression instanceof Expression.Call call && call.function() == Expression.Function.ISNOTNULL) {
            return Optional.of(!operand(call.arguments().get(0), fields).isEmpty());
        }
        throw new UnsupportedOperationException("the twin has no " + expression);
    }

    private static Optional<Boolean> and(Optional<Boolean> left, Optional<Boolean> right) {
        if (left.equals(Optional.of(false)) || right.equals(Optional.of(false))) {
            return Optional.of(false);
        }
        return left.isEmpty() || right.isEmpty() ? Optional.empty() : Optional.of(true);
    }

    private static List<String> operand(Expression operand, Fields fields) {
        return operand instanceof Expression.Literal literal
                ? literal.value().texts()
                : texts(fields, ((Expression.Field) operand).name());
    }

    private static int compare(String a, String b) {
        return isNumber(a) && isNumber(b) ? new BigDecimal(a).compareTo(new BigDecimal(b)) : a.compareTo(b);
    }

    private static List<String> texts(Fields fields, String field) {
        Value value = fields.get(field);
        return value == null ? List.of() : value.texts();
    }

    private static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }
}
