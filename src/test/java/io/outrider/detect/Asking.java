package io.outrider.detect;

import io.outrider.cim.Calculation;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes goals on the fields of events of wishes for what comes of them. */
final class Asking {

    // Beyond that a table has no row that would do either.
    private static final int ROWS = 400;
    // More kinds of events than that in one search have not been needed.
    private static final int KINDS = 12;
    // Longer texts have not been asked for.
    private static final int LONGEST = 5_000;

    private final Plan plan;
    private final int search;
    private final int kind;
    /** What is aggregated of events of this kind; other aggregations may be of any kind that there is. */
    private final @Nullable Set<Term.Aggregated> own;

    /** @param kind of the events of the search; those of others are of their first kind */
    Asking(Plan plan, int search, int kind) {
        this(plan, search, kind, null);
    }

    private Asking(Plan plan, int search, int kind, @Nullable Set<Term.Aggregated> own) {
        this.plan = plan;
        this.search = search;
        this.kind = kind;
        this.own = own;
    }

    /** Asks rows that these events may have in common with those of other kinds. @param own what is theirs alone */
    private Asking ofRows(Set<Term.Aggregated> own) {
        return new Asking(plan, search, kind, own);
    }

    /** Whether the last of several alternatives is tried first: the first may use up all steps. */
    boolean beginsWithLast() {
        return plan.extent() == Plan.Extent.ROWS;
    }

    private Slot slot(Term.Source source) {
        boolean own = source.search() == search && !plan.isShared(source);
        return new Slot(source.search(), own ? kind : 0, source.field());
    }

    /** @param present whether the term must have a value; otherwise none will do as well */
    Goal ask(Term term, Wish wish, boolean present) {
        if (term instanceof Term.Source source) {
            Calculation calculation = plan.calculation(source);
            if (calculation instanceof Calculation.Length length) {
                return length(new Term.Source(source.search(), length.of()), length, wish);
            }
            Wish own = calculation == null ? wish : new Wish.Calculated(calculation, wish);
            boolean there = present || !mayBeAbsent(calculation, wish);
            return source.field().equals("_time")
                    ? Goal.NONE
                    : Goal.need(slot(source), need -> {
                        need.wish(own);
                        if (there) {
                            need.isThere();
                        }
                    });
        }
        if (term instanceof Term.Constant constant) {
            return constant.value().texts().stream().anyMatch(wish::test) ? Goal.NONE : Goal.NEVER;
        }
        if (term instanceof Term.Nothing) {
            return present ? Goal.NEVER : Goal.NONE;
        }
        if (term instanceof Term.Captured captured) {
            return ask(captured.text(), Wish.part(captured.regex(), captured.group(), wish, captured.expanded()), true);
        }
        if (term instanceof Term.InJson member) {
            return ask(member.text(), new Wish.InJson(member.path(), wish), true);
        }
        if (term instanceof Term.LookedUp lookup) {
            return lookedUp(lookup, wish, present);
        }
        if (term instanceof Term.Aggregated aggregated) {
            return aggregated(aggregated, wish, present);
        }
        return term instanceof Term.Computed computed ? computed(computed, wish, present) : Goal.NONE;
    }

    /** Whether what the data model puts in the place of no value fulfils the wish, if it puts something there. */
    private static boolean mayBeAbsent(@Nullable Calculation calculation, Wish wish) {
        Value filled = calculation == null ? null : calculation.apply(null, Wish.NO_EVENT);
        return filled == null || filled.texts().stream().anyMatch(wish::test);
    }

    /** What the data model counts of another field. */
    private Goal length(Term.Source of, Calculation.Length length, Wish wish) {
        List<String> guesses = wish.candidates().stream()
                .map(Numbers::parse)
                .filter(number -> number != null && number > 0)
                .map(number -> "x".repeat(Math.min(LONGEST, number.intValue())))
                .toList();
        return ask(
                of,
                new Wish.Through(
                        text -> length.apply(
                                null, Synthetic.eventOf(Synthetic.NOON, "", Map.of(of.field(), Value.of(text)))),
                        wish,
                        guesses),
                true);
    }

