package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the columns of a table are in terms of the events, followed through the stages. */
final class Columns {

    private static final Term NOTHING = new Term.Nothing();
    private static final Term UNKNOWN = new Term.Unknown();

    private final int search;
    private final Map<String, Term> terms;
    /** Whether a column that nothing is known of is a field of the event. */
    private boolean open;
    /** How many groupings have been passed. */
    private int depth;

    private Columns(int search, Map<String, Term> terms, boolean open, int depth) {
        this.search = search;
        this.terms = terms;
        this.open = open;
        this.depth = depth;
    }

    /** Of a search's events. */
    static Columns ofEvents(int search) {
        return new Columns(search, new LinkedHashMap<>(), true, 0);
    }

    Columns copy() {
        return new Columns(search, new LinkedHashMap<>(terms), open, depth);
    }

    int search() {
        return search;
    }

    int depth() {
        return depth;
    }

    Term term(String column) {
        Term term = terms.get(column);
        // Who writes null as a field's name means no value, and no source has a field of that name.
        boolean source = open && !column.equals("null");
        return term != null ? term : source ? new Term.Source(search, column) : NOTHING;
    }

    Set<String> known() {
        return terms.keySet();
    }

    void put(String column, Term term) {
        terms.put(column, term);
    }

    void pass(Stage stage) {
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(this::assign);
        } else if (stage instanceof Stage.ForEach each) {
            forEach(each);
        } else if (stage instanceof Stage.FormatTime format) {
            terms.put(format.as() == null ? format.field() : format.as(), UNKNOWN);
        } else if (stage instanceof Stage.Extract extract) {
            Term text = term(extract.field());
            RegexText.groups(extract.regex())
                    .forEach(group -> terms.put(group, new Term.Captured(extract.regex(), group, text, false)));
        } else if (stage instanceof Stage.ExpandValues expand
                && term(expand.field()) instanceof Term.Captured captured) {
            terms.put(expand.field(), new Term.Captured(captured.regex(), captured.group(), captured.text(), true));
        } else if (stage instanceof Stage.Bin bin) {
            terms.put(bin.as(), term(bin.field()));
        } else if (stage instanceof Stage.Substitute substitute) {
            compute(
                    substitute.field(),
                    Expression.Function.REPLACE,
                    substitute.field(),
                    List.of(substitute.regex(), substitute.replacement()));
        } else if (stage instanceof Stage.FillNull fill) {
            fill.fields().forEach(field -> compute(field, Expression.Function.COALESCE, field, List.of(fill.value())));
        } else if (stage instanceof Stage.Spath spath && spath.path() != null) {
            String output = spath.output() == null ? spath.path() : spath.output();
            terms.put(output, new Term.InJson(spath.path(), term(spath.input())));
        } else if (stage instanceof Stage.AddTotals totals) {
            total(totals);
        } else if (stage instanceof Stage.Lookup lookup) {
            Map<String, Term> inputs = Term.inputs(lookup, this);
            lookup.outputs()
                    .forEach(output ->
                            terms.put(output.field(), new Term.LookedUp(lookup.table(), output.column(), inputs)));
        } else if (stage instanceof Stage.Transaction) {
            terms.put("eventcount", new Term.Aggregated(Grouping.Function.COUNT, null, search, depth));
            terms.put("duration", UNKNOWN);
        } else {
            group(stage);
        }
    }

    private void group(Stage stage) {
        if (stage instanceof Stage.Stats stats) {
            pass(stats.grouping());
        } else if (stage instanceof Stage.EventStats stats) {
            addAggregations(stats.grouping(), copy());
        } else if (stage instanceof Stage.StreamStats stats) {
            addAggregations(stats.grouping(), copy());
        } else if (stage instanceof Stage.Table table) {
            keep(table.names());
        } else if (stage instanceof Stage.Fields fields && fields.keep()) {
            keep(fields.names());
        }
    }

    void pass(Grouping grouping) {
        if (grouping instanceof Grouping.Rows) {
            return;
        }
        Columns before = copy();
        terms.clear();
        grouping.keys()
                .forEach(key -> terms.put(
                        key.column(),
                        grouping.fill() == null
                                ? before.term(key.field())
                                : computed(
                                        Expression.Function.COALESCE, key.field(), List.of(grouping.fill()), before)));
        open = false;
        depth++;
        addAggregations(grouping, before);
    }

    private void addAggregations(Grouping grouping, Columns before) {
        grouping.aggregations().forEach(aggregation -> {
            Expression of = aggregation.argument();
            Term argument = of == null ? null : term(of, before);
            terms.put(aggregation.column(), new Term.Aggregated(aggregation.function(), argument, search, depth));
        });
    }

    private static Term term(Expression expression, Columns columns) {
        if (expression instanceof Expression.Field field) {
            return columns.term(field.name());
        }
        return expression instanceof Expression.Literal literal
                ? new Term.Constant(literal.value())
                : new Term.Computed(expression, columns);
    }

    /** The term of an expression over these columns as they are now. */
    Term term(Expression expression) {
        return term(expression, copy());
    }

    private void assign(Stage.Assignment assignment) {
        terms.put(assignment.field(), term(assignment.value()));
    }

    private void compute(String column, Expression.Function function, String first, List<String> rest) {
        terms.put(column, computed(function, first, rest, copy()));
    }

    private static Term computed(Expression.Function function, String first, List<String> rest, Columns columns) {
        List<Expression> arguments = new ArrayList<>(List.of(new Expression.Field(first)));
        rest.forEach(text -> arguments.add(new Expression.Literal(Value.of(text))));
        return new Term.Computed(new Expression.Call(function, arguments), columns);
    }

    private void total(Stage.AddTotals totals) {
        Expression sum = null;
        for (String name : totals.fields()) {
            Expression field = new Expression.Call(
                    Expression.Function.COALESCE,
                    List.of(new Expression.Field(name), new Expression.Literal(Value.of("0"))));
            sum = sum == null ? field : new Expression.Calculation(sum, Expression.Arithmetic.ADD, field);
        }
        terms.put(totals.as(), sum == null ? UNKNOWN : term(sum));
    }

    private void forEach(Stage.ForEach each) {
        ForEachStage stage = new ForEachStage(each);
        for (String pattern : each.names()) {
            // One field stands for all that match.
            String name = pattern.replace("*", "0");
            stage.assignments(name).forEach(this::assign);
        }
    }

    private void rename(Stage.Renaming renaming) {
        if (renaming.from().contains("*")) {
            for (String name : List.copyOf(terms.keySet())) {
                String target = renaming.target(name);
                if (target != null && !target.equals(name)) {
                    terms.put(target, terms.remove(name));
                }
            }
            return;
        }
        if (!renaming.from().equals(renaming.to())) {
            terms.put(renaming.to(), term(renaming.from()));
            terms.put(renaming.from(), NOTHING);
        }
    }

    private void keep(List<String> names) {
        if (names.stream().anyMatch(name -> name.contains("*"))) {
            return;
        }
        Map<String, Term> kept = new LinkedHashMap<>();
        for (String name : names) {
            if (!(term(name) instanceof Term.Nothing)) {
                kept.put(name, term(name));
            }
        }
        terms.clear();
        terms.putAll(kept);
        open = false;
    }
}
