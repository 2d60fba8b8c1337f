package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;

/** The fields that a condition reads, in the order of their places. A name with a {@code *} stands for several: it is left out. */
final class UsedFields {

    private final List<Name> names = new ArrayList<>();

    private UsedFields() {}

    /** Those of a condition; of a command that only renames, converts or computes none, for they may be absent. */
    static List<Name> of(Command command) {
        if (command instanceof Command.Where where) {
            return of(where.condition());
        }
        return command instanceof Command.Search search && search.expression() != null
                ? of(search.expression())
                : List.of();
    }

    static List<Name> of(SearchExpression expression) {
        UsedFields used = new UsedFields();
        used.add(expression);
        return List.copyOf(used.names);
    }

    static List<Name> of(EvalExpression expression) {
        UsedFields used = new UsedFields();
        used.add(expression);
        return List.copyOf(used.names);
    }

    private void add(SearchExpression expression) {
        if (expression instanceof SearchExpression.And and) {
            and.operands().forEach(this::add);
        } else if (expression instanceof SearchExpression.Or or) {
            or.operands().forEach(this::add);
        } else if (expression instanceof SearchExpression.Not not) {
            add(not.operand());
        } else if (expression instanceof SearchExpression.Comparison comparison) {
            add(comparison.field());
        } else if (expression instanceof SearchExpression.In in) {
            add(in.field());
        }
    }

    private void add(EvalExpression expression) {
        if (expression instanceof EvalExpression.Binary binary) {
            add(binary.left());
            add(binary.right());
        } else if (expression instanceof EvalExpression.Not not) {
            add(not.operand());
        } else if (expression instanceof EvalExpression.Negative negative) {
            add(negative.operand());
        } else if (expression instanceof EvalExpression.In in) {
            add(in.subject());
            in.values().forEach(this::add);
        } else if (expression instanceof EvalExpression.Call call) {
            call.arguments().forEach(this::add);
        } else if (expression instanceof EvalExpression.Field field) {
            add(new Name(field.position(), field.name()));
        }
    }

    private void add(Name name) {
        if (!name.text().contains("*")) {
            names.add(name);
        }
    }
}
