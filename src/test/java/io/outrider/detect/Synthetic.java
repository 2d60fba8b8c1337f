package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Made-up events, rules and settings: nothing in them is of a real system. */
final class Synthetic {

    static final Dataset LOGINS =
            new Dataset("Synthetic", "Logins", Set.of("action", "code", "host", "user"), Map.of());
    static final DataModels MODELS = new DataModels(
            List.of(LOGINS, DataModels.standard().find("Risk.All_Risk").orElseThrow()));
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Predicate ALWAYS = new Predicate.Always();

    private Synthetic() {}

    /** An event of {@link #LOGINS}. Several texts for one field are written with a {@code |} between them. */
    static Event event(Instant time, String... fieldsAndTexts) {
        return eventOf(time, time + " " + String.join(" ", fieldsAndTexts), columns(fieldsAndTexts));
    }

    static Event eventOf(Instant time, String raw, Map<String, Value> cim) {
        return new Event(
                time, raw, Map.of(), cim, Set.of(LOGINS.qualifiedName()), new Origin("synthetic.log", "test", 1, 0, 0));
    }

    static Fields fields(String... fieldsAndTexts) {
        return columns(fieldsAndTexts)::get;
    }

    static ResultRow row(String... fieldsAndTexts) {
        return ResultRow.of(columns(fieldsAndTexts), Provenance.none(NOON.plus(Duration.ofHours(1))));
    }

    static Map<String, Value> columns(String... fieldsAndTexts) {
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < fieldsAndTexts.length; i += 2) {
            columns.put(fieldsAndTexts[i], Value.of(List.of(fieldsAndTexts[i + 1].split("\\|", -1))));
        }
        return columns;
    }

    static Rule rule(String id, Grouping grouping, Stage... tail) {
        return Rule.onDataset(detection(id), LOGINS.qualifiedName(), ALWAYS, List.of(), grouping, List.of(tail));
    }

    static Rule rule(String id, Predicate where, List<Stage.RowWise> rowStages, Grouping grouping, Stage... tail) {
        return Rule.onDataset(detection(id), LOGINS.qualifiedName(), where, rowStages, grouping, List.of(tail));
    }

    static Detection detection(String id) {
        return detection(id, "Synthetic " + id);
    }

    static Detection detection(String id, String name) {
        return new Detection(
                id,
                name,
                1,
                "TTP",
                "production",
                null,
                null,
                "Synthetic",
                null,
                50,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                id + ".yml");
    }

    /** Rows by these fields, each the name of its column too, in which an absent one is the text {@code null}. */
    static Grouping.By by(String fields, Aggregation... aggregations) {
        return grouping(fields, "null", aggregations);
    }

    /** The same, but an event without one of the fields is in no row. */
    static Grouping.By byThoseThatHave(String fields, Aggregation... aggregations) {
        return grouping(fields, null, aggregations);
    }

    private static Grouping.By grouping(String fields, @Nullable String fill, Aggregation... aggregations) {
        List<Key> keys = Arrays.stream(fields.split(" "))
                .filter(field -> !field.isEmpty())
                .map(field -> new Key(field, field))
                .toList();
        return new Grouping.By(keys, List.of(aggregations), fill);
    }

    static Aggregation count() {
        return Aggregation.of(Grouping.Function.COUNT, null, "count");
    }

    static Aggregation aggregation(Grouping.Function function, String field, String column) {
        return Aggregation.of(function, field, column);
    }

    static Predicate matches(String field, String wildcard) {
        return new Predicate.Matches(field, new Predicate.Pattern.Wildcard(wildcard));
    }

    static Predicate differs(String field, String wildcard) {
        return new Predicate.Differs(field, new Predicate.Pattern.Wildcard(wildcard));
    }

    static Expression field(String name) {
        return new Expression.Field(name);
    }

    static Expression text(String literal) {
        return new Expression.Literal(Value.of(literal));
    }

    static Expression number(double literal) {
        return new Expression.Literal(Value.of(literal));
    }

    static Expression compare(Expression left, String symbol, Expression right) {
        for (Expression.Operator operator : Expression.Operator.values()) {
            if (operator.symbol().equals(symbol)) {
                return new Expression.Comparison(left, operator, right);
            }
        }
        throw new IllegalArgumentException("no operator " + symbol);
    }

    static Expression call(Expression.Function function, Expression... arguments) {
        return new Expression.Call(function, List.of(arguments));
    }

    static Stage.RowWise where(Expression condition) {
        return new Stage.Where(condition);
    }

    static Stage.RowWise search(Predicate predicate) {
        return new Stage.Search(predicate);
    }

    static Stage.RowWise rename(String from, String to) {
        return new Stage.Rename(List.of(new Stage.Renaming(from, to)));
    }

    static Stage.RowWise ctime(String field) {
        return new Stage.FormatTime(field, null, "%Y-%m-%dT%H:%M:%S");
    }

    /** Hourly windows, ten minutes of lateness, five of idleness, a day of retention, ten minutes between updates. */
    static GroupingSettings service(boolean firstMatch) {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                250_000,
                firstMatch,
                false);
    }

    /** As {@link #service} at the first match, with room for so many rows. */
    static GroupingSettings rows(int most) {
        GroupingSettings service = service(true);
        return new GroupingSettings(
                service.window(),
                service.offset(),
                service.lateness(),
                service.idleTimeout(),
                service.retention(),
                service.updateInterval(),
                service.maxValues(),
                most,
                true,
                false);
    }

    static GroupingSettings bounded() {
        return bounded(250_000);
    }

    static GroupingSettings bounded(int maxRows) {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                maxRows,
                false,
                true);
    }
}
