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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stages of a tail, and gathers what their filters ask of the fields of an event: a condition that holds for each
 * event in a group that passes, so that the index can look for it. It may hold for others too; where nothing can be told it is
 * {@code Always}.
 */
final class KeyConditions {

    /** More would not pay: most values would be among them. */
    private static final int MOST_ROWS = 10_000;

    private static final Predicate ALWAYS = new Predicate.Always();

    // By column: the field that it still is.
    private Map<String, String> fields = new LinkedHashMap<>();
    // By column: what a lookup gives it, and when.
    private Map<String, LookedUp> lookedUp = new LinkedHashMap<>();
    private final List<Predicate> needed = new ArrayList<>();
    private final @Nullable Value fill;

    KeyConditions(Grouping.By grouping) {
        grouping.keys().forEach(key -> fields.put(key.column(), key.field()));
        fill = value(grouping.fill());
    }

    /**
     * A column that a lookup gives.
     *
     * @param found what holds where it finds a row
     * @param otherwise its value where it finds none; {@code null} if it is absent then
     */
    private record LookedUp(Predicate found, @Nullable Value otherwise) {

        /** What holds where a condition on the column is true. */
        Predicate where(java.util.function.Predicate<Fields> condition, String column) {
            boolean ofDefault = otherwise != null && condition.test(name -> name.equals(column) ? otherwise : null);
            return ofDefault ? ALWAYS : found;
        }
    }

    private static @Nullable Value value(@Nullable String text) {
        return text == null ? null : Value.of(text);
    }

    Predicate needed() {
        return and(needed.stream());
    }

    void rename(Renamer renamer) {
        fields = renamer.rename(fields);
        lookedUp = renamer.rename(lookedUp);
    }

    /** @param isNew whether no stage before wrote a column */
    void compute(Stage.RowWise stage, Set<String> writes, java.util.function.Predicate<String> isNew) {
        LookedUp given = stage instanceof Stage.Lookup lookup ? given(lookup) : null;
        for (String column : writes) {
            fields.remove(column);
            lookedUp.remove(column);
            if (given != null && isNew.test(column)) {
                lookedUp.put(column, given);
            }
        }
    }

    void filter(Stage.RowWise stage) {
        if (stage instanceof Stage.Search search) {
            needed.add(of(search.predicate()));
        } else if (stage instanceof Stage.Where where) {
            needed.add(of(where.condition()));
        } else if (stage instanceof Stage.Regex regex && !regex.negated()) {
            needed.add(onField(regex.field(), NeededPattern.ofRegex(regex.regex())));
        }
    }

    private Predicate onField(String column, @Nullable Pattern pattern) {
        String field = fields.get(column);
        return field == null || pattern == null ? ALWAYS : unlessFilled(new Predicate.Matches(field, pattern));
    }

    private Predicate of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and(and.all().stream().map(this::of));
        }
        if (predicate instanceof Predicate.Or or) {
            return or(or.any().stream().map(this::of));
        }
        if (predicate instanceof Predicate.Matches matches) {
            boolean tells =
                    fields.containsKey(matches.field()) && !matches.pattern().equals(new Pattern.Wildcard("*"));
            return tells ? onField(matches.field(), matches.pattern()) : found(matches.field(), predicate);
        }
        if (predicate instanceof Predicate.Differs differs) {
            return found(differs.field(), predicate);
        }
        return predicate instanceof Predicate.Compares compares ? found(compares.field(), predicate) : ALWAYS;
    }

    /** The condition, unless it holds for what fills an absent field, too: then the event need not have the field. */
    private Predicate unlessFilled(Predicate onField) {
        return fill != null && PredicateCompiler.compile(onField).test(name -> fill) ? ALWAYS : onField;
    }

    private Predicate found(String column, Predicate condition) {
        LookedUp from = lookedUp.get(column);
        return from == null ? ALWAYS : from.where(PredicateCompiler.compile(condition)::test, column);
    }

    private Predicate of(Expression condition) {
        if (condition instanceof Expression.And and) {
            return and(Stream.of(of(and.left()), of(and.right())));
        }
        if (condition instanceof Expression.Or or) {
            return or(Stream.of(of(or.left()), of(or.right())));
        }
        boolean asksForPresence = condition instanceof Expression.Comparison
                || condition instanceof Expression.Call call && call.function() == Expression.Function.ISNOTNULL;
        List<Expression> operands = condition.operands();
        if (!operands.isEmpty()
                && operands.get(0) instanceof Expression.Field field
                && fields.containsKey(field.name())) {
            return onField(field.name(), NeededPattern.of(condition));
        }
        // A comparison with what is absent is not true.
        return asksForPresence ? and(condition.operands().stream().map(operand -> found(operand, condition))) : ALWAYS;
    }

    private Predicate found(Expression operand, Expression condition) {
        LookedUp from = operand instanceof Expression.Field field ? lookedUp.get(field.name()) : null;
        Set<String> reads = new TreeSet<>();
        condition.addFields(reads);
        // Another field might make the condition true.
        if (from == null || reads.size() > 1) {
            return ALWAYS;
        }
        Truth truth = ExpressionCompiler.truth(condition);
        return from.where(row -> truth.holds(row, Instant.EPOCH), ((Expression.Field) operand).name());
    }

    private LookedUp given(Stage.Lookup lookup) {
        LookupTable table = lookup.table();
        return new LookedUp(found(lookup), table.minMatches() > 0 ? value(table.defaultMatch()) : null);
    }

    /** What holds where the lookup finds a row. */
    private Predicate found(Stage.Lookup lookup) {
        LookupTable table = lookup.table();
        if (table.rows().isEmpty() || table.rows().size() > MOST_ROWS) {
            return ALWAYS;
        }
        return and(lookup.inputs().stream().map(input -> inTable(table, input)));
    }

    private Predicate inTable(LookupTable table, Stage.LookupField input) {
        String field = fields.get(input.field());
        if (field == null) {
            return ALWAYS;
        }
        int column = table.columns().indexOf(input.column());
        boolean ranges = table.matching().get(input.column()) == LookupTable.Matching.CIDR;
        return unlessFilled(or(table.rows().stream()
                .map(row -> row.get(column))
                .distinct()
                .map(text ->
                        new Predicate.Matches(field, ranges ? new Pattern.Cidr(text) : new Pattern.Wildcard(text)))));
    }

    private static Predicate and(Stream<Predicate> all) {
        List<Predicate> telling =
                all.filter(one -> !(one instanceof Predicate.Always)).toList();
        return switch (telling.size()) {
            case 0 -> ALWAYS;
            case 1 -> telling.get(0);
            default -> new Predicate.And(telling);
        };
    }

    /** @param any one or more */
    private static Predicate or(Stream<? extends Predicate> any) {
        List<Predicate> either = any.map(one -> (Predicate) one).toList();
        if (either.stream().anyMatch(one -> one instanceof Predicate.Always)) {
            return ALWAYS;
        }
        return either.size() == 1 ? either.get(0) : new Predicate.Or(either);
    }
}