    Goal absent(Term term) {
        if (term instanceof Term.Source source) {
            return Goal.need(slot(source), FieldNeeds::isAbsent);
        }
        if (term instanceof Term.Constant) {
            return Goal.NEVER;
        }
        if (term instanceof Term.Captured captured) {
            return ask(captured.text(), Wish.finds(captured.regex(), false), false);
        }
        if (term instanceof Term.Aggregated aggregated && aggregated.argument() != null) {
            return absent(aggregated.argument());
        }
        if (term instanceof Term.LookedUp lookup) {
            return Goal.any(lookup.inputs().entrySet().stream()
                    .map(input -> ask(input.getValue(), Wish.inNoRow(lookup.table(), input.getKey()), false))
                    .toList());
        }
        if (term instanceof Term.Computed computed && computed.expression() instanceof Expression.Call call) {
            Columns columns = computed.columns();
            return switch (call.function()) {
                case COALESCE ->
                    Goal.all(call.arguments().stream()
                            .map(argument -> absent(columns.term(argument)))
                            .toList());
                case IF, CASE -> new Choices(columns, this).absent(call);
                case MVFIND ->
                    withValue(
                            columns.term(call.arguments().get(1)),
                            regex -> ask(columns.term(call.arguments().get(0)), Wish.finds(regex.text(), false), true));
                case NULL -> Goal.NONE;
                default ->
                    call.arguments().isEmpty()
                            ? Goal.NEVER
                            : absent(columns.term(call.arguments().get(0)));
            };
        }
        return Goal.NONE;
    }

    /** Whether what the term is depends on how the rows of a whole table are spread. */
    boolean overCrowd(Term term) {
        if (term instanceof Term.Aggregated aggregated) {
            return switch (aggregated.function()) {
                case AVERAGE, STANDARD_DEVIATION, VARIANCE, RANGE, MEDIAN -> true;
                default -> aggregated.argument() != null && overCrowd(aggregated.argument());
            };
        }
        if (term instanceof Term.Computed computed) {
            Set<String> names = new LinkedHashSet<>();
            computed.expression().addFields(names);
            return names.stream().anyMatch(name -> overCrowd(computed.columns().term(name)));
        }
        return false;
    }

    /** Nothing is asked of the value but that there is one. */
    Goal thereInCrowd(Term term) {
        List<Goal> goals = new ArrayList<>();
        for (Term.Aggregated aggregated : aggregates(term)) {
            Term argument = aggregated.argument();
            if (argument != null) {
                goals.add(overCrowd(argument) ? thereInCrowd(argument) : ask(argument, Wish.ANY, true));
            }
        }
        return Goal.all(goals);
    }

    /** Though its fields may differ from event to event, the term has the value that it has by what is needed so far. */
    Goal kept(Term term) {
        return Goal.then(needs -> {
            boolean differs = term.sources().stream().anyMatch(source -> {
                FieldNeeds need = needs.of(slot(source));
                return need != null && need.distinct() > 1;
            });
            Value value = differs ? term.value(source -> valueOf(source, needs)) : null;
            return value == null
                    ? Goal.NONE
                    : ask(term, new Wish.Compared(Expression.Operator.EQUAL, value.text()), true);
        });
    }

    /** The term has the value here that it has in the first kind of events, by what is needed so far. */
    Goal asInFirst(Term term) {
        Asking first = new Asking(plan, search, 0);
        return Goal.then(needs -> {
            Value value = term.value(source -> first.valueOf(source, needs));
            if (value == null) {
                return Goal.NONE;
            }
            Wish same = new Wish.Compared(Expression.Operator.EQUAL, value.text());
            return Goal.all(List.of(first.ask(term, same, true), ask(term, same, true)));
        });
    }

    /** Gives the fields on which a term depends one value, and goes on from what the term then is. */
    Goal withValue(Term term, java.util.function.Function<Value, Goal> next) {
        return withValue(term, Wish.ANY, next);
    }

