package io.outrider.detect;

import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule with everything decided that can be decided before the first event. */
final class CompiledRule {

    private final Rule rule;
    private final List<String> fieldNames;
    private final Condition where;
    private final @Nullable RowStage rowStages;
    private final RowStage tail;
    private final EmissionClass emission;
    private final Aggregations aggregations;
    private final int maxValues;

    CompiledRule(Rule rule, Dataset dataset, int maxValues) {
        this.rule = rule;
        // In an order of their own: a set gives another one in each process.
        this.fieldNames = dataset.fields().stream().sorted().toList();
        this.maxValues = maxValues;
        where = PredicateCompiler.compile(condition(rule));
        rowStages = rule.search().rowStages().isEmpty()
                ? null
                : StageCompiler.compile(rule.search().rowStages());
        aggregations = Aggregations.compile(rule.grouping().aggregations(), maxValues);
        tail = StageCompiler.compile(rule.tail());
        emission = Stability.of(rule);
    }

    Rule rule() {
        return rule;
    }

    String id() {
        return rule.about().id();
    }

    EmissionClass emission() {
        return emission;
    }

    /**
     * The rows that the grouping reads of an event; none if the event does not match.
     *
     * @param fields the event as the rule's dataset gives it
     * @param closes first moment behind the event's window
     */
    List<? extends Fields> match(Event event, Fields fields, Instant closes) {
        return where.test(fields) ? matched(event, fields, closes) : List.of();
    }

    /** The same, of an event of which it is known that the rule's condition holds. */
    List<? extends Fields> matched(Event event, Fields fields, Instant closes) {
        return rowStages == null ? List.of(fields) : rowStages.apply(row(event, fields, closes));
    }

    /** What must hold for an event of the dataset. */
    static Predicate condition(Rule rule) {
        return ((Feed.Dataset) rule.search().feed()).where();
    }

    private ResultRow row(Event event, Fields fields, Instant closes) {
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("_time", Value.of(event.epochSeconds()));
        for (String field : fieldNames) {
            Value value = fields.get(field);
            if (value != null) {
                columns.put(field, value);
            }
        }
        return new ResultRow(columns, Provenance.of(event, closes));
    }

    /**
     * The rows that a matching event belongs to: one, or for multivalue fields one for each combination of values
     * (decision 17), or none where a key field is absent and nothing fills it. A value that a field holds twice is one.
     *
     * <p>The product is cut at the bound for values: a hostile event of a few kilobytes could name a million combinations.
     */
    RowKeys keys(Fields fields) {
        List<Set<String>> values = values(fields);
        if (values.stream().anyMatch(Set::isEmpty)) {
            return new RowKeys(List.of(), false);
        }
        boolean cut = false;
        List<List<String>> keys = List.of(List.of());
        for (Set<String> texts : values) {
            cut |= (long) keys.size() * texts.size() > maxValues;
            keys = product(keys, texts);
        }
        return new RowKeys(keys.stream().map(RowKey::new).toList(), cut);
    }

    /** The values of each key field. */
    private List<Set<String>> values(Fields fields) {
        List<Set<String>> values = new ArrayList<>();
        for (Grouping.Key key : rule.grouping().keys()) {
            Value value = fields.get(key.field());
            values.add(value != null ? new LinkedHashSet<>(value.texts()) : fill());
        }
        return values;
    }

    private Set<String> fill() {
        String fill = rule.grouping().fill();
        return fill == null ? Set.of() : Set.of(fill);
    }

    private List<List<String>> product(List<List<String>> keys, Set<String> texts) {
        List<List<String>> product = new ArrayList<>();
        for (List<String> key : keys) {
            for (String text : texts) {
                if (product.size() == maxValues) {
                    return product;
                }
                List<String> longer = new ArrayList<>(key.size() + 1);
                longer.addAll(key);
                longer.add(text);
                product.add(longer);
            }
        }
        return product;
    }

    RowState newRow(RowKey key) {
        return new RowState(key, rule.grouping(), aggregations);
    }

    /** The row as it leaves the tail, or {@code null} if the tail filters it out. */
    @Nullable
    ResultRow result(RowState state, Instant closes) {
        List<ResultRow> rows = tail.apply(state.result(closes));
        return rows.isEmpty() ? null : rows.get(0);
    }
}
