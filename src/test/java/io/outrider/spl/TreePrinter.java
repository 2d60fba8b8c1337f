package io.outrider.spl;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints a pipeline for golden files: one node a line, its place before it, indented by its depth. */
final class TreePrinter {

    private final StringBuilder out = new StringBuilder();
    private int base;

    static String print(Pipeline pipeline) {
        TreePrinter printer = new TreePrinter();
        printer.pipeline(0, pipeline);
        return printer.out.toString();
    }

    private void pipeline(int depth, Pipeline pipeline) {
        int outer = base;
        base += depth;
        pipeline.commands().forEach(this::command);
        base = outer;
    }

    private void command(Command command) {
        Position at = command.position();
        if (command instanceof Command.Tstats tstats) {
            line(0, at, "tstats");
            options(tstats.options());
            tstats.aggregates().forEach(this::aggregate);
            Name model = tstats.model();
            if (model != null) {
                line(1, model.position(), "from " + model.text());
            }
            search(1, tstats.where());
            tstats.by().forEach(this::by);
        } else if (command instanceof Command.Search search) {
            line(0, at, "search");
            search(1, search.expression());
        } else if (command instanceof Command.Where where) {
            line(0, at, "where");
            eval(1, where.condition());
        } else if (command instanceof Command.Rename rename) {
            line(0, at, "rename");
            rename.renamings().forEach(this::renaming);
        } else if (command instanceof Command.Convert convert) {
            line(0, at, "convert");
            options(convert.options());
            convert.conversions()
                    .forEach(one -> line(
                            1,
                            one.function().position(),
                            one.function().text() + "(" + one.field().text() + ")" + as(one.as())));
        } else if (command instanceof Command.Eval eval) {
            line(0, at, "eval");
            for (Command.Assignment one : eval.assignments()) {
                line(1, one.field().position(), one.field().text() + " :=");
                eval(2, one.value());
            }
        } else if (command instanceof Command.Stats stats) {
            line(0, at, stats.kind().name().toLowerCase(Locale.ROOT));
            options(stats.options());
            stats.aggregates().forEach(this::aggregate);
            stats.by().forEach(this::by);
        } else if (command instanceof Command.Fields fields) {
            line(0, at, "fields " + (fields.keep() ? "+" : "-"));
            names(fields.names());
        } else if (command instanceof Command.Table table) {
            line(0, at, "table");
            names(table.names());
        } else if (command instanceof Command.Rex rex) {
            line(0, at, "rex");
            options(rex.options());
            line(1, rex.expression().position(), literal(rex.expression()));
        } else if (command instanceof Command.Regex regex) {
            Name field = regex.field();
            String of = field == null ? "" : field.text() + (regex.negated() ? " != " : " = ");
            line(0, at, "regex " + of + literal(regex.expression()));
        } else if (command instanceof Command.Bin bin) {
            line(0, at, "bin");
            options(bin.options());
            line(1, bin.field().position(), bin.field().text() + as(bin.as()));
        } else if (command instanceof Command.FillNull fill) {
            line(0, at, "fillnull");
            options(fill.options());
            names(fill.fields());
        } else if (command instanceof Command.Spath spath) {
            line(0, at, "spath");
            options(spath.options());
            literal("path ", spath.path());
        } else if (command instanceof Command.MvExpand expand) {
            line(0, at, "mvexpand");
            options(expand.options());
            names(List.of(expand.field()));
        } else if (command instanceof Command.MakeMv make) {
            line(0, at, "makemv");
            options(make.options());
            names(List.of(make.field()));
        } else if (command instanceof Command.ForEach each) {
            line(0, at, "foreach");
            options(each.options());
            names(each.fields());
            pipeline(1, each.template());
        } else if (command instanceof Command.Dedup dedup) {
            line(0, at, "dedup");
            literal("count ", dedup.count());
            options(dedup.options());
            names(dedup.fields());
            dedup.sortBy().forEach(key -> sortKey("sortby ", key));
        } else if (command instanceof Command.Sort sort) {
            line(0, at, "sort");
            literal("limit ", sort.limit());
            sort.keys().forEach(key -> sortKey("", key));
        } else if (command instanceof Command.Head head) {
            line(0, at, head.fromEnd() ? "tail" : "head");
            literal("limit ", head.limit());
            options(head.options());
        } else if (command instanceof Command.Replace replace) {
            line(0, at, "replace");
            replace.replacements()
                    .forEach(one -> line(1, one.from().position(), literal(one.from()) + " with " + literal(one.to())));
            replace.fields().forEach(field -> line(1, field.position(), "in " + field.text()));
        } else if (command instanceof Command.XmlKv xml) {
            Name field = xml.field();
            line(0, at, "xmlkv" + (field == null ? "" : " " + field.text()));
        } else if (command instanceof Command.FromJson json) {
            line(0, at, "fromjson");
            names(List.of(json.field()));
            options(json.options());
        } else if (command instanceof Command.Extract extract) {
            line(0, at, "extract");
            options(extract.options());
        } else if (command instanceof Command.AddTotals totals) {
            line(0, at, "addtotals");
            options(totals.options());
            names(totals.fields());
        } else if (command instanceof Command.Transaction transaction) {
            line(0, at, "transaction");
            names(transaction.fields());
            options(transaction.options());
            filter("startswith", transaction.startsWith());
            filter("endswith", transaction.endsWith());
        } else if (command instanceof Command.Join join) {
            line(0, at, "join");
            options(join.options());
            names(join.fields());
            pipeline(1, join.subsearch());
        } else if (command instanceof Command.Append append) {
            line(0, at, "append");
            options(append.options());
            pipeline(1, append.subsearch());
        } else if (command instanceof Command.AppendCols append) {
            line(0, at, "appendcols");
            options(append.options());
            pipeline(1, append.subsearch());
        } else if (command instanceof Command.AppendPipe append) {
            line(0, at, "appendpipe");
            options(append.options());
            pipeline(1, append.subpipeline());
        } else if (command instanceof Command.Lookup lookup) {
            line(0, at, "lookup " + lookup.table().text());
            options(lookup.options());
            lookup.inputs().forEach(this::renaming);
            lookup.outputs()
                    .forEach(one -> line(
                            1,
                            one.from().position(),
                            (lookup.onlyNew() ? "new " : "out ") + one.from().text() + as(one.to())));
        } else if (command instanceof Command.InputLookup lookup) {
            line(0, at, "inputlookup " + lookup.table().text());
            options(lookup.options());
            search(1, lookup.where());
        } else if (command instanceof Command.From from) {
            line(0, at, "from " + from.kind().text() + " " + from.name().text());
        } else if (command instanceof Command.DataModel model) {
            line(0, at, "datamodel");
            names(model.words());
        } else if (command instanceof Command.OtherCommand other) {
            line(0, at, "other " + other.name() + ": " + other.text());
        }
    }