    private Goal withValue(Term term, Wish wish, java.util.function.Function<Value, Goal> next) {
        Set<Term.Source> sources = term.sources();
        if (sources.isEmpty()) {
            Value value = term.value(source -> null);
            return value == null ? Goal.NEVER : next.apply(value);
        }
        Set<Term.Source> deciding = new LinkedHashSet<>();
        term.addDeciding(deciding);
        Goal pinned = Goal.all(deciding.stream().map(this::pinned).toList());
        Goal rest = Goal.then(needs -> {
            Value value = term.value(source -> valueOf(source, needs));
            return value == null ? Goal.NEVER : next.apply(value);
        });
        return Goal.all(List.of(ask(term, wish, true), pinned, rest));
    }

    private Goal pinned(Term.Source source) {
        return Goal.then(needs -> {
            Value value = valueOf(source, needs);
            boolean one = value != null
                    && value.texts().size() == 1
                    && !source.field().equals("_time");
            return one ? ask(source, new Wish.Compared(Expression.Operator.EQUAL, value.text()), true) : Goal.NONE;
        });
    }

    private @Nullable Value valueOf(Term.Source source, Needs needs) {
        if (source.field().equals("_time")) {
            return Value.of((double) Synthetic.NOON.getEpochSecond());
        }
        FieldNeeds need = needs.of(slot(source));
        return need == null || need.mayBeAbsent()
                ? null
                : need.values(0).map(Value::of).orElse(null);
    }

    /** The value at a place of a multivalue field. @param place -1 for the last */
    Goal place(Term.Source source, int place, Wish wish) {
        return Goal.need(slot(source), need -> need.place(place).wish(wish));
    }

    /** The events of the kind have so many different values of the term. */
    Goal differing(Term term, int values) {
        return Goal.any(term.sources().stream()
                .map(source -> source.field().equals("_time")
                        ? Goal.NONE
                        : Goal.then(needs -> Goal.need(
                                slot(source),
                                need -> need.differs(
                                        values,
                                        text -> term.value(other ->
                                                other.equals(source) ? Value.of(text) : valueOf(other, needs))))))
                .toList());
    }

    private Goal lookedUp(Term.LookedUp lookup, Wish wish, boolean present) {
        List<Goal> ways = new ArrayList<>();
        LookupTable table = lookup.table();
        int column = table.columns().indexOf(lookup.column());
        for (List<String> row : table.rows()) {
            String text = column < 0 ? "" : row.get(column);
            if (!text.isEmpty() && wish.test(text) && ways.size() < ROWS) {
                ways.add(row(lookup, row));
            }
        }
        String otherwise = table.defaultMatch();
        if (otherwise == null ? !present : wish.test(otherwise)) {
            lookup.inputs()
                    .values()
                    .forEach(input ->
                            ways.add(ask(input, new Wish.Compared(Expression.Operator.EQUAL, "made-up"), true)));
        }
        return Goal.any(ways);
    }

    private Goal row(Term.LookedUp lookup, List<String> row) {
        List<Goal> inputs = new ArrayList<>();
        LookupTable table = lookup.table();
        lookup.inputs().forEach((column, input) -> {
            int at = table.columns().indexOf(column);
            LookupTable.Matching matching = table.matching().getOrDefault(column, LookupTable.Matching.EXACT);
            String text = at < 0 ? "" : row.get(at);
            inputs.add(ask(
                    input,
                    switch (matching) {
                        case EXACT -> new Wish.Compared(Expression.Operator.EQUAL, text);
                        case WILDCARD -> Wish.matches(new Predicate.Pattern.Wildcard(text), true);
                        case CIDR -> Wish.matches(new Predicate.Pattern.Cidr(text), true);
                    },
                    true));
        });
        return Goal.all(inputs);
    }

    private Goal aggregated(Term.Aggregated term, Wish wish, boolean present) {
        Term argument = term.argument();
        return switch (term.function()) {
            case COUNT -> count(term, wish);
            case DISTINCT_COUNT -> argument == null ? Goal.NONE : new Distinct(plan, term, argument).asked(wish);
            case VALUES, LIST, FIRST, LAST, LATEST, EARLIEST, MODE, MIN, MAX, SUM, MEDIAN, AVERAGE ->
                argument == null ? Goal.NONE : inSomeKind(term, asking -> asking.ask(argument, wish, present));
            case STANDARD_DEVIATION, VARIANCE, RANGE -> argument == null ? Goal.NONE : ask(argument, Wish.ANY, true);
        };
    }

