package io.outrider.spl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a pipeline for golden files: one node a line, its place before it, indented by its depth. */
final class TreePrinter {

    private final StringBuilder out = new StringBuilder();

    static String print(Pipeline pipeline) {
        TreePrinter printer = new TreePrinter();
        pipeline.commands().forEach(printer::command);
        return printer.out.toString();
    }

    private void command(Command command) {
        if (command instanceof Command.Tstats tstats) {
            line(0, tstats.position(), "tstats");
            tstats.options().forEach(option -> option(1, option));
            for (Command.Aggregate aggregate : tstats.aggregates()) {
                Name field = aggregate.field();
                String of = field == null ? "" : "(" + field.text() + ")";
                line(1, aggregate.function().position(), aggregate.function().text() + of + as(aggregate.as()));
            }
            Name model = tstats.model();
            if (model != null) {
                line(1, model.position(), "from " + model.text());
            }
            SearchExpression where = tstats.where();
            if (where != null) {
                search(1, where);
            }
            for (Command.ByField by : tstats.by()) {
                line(1, by.field().position(), "by " + by.field().text());
                by.options().forEach(option -> option(2, option));
            }
        } else if (command instanceof Command.Search search) {
            line(0, search.position(), "search");
            SearchExpression expression = search.expression();
            if (expression != null) {
                search(1, expression);
            }
        } else if (command instanceof Command.Where where) {
            line(0, where.position(), "where");
            eval(1, where.condition());
        } else if (command instanceof Command.Rename rename) {
            line(0, rename.position(), "rename");
            rename.renamings()
                    .forEach(one -> line(1, one.from().position(), one.from().text() + as(one.to())));
        } else if (command instanceof Command.Convert convert) {
            line(0, convert.position(), "convert");
            convert.options().forEach(option -> option(1, option));
            convert.conversions()
                    .forEach(one -> line(
                            1,
                            one.function().position(),
                            one.function().text() + "(" + one.field().text() + ")" + as(one.as())));
        } else if (command instanceof Command.OtherCommand other) {
            line(0, other.position(), "other " + other.name() + ": " + other.text());
        }
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

    private void search(int depth, SearchExpression expression) {
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
            line(
                    depth,
                    at,
                    "subsearch "
                            + ((Command.OtherCommand)
                                            subsearch.pipeline().commands().get(0))
                                    .text());
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
            line(
                    depth,
                    at,
                    "subsearch "
                            + ((Command.OtherCommand)
                                            subsearch.pipeline().commands().get(0))
                                    .text());
        }
    }

    private void line(int depth, Position at, String text) {
        String from = at.macros().isEmpty() ? "" : " `" + String.join(">", at.macros()) + "`";
        out.append("  ".repeat(depth))
                .append(at.line() + ":" + at.column() + from + "  " + text)
                .append('\n');
    }
}
