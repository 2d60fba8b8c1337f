package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Pattern;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stages of a tail, and gathers what their filters ask of the fields of an event: a condition that holds for each
 * event in a group that passes, so that the index can look for it. It may hold for others too.
 */
final class KeyConditions {

    /** More would not pay: most values would be among them. */
    private static final int MOST_ROWS = 10_000;

    // By column: the field that it still is.
    private Map<String, String> fields = new LinkedHashMap<>();
    // By column: what a lookup gives it, and when.
    private Map<String, LookedUp> lookedUp = new LinkedHashMap<>();
    private final List<Predicate> needed = new ArrayList<>();
    private final @Nullable Value fill;

    /**
     * A column that a lookup gives.
     *
     * @param found what holds where it finds a row
     * @param otherwise its value where it finds none; {@code null} if it is absent then
     */
    private record LookedUp(Predicate found, @Nullable Value otherwise) {

        /** What holds where a condition on the column is true; {@code null} if that tells nothing. */
        @Nullable
        Predicate where(java.util.function.Predicate<Fields> condition, String column) {
            return otherwise != null && condition.test(name -> name.equals(column) ? otherwise : null) ? null : found;
        }
    }

    KeyConditions(Grouping.By grouping) {
        grouping.keys().forEach(key -> fields.put(key.column(), key.field()));
        fill = grouping.fill() == null ? null : Value.of(grouping.fill());
    }

    /** The condition, unless it holds for what fills an absent field, too: then the event need not have the field. */
    private @Nullable Predicate unlessFilled(Predicate onField) {
        return fill != null && PredicateCompiler.compile(onField).test(name -> fill) ? null : onField;
    }

    Predicate needed() {
        return switch (needed.size()) {
            case 0 -> new Predicate.Always();
            case 1 -> needed.get(0);
            default -> new Predicate.And(needed);
        };
    }

    void rename(Renamer renamer) {
        fields = renamer.rename(fields);
        lookedUp = renamer.rename(lookedUp);
    }

    /** @param isNew whether no stage before wrote a column */
    void compute(Stage.RowWise stage, Set<String> writes, java.util.function.Predicate<String> isNew) {
        Predicate found = stage instanceof Stage.Lookup lookup ? found(lookup) : null;
        for (String column : writes) {
            fields.remove(column);
            lookedUp.remove(column);
            if (found != null && isNew.test(column)) {
                String otherwise = ((Stage.Lookup) stage).table().minMatches() > 0
                        ? ((Stage.Lookup) stage).table().defaultMatch()
                        : null;
                lookedUp.put(column, new LookedUp(found, otherwise == null ? null : Value.of(otherwise)));
            }
        }
    }

    void filter(Stage.RowWise stage) {
        Predicate holds = null;
        if (stage instanceof Stage.Search search) {
            holds = of(search.predicate());
        } else if (stage instanceof Stage.Where where) {
            holds = of(where.condition());
        }
        if (holds != null) {
            needed.add(holds);
        }
    }

    private @Nullable Predicate of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and(and.all().stream().map(this::of).toList());
        }
        if (predicate instanceof Predicate.Or or) {
            return or(or.any().stream().map(this::of).toList());
        }
        if (predicate instanceof Predicate.Matches matches) {
            String field = fields.get(matches.field());
            boolean tells = field != null && !matches.pattern().equals(new Pattern.Wildcard("*"));
            return tells
                    ? unlessFilled(new Predicate.Matches(field, matches.pattern()))
                    : found(matches.field(), predicate);
        }
        if (predicate instanceof Predicate.Differs differs) {
            return found(differs.field(), predicate);
        }
        return predicate instanceof Predicate.Compares compares ? found(compares.field(), predicate) : null;
    }

    private @Nullable Predicate found(String column, Predicate condition) {
        LookedUp from = lookedUp.get(column);
        return from == null ? null : from.where(PredicateCompiler.compile(condition)::test, column);
    }

    private @Nullable Predicate of(Expression condition) {
        if (condition instanceof Expression.And and) {
            return and(nullable(of(and.left()), of(and.right())));
        }
        if (condition instanceof Expression.Or or) {
            return or(nullable(of(or.left()), of(or.right())));
        }
        if (condition instanceof Expression.Comparison comparison) {
            // A comparison with what is absent is not true.
            return and(nullable(found(comparison.left(), condition), found(comparison.right(), condition)));
        }
        return condition instanceof Expression.Call call && call.function() == Expression.Function.ISNOTNULL
                ? found(call.arguments().get(0), condition)
                : null;
    }

    private @Nullable Predicate found(Expression value, Expression condition) {
        if (!(value instanceof Expression.Field field) || !lookedUp.containsKey(field.name())) {
            return null;
        }
        Set<String> reads = new HashSet<>();
        condition.addFields(reads);
        Truth truth = ExpressionCompiler.truth(condition);
        // Another field might make the condition true.
        return reads.size() > 1
                ? null
                : lookedUp.get(field.name()).where(row -> truth.holds(row, Instant.EPOCH), field.name());
    }

    /** What holds where the lookup finds a row; {@code null} if that is not known. */
    private @Nullable Predicate found(Stage.Lookup lookup) {
        LookupTable table = lookup.table();
        if (table.rows().size() > MOST_ROWS) {
            return null;
        }
        List<@Nullable Predicate> inputs = new ArrayList<>();
        for (Stage.LookupField input : lookup.inputs()) {
            String field = fields.get(input.field());
            int column = table.columns().indexOf(input.column());
            Predicate any = field == null
                    ? null
                    : or(table.rows().stream()
                            .map(row -> row.get(column))
                            .distinct()
                            .map(text -> (Predicate) new Predicate.Matches(field, pattern(table, input, text)))
                            .toList());
            inputs.add(any == null ? null : unlessFilled(any));
        }
        return and(inputs);
    }

    private static Pattern pattern(LookupTable table, Stage.LookupField input, String text) {
        boolean range = table.matching().get(input.column()) == LookupTable.Matching.CIDR;
        return range ? new Pattern.Cidr(text) : new Pattern.Wildcard(text);
    }

    private static List<@Nullable Predicate> nullable(@Nullable Predicate one, @Nullable Predicate other) {
        List<@Nullable Predicate> both = new ArrayList<>(2);
        both.add(one);
        both.add(other);
        return both;
    }

    private static @Nullable Predicate and(List<@Nullable Predicate> all) {
        List<Predicate> known = new ArrayList<>();
        for (Predicate one : all) {
            if (one != null) {
                known.add(one);
            }
        }
        if (known.isEmpty()) {
            return null;
        }
        return known.size() == 1 ? known.get(0) : new Predicate.And(known);
    }

    private static @Nullable Predicate or(List<@Nullable Predicate> any) {
        List<Predicate> known = new ArrayList<>();
        for (Predicate one : any) {
            if (one == null) {
                return null;
            }
            known.add(one);
        }
        if (known.isEmpty()) {
            return null;
        }
        return known.size() == 1 ? known.get(0) : new Predicate.Or(known);
    }
}