    private Goal count(Term.Aggregated term, Wish wish) {
        Term argument = term.argument();
        boolean none = wish.test("0");
        if (none && argument != null) {
            return Goal.NONE;
        }
        return inSomeKind(term, asking -> {
            Goal number = Goal.need(new Slot(term.search(), asking.kind, Slot.COUNT), need -> {
                need.wish(wish);
                need.isThere();
            });
            if (argument == null) {
                return number;
            }
            boolean condition =
                    argument instanceof Term.Computed computed && ExpressionCompiler.isCondition(computed.expression());
            Goal counted = condition
                    ? new Goals(((Term.Computed) argument).columns(), asking)
                            .of(((Term.Computed) argument).expression(), true)
                    : asking.ask(argument, Wish.ANY, true);
            return Goal.all(List.of(number, counted));
        });
    }

    /** The wish is fulfilled by the first kind of events, by another that there is, or by one more. */
    private Goal inSomeKind(Term.Aggregated term, java.util.function.Function<Asking, Goal> goal) {
        if (own == null ? kind != 0 : own.contains(term)) {
            return goal.apply(this);
        }
        int of = term.search();
        return Goal.then(needs -> {
            List<Goal> ways = new ArrayList<>();
            if (kind != 0) {
                ways.add(goal.apply(new Asking(plan, search, kind)));
            }
            for (int other = 0; other < needs.kinds(of); other++) {
                boolean rows = other == 0 && plan.extent() == Plan.Extent.ROWS;
                ways.add(goal.apply(new Asking(plan, of, other, rows ? within(term) : null)));
            }
            if ((kind == 0 || own != null) && needs.kinds(of) < KINDS) {
                ways.add(oneMore(plan, term, goal));
            }
            return Goal.any(ways);
        });
    }

    /** What has been aggregated before. */
    private static Set<Term.Aggregated> within(Term.Aggregated term) {
        return term.argument() == null ? Set.of() : term.argument().aggregations();
    }

    /** The goal in events of one more kind, which meet the first in the grouping of the aggregation. */
    static Goal oneMore(Plan plan, Term.Aggregated term, java.util.function.Function<Asking, Goal> goal) {
        return oneMore(
                plan,
                term.search(),
                asking ->
                        Goal.all(List.of(goal.apply(asking), plan.ofRows(term, asking, asking.ofRows(within(term))))));
    }

    /** The goal in events of one more kind. */
    static Goal oneMore(Plan plan, int of, java.util.function.Function<Asking, Goal> goal) {
        return (needs, way) -> {
            Asking asking = new Asking(plan, of, needs.kinds(of));
            return Goal.all(List.of(plan.ofEvents(of, asking), goal.apply(asking)))
                    .pursue(needs.withKind(of), way);
        };
    }

    private Goal computed(Term.Computed term, Wish wish, boolean present) {
        Expression expression = term.expression();
        Columns columns = term.columns();
        if (expression instanceof Expression.Call call) {
            List<Expression> arguments = call.arguments();
            Function function = call.function();
            switch (function) {
                case IF, CASE -> {
                    return Goal.any(
                            List.of(ofLastSource(term, wish), new Choices(columns, this).of(call, wish, present)));
                }
                case COALESCE -> {
                    return new Choices(columns, this).of(call, wish, present);
                }
                case MVFIND, MVINDEX, MVCOUNT -> {
                    Goal goal = new Places(plan, columns, this).of(call, wish);
                    if (goal != null) {
                        return goal;
                    }
                }
                case MVAPPEND -> {
                    return Goal.any(arguments.stream()
                            .map(argument -> ask(columns.term(argument), wish, present))
                            .toList());
                }
                case NULL -> {
                    return present ? Goal.NEVER : Goal.NONE;
                }
                default -> {}
            }
        }
        Set<Term.Source> sources = term.sources();
        if (sources.size() == 1 && aggregates(term).isEmpty()) {
            Term.Source source = sources.iterator().next();
            java.util.function.Function<String, @Nullable Value> way = text -> term.value(any -> Value.of(text));
            return ask(source, new Wish.Through(way, wish, Guesses.of(term, wish)), true);
        }
        if (wish.equals(Wish.ANY)) {
            return Goal.all(expression.operands().stream()
                    .map(operand -> ask(columns.term(operand), Wish.ANY, true))
                    .toList());
        }
        return operands(expression, columns, wish);
    }