    private void options(List<Command.Option> options) {
        options.forEach(option -> option(1, option));
    }

    private void names(List<Name> names) {
        names.forEach(name -> line(1, name.position(), name.text()));
    }

    private void renaming(Command.Renaming one) {
        line(1, one.from().position(), one.from().text() + as(one.to()));
    }

    private void literal(String what, @Nullable Literal literal) {
        if (literal != null) {
            line(1, literal.position(), what + literal(literal));
        }
    }

    private void sortKey(String what, Command.SortKey key) {
        Name function = key.function();
        String field = key.field().text();
        String by = function == null ? field : function.text() + "(" + field + ")";
        line(1, key.field().position(), what + (key.descending() ? "-" : "+") + by);
    }

    private void filter(String what, @Nullable SearchExpression filter) {
        if (filter != null) {
            line(1, filter.position(), what);
            search(2, filter);
        }
    }

    private void aggregate(Command.Aggregate aggregate) {
        Name field = aggregate.field();
        EvalExpression expression = aggregate.expression();
        String of = expression != null ? "(eval)" : field == null ? "" : "(" + field.text() + ")";
        line(1, aggregate.function().position(), aggregate.function().text() + of + as(aggregate.as()));
        if (expression != null) {
            eval(2, expression);
        }
    }

    private void by(Command.ByField by) {
        line(1, by.field().position(), "by " + by.field().text());
        by.options().forEach(option -> option(2, option));
    }

