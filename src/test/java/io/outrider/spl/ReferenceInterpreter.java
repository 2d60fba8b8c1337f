package io.outrider.spl;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The reference for what a search gives: walks the tree over the events of one window, command by command, as plainly as
 * it can. It shares the lexer and parser with the engine, and the common model's view of an event; nothing else.
 *
 * @throws UnsupportedOperationException where it knows a command or function no better than the engine
 */
final class ReferenceInterpreter {

    private final DataModels models;
    private final ReferenceLookups lookups;
    private final ReferenceEvents events;
    private final ReferenceEval eval;
    /** Whether something came as far as the first command that needs the rows together. */
    private boolean reached;

    /** @param close end of the window that the events are of */
    ReferenceInterpreter(DataModels models, ReferenceLookups lookups, ReferenceEvents events, Instant close) {
        this.models = models;
        this.lookups = lookups;
        this.events = events;
        this.eval = new ReferenceEval(close);
    }

    /**
     * The rows of a search. A window into which nothing came that the search reads has none, even if it ends in a
     * {@code stats} without fields: see {@code docs/design/grouping.md}.
     */
    List<ReferenceRow> rows(Pipeline pipeline) {
        List<ReferenceRow> rows = run(pipeline);
        return reached ? rows : List.of();
    }

    private List<ReferenceRow> run(Pipeline pipeline) {
        Command first = pipeline.commands().get(0);
        List<ReferenceRow> rows = first(first);
        boolean waiting = !(first instanceof Command.InputLookup);
        for (Command command :
                pipeline.commands().subList(1, pipeline.commands().size())) {
            if (waiting && (first instanceof Command.Tstats || needsTable(command))) {
                reached |= !rows.isEmpty();
                waiting = false;
            }
            rows = next(command, rows);
        }
        reached |= waiting && !rows.isEmpty();
        return rows;
    }

    private static boolean needsTable(Command command) {
        return command instanceof Command.Stats
                || command instanceof Command.Dedup
                || command instanceof Command.Sort
                || command instanceof Command.Head
                || command instanceof Command.Join
                || command instanceof Command.Append
                || command instanceof Command.AppendPipe
                || command instanceof Command.Transaction
                || command instanceof Command.FillNull fill && fill.fields().isEmpty();
    }

    private List<ReferenceRow> first(Command command) {
        if (command instanceof Command.Tstats tstats) {
            return tstats(tstats);
        }
        if (command instanceof Command.Search search) {
            return search(search.expression(), events.all());
        }
        if (command instanceof Command.InputLookup lookup) {
            return search(lookup.where(), lookups.table(lookup.table().text()).all());
        }
        if (command instanceof Command.From from) {
            return dataset(from.name().text());
        }
        throw new UnsupportedOperationException("first command " + command);
    }

    // --- where rows come from

    private List<ReferenceRow> dataset(String name) {
        return events.of(models.find(name).orElseThrow(() -> new UnsupportedOperationException("dataset " + name)));
    }

    private List<ReferenceRow> tstats(Command.Tstats tstats) {
        DatasetChoice choice = DatasetChoice.of(tstats, new Context(models, LookupSource.none(), new Problems()));
        Dataset dataset = choice.dataset();
        if (dataset == null) {
            throw new UnsupportedOperationException("dataset " + tstats.model());
        }
        UnaryOperator<String> names = name -> {
            String prefix = dataset.name() + '.';
            String local =
                    name.regionMatches(true, 0, prefix, 0, prefix.length()) ? name.substring(prefix.length()) : name;
            return dataset.fields().stream()
                    .filter(field -> field.equalsIgnoreCase(local))
                    .findFirst()
                    .orElse(local);
        };
        String fill = option(tstats.options(), "fillnull_value").orElse(null);
        ReferenceCondition condition = new ReferenceCondition(names, new Memo()::rows);
        List<ReferenceRow> rows = new ArrayList<>();
        for (ReferenceRow row : events.of(dataset)) {
            if (condition.holds(choice.where(), row)) {
                rows.add(row);
            }
        }
        return stats(rows, tstats.aggregates(), tstats.by(), names, dataset, fill);
    }

