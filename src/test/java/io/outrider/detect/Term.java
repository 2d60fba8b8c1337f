package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a column is, in terms of the fields of events. */
sealed interface Term {

    /** What it is made of. */
    default Collection<Term> parts() {
        return List.of();
    }

    /** The fields of events on which it depends. */
    default void addSources(Set<Source> sources) {
        parts().forEach(part -> part.addSources(sources));
    }

    /** Its value, or {@code null}: where it has none, and where it cannot be said of events one by one. */
    default @Nullable Value value(Function<Source, @Nullable Value> events) {
        return null;
    }

    /** The fields whose values decide upon its own: not those that are only counted. */
    default void addDeciding(Set<Source> sources) {
        addSources(sources);
    }

    default Set<Source> sources() {
        Set<Source> sources = new LinkedHashSet<>();
        addSources(sources);
        return sources;
    }

    /** The aggregations on which it depends. */
    default Set<Aggregated> aggregations() {
        Set<Aggregated> all = new HashSet<>();
        addAggregations(all);
        return all;
    }

    private void addAggregations(Set<Aggregated> all) {
        if (this instanceof Aggregated aggregated) {
            all.add(aggregated);
        }
        parts().forEach(part -> part.addAggregations(all));
    }

    /** A field of the events of one of the rule's searches. */
    record Source(int search, String field) implements Term {
        @Override
        public void addSources(Set<Source> sources) {
            sources.add(this);
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            return events.apply(this);
        }
    }

    record Constant(Value value) implements Term {
        @Override
        public Value value(Function<Source, @Nullable Value> events) {
            return value;
        }
    }

    /** No value. */
    record Nothing() implements Term {}

    /** A value of which nothing is known. */
    record Unknown() implements Term {}

    record Computed(Expression expression, Columns columns, Evaluator evaluator) implements Term {
        Computed(Expression expression, Columns columns) {
            this(expression, columns, ExpressionCompiler.evaluator(expression));
        }

        @Override
        public Collection<Term> parts() {
            Set<String> names = new HashSet<>();
            expression.addFields(names);
            return names.stream().map(columns::term).toList();
        }

        @Override
        public void addDeciding(Set<Source> sources) {
            parts().forEach(part -> part.addDeciding(sources));
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            return evaluator.eval(name -> columns.term(name).value(events), Synthetic.NOON);
        }
    }

    /** What a group of a regular expression finds. @param expanded whether each of what it finds is in a row of its own */
    record Captured(String regex, String group, Term text, boolean expanded) implements Term {
        @Override
        public Collection<Term> parts() {
            return List.of(text);
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            Value value = text.value(events);
            if (value == null || !(Wish.part(regex, group, Wish.ANY, expanded) instanceof Wish.Part part)) {
                return null;
            }
            List<String> found = value.texts().stream()
                    .flatMap(each -> RegexText.parts(part.compiled(), group, each).stream())
                    .toList();
            return found.isEmpty() ? null : Value.of(found);
        }
    }

    /** What stands at a path in JSON text. */
    record InJson(String path, Term text) implements Term {
        @Override
        public Collection<Term> parts() {
            return List.of(text);
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            Value value = text.value(events);
            List<String> found = value == null || !JsonPaths.isJson(value.text())
                    ? List.of()
                    : JsonPaths.at(value.text(), SpathSteps.parse(path));
            return found.isEmpty() ? null : Value.of(found);
        }
    }

    /** A column of the rows of a table that match. */
    record LookedUp(LookupTable table, String column, Map<String, Term> inputs, LookupIndex index) implements Term {
        LookedUp(LookupTable table, String column, Map<String, Term> inputs) {
            this(table, column, inputs, index(table, inputs.keySet()));
        }

        static LookupIndex index(LookupTable table, Collection<String> columns) {
            return new LookupIndex(
                    table, columns.stream().mapToInt(table.columns()::indexOf).toArray());
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            List<String> texts = new ArrayList<>();
            for (Term input : inputs.values()) {
                Value value = input.value(events);
                if (value == null) {
                    return null;
                }
                texts.add(value.text());
            }
            Set<Integer> rows = new TreeSet<>();
            index.find(texts, table.maxMatches(), rows);
            List<String> found = rows.stream()
                    .map(row -> table.rows().get(row).get(table.columns().indexOf(column)))
                    .filter(text -> !text.isEmpty())
                    .toList();
            return !found.isEmpty()
                    ? Value.of(found)
                    : rows.isEmpty() && table.defaultMatch() != null ? Value.of(table.defaultMatch()) : null;
        }

        @Override
        public Collection<Term> parts() {
            return inputs.values();
        }
    }

    /**
     * An aggregation over the rows of a group.
     *
     * @param argument {@code null} for a plain count
     * @param depth of the grouping: 1 for that of the events, 2 for the first one of its rows
     */
    record Aggregated(Grouping.Function function, @Nullable Term argument, int search, int depth) implements Term {
        @Override
        public Collection<Term> parts() {
            return argument == null ? List.of() : List.of(argument);
        }

        @Override
        public void addDeciding(Set<Source> sources) {
            boolean counts = function == Grouping.Function.COUNT || function == Grouping.Function.DISTINCT_COUNT;
            if (argument != null && !counts) {
                argument.addDeciding(sources);
            }
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            return switch (function) {
                // A sum is the value of one event if the others have none.
                case VALUES, LIST, FIRST, LAST, LATEST, EARLIEST, MODE, MIN, MAX, SUM ->
                    argument == null ? null : argument.value(events);
                case COUNT -> {
                    Value count = events.apply(new Source(search, Slot.COUNT));
                    yield count == null ? Value.of(1) : count;
                }
                case DISTINCT_COUNT -> Value.of(0);
                default -> null;
            };
        }
    }

    /** The terms of a lookup's inputs. */
    static Map<String, Term> inputs(Stage.Lookup lookup, Columns columns) {
        Map<String, Term> inputs = new LinkedHashMap<>();
        lookup.inputs().forEach(input -> inputs.put(input.column(), columns.term(input.field())));
        return inputs;
    }
}
