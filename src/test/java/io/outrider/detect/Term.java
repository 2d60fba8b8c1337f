package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Stage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a column is, in terms of the fields of events. */
sealed interface Term {

    /** The fields of events on which it depends. */
    default void addSources(Set<Source> sources) {}

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
        public void addSources(Set<Source> sources) {
            Set<String> names = new HashSet<>();
            expression.addFields(names);
            names.forEach(name -> columns.term(name).addSources(sources));
        }

        @Override
        public void addDeciding(Set<Source> sources) {
            Set<String> names = new HashSet<>();
            expression.addFields(names);
            names.forEach(name -> columns.term(name).addDeciding(sources));
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            return evaluator.eval(name -> columns.term(name).value(events), Synthetic.NOON);
        }
    }

    /** What a group of a regular expression finds. */
    record Captured(String regex, String group, Term text) implements Term {
        @Override
        public void addSources(Set<Source> sources) {
            text.addSources(sources);
        }

        @Override
        public @Nullable Value value(Function<Source, @Nullable Value> events) {
            Value value = text.value(events);
            if (value == null || !(Wish.part(regex, group, Wish.ANY) instanceof Wish.Part part)) {
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
        public void addSources(Set<Source> sources) {
            text.addSources(sources);
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
    record LookedUp(LookupTable table, String column, Map<String, Term> inputs) implements Term {
        @Override
        public void addSources(Set<Source> sources) {
            inputs.values().forEach(input -> input.addSources(sources));
        }
    }

    /** An aggregation over the rows of a group. @param argument {@code null} for a plain count */
    record Aggregated(Grouping.Function function, @Nullable Term argument, int search) implements Term {
        @Override
        public void addSources(Set<Source> sources) {
            if (argument != null) {
                argument.addSources(sources);
            }
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