    private List<ReferenceRow> stats(
            List<ReferenceRow> rows,
            List<Command.Aggregate> aggregates,
            List<Command.ByField> by,
            UnaryOperator<String> names,
            @Nullable Dataset dataset,
            @Nullable String fill) {
        List<String> fields = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (Command.ByField field : by) {
            String name = names.apply(field.field().text());
            if (fields.contains(name)) {
                continue;
            }
            fields.add(name);
            columns.add(dataset == null || name.startsWith("_") ? name : dataset.name() + '.' + name);
            if (dataset != null && name.equals("_time")) {
                // The span may stand behind any of the fields; tstats without one begins with seconds.
                String span = by.stream()
                        .flatMap(one -> option(one.options(), "span").stream())
                        .findFirst()
                        .orElse("1s");
                // The bin is what is grouped by; min(_time) and its like see the time itself.
                String bin = "bin of " + name;
                rows = rows.stream()
                        .map(row -> ReferenceRows.bin(row.copy(), name, bin, span))
                        .toList();
                fields.set(fields.size() - 1, bin);
            }
        }
        ReferenceAggregate aggregate = new ReferenceAggregate(eval, names);
        List<ReferenceRow> result = new ArrayList<>();
        Map<List<String>, List<ReferenceRow>> groups = ReferenceAggregate.groups(rows, fields, fill);
        if (fields.isEmpty() && groups.isEmpty() && dataset == null) {
            groups.put(List.of(), List.of());
        }
        List<List<String>> keys = new ArrayList<>(groups.keySet());
        keys.sort(ReferenceInterpreter::compare);
        for (List<String> key : keys) {
            Map<String, List<String>> row = new LinkedHashMap<>();
            for (int i = 0; i < key.size(); i++) {
                row.put(columns.get(i), List.of(key.get(i)));
            }
            aggregates.forEach(one -> aggregate.addTo(row, one, groups.get(key)));
            result.add(ReferenceRow.of(row));
        }
        return result;
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            int sign = a.get(i).compareTo(b.get(i));
            if (sign != 0) {
                return sign;
            }
        }
        return 0;
    }

    static Optional<String> option(List<Command.Option> options, String name) {
        return options.stream()
                .filter(option -> option.name().text().equalsIgnoreCase(name))
                .map(option -> option.value().text())
                .findFirst();
    }

    static boolean isSet(List<Command.Option> options, String name, boolean otherwise) {
        return option(options, name)
                .map(text -> text.toLowerCase(Locale.ROOT).matches("t|true|1"))
                .orElse(otherwise);
    }

    // --- commands over rows

    private List<ReferenceRow> search(@Nullable SearchExpression expression, List<ReferenceRow> rows) {
        ReferenceCondition condition = new ReferenceCondition(UnaryOperator.identity(), new Memo()::rows);
        return rows.stream().filter(row -> condition.holds(expression, row)).toList();
    }

    /** A subsearch is run once. */
    private final class Memo {
        private final Map<Pipeline, List<ReferenceRow>> results = new IdentityHashMap<>();

        List<ReferenceRow> rows(Pipeline pipeline) {
            return results.computeIfAbsent(pipeline, ReferenceInterpreter.this::run);
        }
    }

    private List<ReferenceRow> next(Command command, List<ReferenceRow> rows) {
        if (command instanceof Command.Search search) {
            return search(search.expression(), rows);
        }
        if (command instanceof Command.Where where) {
            return rows.stream()
                    .filter(row -> eval.isTrue(where.condition(), row))
                    .toList();
        }
        if (command instanceof Command.Stats stats) {
            return switch (stats.kind()) {
                case STATS -> stats(rows, stats.aggregates(), stats.by(), UnaryOperator.identity(), null, null);
                case EVENTSTATS -> eventStats(stats, rows);
                case STREAMSTATS -> streamStats(stats, rows);
            };
        }
        if (command instanceof Command.FillNull fill && fill.fields().isEmpty()) {
            List<Command.Option> options = fill.options();
            List<String> everywhere = rows.stream()
                    .flatMap(row -> row.fields().keySet().stream())
                    .distinct()
                    .toList();
            return ReferenceRows.fill(rows, option(options, "value").orElse("0"), everywhere);
        }
        if (command instanceof Command.Dedup dedup) {
            return dedup(dedup, rows);
        }
        if (command instanceof Command.Sort sort) {
            return sort(sort, rows);
        }
        if (command instanceof Command.Head head) {
            int limit = head.limit() == null
                    ? Integer.parseInt(option(head.options(), "limit").orElse("10"))
                    : Integer.parseInt(head.limit().text());
            int from = head.fromEnd() ? Math.max(0, rows.size() - limit) : 0;
            return rows.subList(from, Math.min(rows.size(), from + limit));
        }
        if (command instanceof Command.Join join) {
            return join(join, rows);
        }
        if (command instanceof Command.Append append) {
            return concat(rows, run(append.subsearch()));
        }
        if (command instanceof Command.AppendPipe pipe) {
            List<ReferenceRow> more = rows.stream().map(ReferenceRow::copy).toList();
            for (Command inner : pipe.subpipeline().commands()) {
                more = next(inner, more);
            }
            return concat(rows, more);
        }
        if (command instanceof Command.Lookup lookup) {
            ReferenceTable table = lookups.table(lookup.table().text());
            return rows.stream().map(row -> table.apply(lookup, row.copy())).toList();
        }
        if (command instanceof Command.Transaction transaction) {
            ReferenceCondition condition = new ReferenceCondition(UnaryOperator.identity(), new Memo()::rows);
            return new ReferenceTransaction(transaction, condition::holds).of(rows);
        }
        return new ReferenceRows(eval).apply(command, rows);
    }

    private static List<ReferenceRow> concat(List<ReferenceRow> rows, List<ReferenceRow> more) {
        List<ReferenceRow> both = new ArrayList<>(rows);
        both.addAll(more);
        return both;
    }

    private List<ReferenceRow> eventStats(Command.Stats stats, List<ReferenceRow> rows) {
        List<String> fields = stats.by().stream().map(by -> by.field().text()).toList();
        ReferenceAggregate aggregate = new ReferenceAggregate(eval, UnaryOperator.identity());
        Map<List<String>, List<ReferenceRow>> groups = ReferenceAggregate.groups(rows, fields, null);
        List<ReferenceRow> result = new ArrayList<>();
        for (ReferenceRow row : rows) {
            ReferenceRow copy = row.copy();
            for (List<String> key :
                    ReferenceAggregate.groups(List.of(row), fields, null).keySet()) {
                Map<String, List<String>> columns = new LinkedHashMap<>();
                stats.aggregates().forEach(one -> aggregate.addTo(columns, one, groups.get(key)));
                columns.forEach(copy::put);
            }
            result.add(copy);
        }
        return result;
    }

    private List<ReferenceRow> streamStats(Command.Stats stats, List<ReferenceRow> rows) {
        List<String> fields = stats.by().stream().map(by -> by.field().text()).toList();
        ReferenceAggregate aggregate = new ReferenceAggregate(eval, UnaryOperator.identity());
        boolean current = isSet(stats.options(), "current", true);
        int window = Integer.parseInt(option(stats.options(), "window").orElse("0"));
        Map<List<String>, List<ReferenceRow>> seen = new LinkedHashMap<>();
        List<ReferenceRow> result = new ArrayList<>();
        for (ReferenceRow row : rows) {
            ReferenceRow copy = row.copy();
            for (List<String> key :
                    ReferenceAggregate.groups(List.of(row), fields, null).keySet()) {
                List<ReferenceRow> before = seen.computeIfAbsent(key, k -> new ArrayList<>());
                List<ReferenceRow> counted = new ArrayList<>(before);
                if (current) {
                    counted.add(row);
                }
                if (window > 0 && counted.size() > window) {
                    counted = counted.subList(counted.size() - window, counted.size());
                }
                Map<String, List<String>> columns = new LinkedHashMap<>();
                List<ReferenceRow> over = counted;
                stats.aggregates().forEach(one -> aggregate.addTo(columns, one, over));
                columns.forEach(copy::put);
                before.add(row);
            }
            result.add(copy);
        }
        return result;
    }

    private static List<ReferenceRow> dedup(Command.Dedup dedup, List<ReferenceRow> rows) {
        int most = dedup.count() == null ? 1 : Integer.parseInt(dedup.count().text());
        boolean keepEmpty = isSet(dedup.options(), "keepempty", false);
        if (isSet(dedup.options(), "consecutive", false) || isSet(dedup.options(), "keepevents", false)) {
            throw new UnsupportedOperationException("dedup " + dedup.options());
        }
        Map<List<String>, Integer> seen = new LinkedHashMap<>();
        List<ReferenceRow> result = new ArrayList<>();
        for (ReferenceRow row : rows) {
            List<String> key = new ArrayList<>();
            dedup.fields().forEach(field -> key.add(row.text(field.text())));
            if (key.contains(null)) {
                if (keepEmpty) {
                    result.add(row);
                }
            } else if (seen.merge(key, 1, Integer::sum) <= most) {
                result.add(row);
            }
        }
        return result;
    }

    private static List<ReferenceRow> sort(Command.Sort sort, List<ReferenceRow> rows) {
        Comparator<ReferenceRow> order = (a, b) -> 0;
        for (Command.SortKey key : sort.keys()) {
            if (key.function() != null) {
                throw new UnsupportedOperationException(
                        "sort by " + key.function().text());
            }
            String field = key.field().text();
            Comparator<ReferenceRow> one = (a, b) -> {
                String x = a.text(field);
                String y = b.text(field);
                if (x == null || y == null) {
                    // Rows without the field come last, whatever the direction.
                    return x == null ? y == null ? 0 : 1 : -1;
                }
                int sign = ReferenceText.sorted(x, y);
                return key.descending() ? -sign : sign;
            };
            order = order.thenComparing(one);
        }
        List<ReferenceRow> sorted = new ArrayList<>(rows);
        sorted.sort(order);
        int limit =
                sort.limit() == null ? 10_000 : Integer.parseInt(sort.limit().text());
        return limit == 0 ? sorted : sorted.subList(0, Math.min(limit, sorted.size()));
    }

    private List<ReferenceRow> join(Command.Join join, List<ReferenceRow> rows) {
        String type = option(join.options(), "type").orElse("inner");
        int max = Integer.parseInt(option(join.options(), "max").orElse("1"));
        boolean overwrite = isSet(join.options(), "overwrite", true);
        List<ReferenceRow> others = run(join.subsearch());
        List<String> fields = join.fields().isEmpty() ? common(rows, others) : Name.texts(join.fields());
        List<ReferenceRow> result = new ArrayList<>();
        for (ReferenceRow row : rows) {
            int found = 0;
            for (ReferenceRow other : others) {
                boolean equal = fields.stream()
                        .allMatch(field ->
                                row.get(field) != null && row.get(field).equals(other.get(field)));
                if (equal && (max == 0 || found < max)) {
                    found++;
                    ReferenceRow both = row.copy();
                    other.fields().forEach((field, texts) -> {
                        if (overwrite || both.get(field) == null) {
                            both.put(field, texts);
                        }
                    });
                    result.add(both);
                }
            }
            if (found == 0 && !type.equals("inner")) {
                result.add(row);
            }
        }
        return result;
    }

    /** Fields that rows of both have: what {@code join} compares where it names none. */
    private static List<String> common(List<ReferenceRow> rows, List<ReferenceRow> others) {
        Set<String> fields = new LinkedHashSet<>();
        rows.forEach(row -> fields.addAll(row.fields().keySet()));
        Set<String> also = new LinkedHashSet<>();
        others.forEach(row -> also.addAll(row.fields().keySet()));
        fields.retainAll(also);
        return List.copyOf(fields);
    }
}