    /** Of the fields that the term depends on all but one have values: that one is to be such that the wish is fulfilled. */
    private Goal ofLastSource(Term.Computed term, Wish wish) {
        return Goal.then(needs -> {
            List<Term.Source> free = term.sources().stream()
                    .filter(source -> {
                        FieldNeeds need = needs.of(slot(source));
                        return need == null || !need.isFixed();
                    })
                    .toList();
            if (free.size() != 1 || !aggregates(term).isEmpty()) {
                return Goal.NEVER;
            }
            Term.Source last = free.get(0);
            return ask(
                    last,
                    new Wish.Through(
                            text -> term.value(source -> source.equals(last) ? Value.of(text) : valueOf(source, needs)),
                            wish,
                            Guesses.of(term, wish)),
                    true);
        });
    }

    private static List<Term.Aggregated> aggregates(Term term) {
        if (term instanceof Term.Aggregated aggregated) {
            return List.of(aggregated);
        }
        if (term instanceof Term.Computed computed) {
            Set<String> names = new LinkedHashSet<>();
            computed.expression().addFields(names);
            return names.stream()
                    .flatMap(name -> aggregates(computed.columns().term(name)).stream())
                    .toList();
        }
        return List.of();
    }

    /** One operand has a value of its own choice, and the wish passes through the operation to another. */
    private Goal operands(Expression expression, Columns columns, Wish wish) {
        List<Expression> operands = expression.operands();
        List<Integer> variable = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Term operand = columns.term(operands.get(i));
            if (!operand.sources().isEmpty() || !aggregates(operand).isEmpty()) {
                variable.add(i);
            }
        }
        if (variable.isEmpty()) {
            Value value = new Term.Computed(expression, columns).value(source -> null);
            return value != null && value.texts().stream().anyMatch(wish::test) ? Goal.NONE : Goal.NEVER;
        }
        if (variable.size() == 1) {
            return passed(expression, columns, variable.get(0), wish, Map.of());
        }
        if (variable.size() != 2) {
            return Goal.all(variable.stream()
                    .map(i -> ask(columns.term(operands.get(i)), Wish.ANY, true))
                    .toList());
        }
        int one = variable.get(0);
        int other = variable.get(1);
        boolean reckoned = expression instanceof Expression.Calculation calculation
                && calculation.operator() != Expression.Arithmetic.CONCATENATE;
        Wish own = reckoned ? new Wish.Number() : Wish.ANY;
        return Goal.any(List.of(
                withValue(
                        columns.term(operands.get(other)),
                        own,
                        value -> passed(expression, columns, one, wish, Map.of(other, value))),
                withValue(
                        columns.term(operands.get(one)),
                        own,
                        value -> passed(expression, columns, other, wish, Map.of(one, value)))));
    }

    private Goal passed(Expression expression, Columns columns, int operand, Wish wish, Map<Integer, Value> fixed) {
        Columns above = columns.copy();
        above.put("#operand", new Term.Source(-1, "#operand"));
        Expression changed = Operands.replaced(expression, i -> {
            if (i == operand) {
                return new Expression.Field("#operand");
            }
            return fixed.containsKey(i)
                    ? new Expression.Literal(fixed.get(i))
                    : expression.operands().get(i);
        });
        Term.Computed term = new Term.Computed(changed, above);
        java.util.function.Function<String, @Nullable Value> way = text -> term.value(any -> Value.of(text));
        return ask(
                columns.term(expression.operands().get(operand)),
                new Wish.Through(way, wish, Guesses.of(term, wish)),
                true);
    }
}