    private static String as(@Nullable Name name) {
        return name == null ? "" : " as " + name.text();
    }

    private void option(int depth, Command.Option option) {
        line(depth, option.name().position(), option.name().text() + " := " + literal(option.value()));
    }

    private static String literal(Literal literal) {
        return literal.quoted() ? "\"" + literal.text() + "\"" : literal.text();
    }

    private void search(int depth, @Nullable SearchExpression expression) {
        if (expression == null) {
            return;
        }
        Position at = expression.position();
        if (expression instanceof SearchExpression.And and) {
            line(depth, at, "AND");
            and.operands().forEach(operand -> search(depth + 1, operand));
        } else if (expression instanceof SearchExpression.Or or) {
            line(depth, at, "OR");
            or.operands().forEach(operand -> search(depth + 1, operand));
        } else if (expression instanceof SearchExpression.Not not) {
            line(depth, at, "NOT");
            search(depth + 1, not.operand());
        } else if (expression instanceof SearchExpression.Comparison c) {
            line(depth, at, c.field().text() + " " + c.operator().symbol() + " " + literal(c.value()));
        } else if (expression instanceof SearchExpression.In in) {
            List<String> values = in.values().stream().map(TreePrinter::literal).toList();
            line(depth, at, in.field().text() + " IN " + values);
        } else if (expression instanceof SearchExpression.Term term) {
            line(depth, at, "term " + literal(term.text()));
        } else if (expression instanceof SearchExpression.Subsearch subsearch) {
            line(depth, at, "subsearch");
            pipeline(depth + 1, subsearch.pipeline());
        }
    }

    private void eval(int depth, EvalExpression expression) {
        Position at = expression.position();
        if (expression instanceof EvalExpression.Binary binary) {
            line(depth, at, binary.operator().symbol());
            eval(depth + 1, binary.left());
            eval(depth + 1, binary.right());
        } else if (expression instanceof EvalExpression.Not not) {
            line(depth, at, "NOT");
            eval(depth + 1, not.operand());
        } else if (expression instanceof EvalExpression.Negative negative) {
            line(depth, at, "minus");
            eval(depth + 1, negative.operand());
        } else if (expression instanceof EvalExpression.In in) {
            line(depth, at, "IN");
            eval(depth + 1, in.subject());
            in.values().forEach(value -> eval(depth + 1, value));
        } else if (expression instanceof EvalExpression.Call call) {
            line(depth, at, call.function() + "()");
            call.arguments().forEach(argument -> eval(depth + 1, argument));
        } else if (expression instanceof EvalExpression.Field field) {
            line(depth, at, "field " + field.name());
        } else if (expression instanceof EvalExpression.Text text) {
            line(depth, at, "\"" + text.text() + "\"");
        } else if (expression instanceof EvalExpression.Number number) {
            line(depth, at, String.valueOf(number.number()));
        } else if (expression instanceof EvalExpression.Subsearch subsearch) {
            line(depth, at, "subsearch");
            pipeline(depth + 1, subsearch.pipeline());
        }
    }

    private void line(int depth, Position at, String text) {
        String from = at.macros().isEmpty() ? "" : " `" + String.join(">", at.macros()) + "`";
        out.append("  ".repeat(base + depth))
                .append(at.line() + ":" + at.column() + from + "  " + text)
                .append('\n');
    }
}
