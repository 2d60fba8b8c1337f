package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Pattern;
import io.outrider.rule.Stage;
import java.util.ArrayList;
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
    // By column: what holds where a lookup gives it a value.
    private Map<String, Predicate> lookedUp = new LinkedHashMap<>();
    private final List<Predicate> needed = new ArrayList<>();

    KeyConditions(Grouping.By grouping) {
        // Where something fills an absent field, the event does not have what its group has.
        if (grouping.fill() == null) {
            grouping.keys().forEach(key -> fields.put(key.column(), key.field()));
        }
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
                lookedUp.put(column, found);
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
            return tells ? new Predicate.Matches(field, matches.pattern()) : lookedUp.get(matches.field());
        }
        if (predicate instanceof Predicate.Differs differs) {
            return lookedUp.get(differs.field());
        }
        return predicate instanceof Predicate.Compares compares ? lookedUp.get(compares.field()) : null;
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
            return and(nullable(present(comparison.left()), present(comparison.right())));
        }
        return condition instanceof Expression.Call call && call.function() == Expression.Function.ISNOTNULL
                ? present(call.arguments().get(0))
                : null;
    }

    private @Nullable Predicate present(Expression value) {
        return value instanceof Expression.Field field ? lookedUp.get(field.name()) : null;
    }

    /** What holds where the lookup finds a row; {@code null} if that is not known. */
    private @Nullable Predicate found(Stage.Lookup lookup) {
        LookupTable table = lookup.table();
        if (table.rows().size() > MOST_ROWS || table.minMatches() > 0 && table.defaultMatch() != null) {
            return null;
        }
        List<@Nullable Predicate> inputs = new ArrayList<>();
        for (Stage.LookupField input : lookup.inputs()) {
            String field = fields.get(input.field());
            int column = table.columns().indexOf(input.column());
            inputs.add(
                    field == null
                            ? null
                            : or(table.rows().stream()
                                    .map(row -> row.get(column))
                                    .distinct()
                                    .map(text -> (Predicate) new Predicate.Matches(field, pattern(table, input, text)))
                                    .toList()));
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
