package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Stage;
import io.outrider.rule.Stage.Assignment;
import io.outrider.rule.StarPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code foreach} over fields (Splunk Enterprise 9, Search Reference): the template is compiled for each name of a field that
 * matches, once for as many names as rules usually meet.
 */
final class ForEachStage implements RowStage {

    // Names come from events, so their number has no bound: beyond as many as the widest source has, each row compiles
    // anew.
    private static final int MOST_KEPT = 1_000;

    private final List<StarPattern> patterns;
    private final List<Assignment> template;
    private final Map<String, RowStage> compiled = new ConcurrentHashMap<>();

    ForEachStage(Stage.ForEach stage) {
        patterns = stage.names().stream().map(StarPattern::compile).toList();
        template = stage.template();
    }

    @Override
    public void apply(ResultRow row, java.util.function.Consumer<ResultRow> next) {
        ResultRow[] current = {row};
        for (String name : row.columns().keySet()) {
            RowStage stage = stage(name);
            if (stage != null) {
                stage.apply(current[0], changed -> current[0] = changed);
            }
        }
        next.accept(current[0]);
    }

    private @Nullable RowStage stage(String name) {
        RowStage known = compiled.get(name);
        if (known != null) {
            return known;
        }
        List<Assignment> assignments = assignments(name);
        if (assignments.isEmpty()) {
            return null;
        }
        RowStage stage = FieldStages.eval(assignments);
        if (compiled.size() < MOST_KEPT) {
            compiled.put(name, stage);
        }
        return stage;
    }

    /** The template for a field of this name; empty if it is none of those that are meant. */
    List<Assignment> assignments(String name) {
        for (StarPattern pattern : patterns) {
            List<String> stars = pattern.stars(name);
            if (stars != null) {
                return filled(name, String.join("", stars));
            }
        }
        return List.of();
    }

    private List<Assignment> filled(String field, String star) {
        List<Assignment> filled = new ArrayList<>();
        for (Assignment assignment : template) {
            filled.add(new Assignment(fill(assignment.field(), field, star), fill(assignment.value(), field, star)));
        }
        return filled;
    }

    private static String fill(String text, String field, String star) {
        return text.replace("<<FIELD>>", field).replace("<<MATCHSTR>>", star);
    }

    private static Expression fill(Expression e, String field, String star) {
        if (e instanceof Expression.Literal literal) {
            return literal.value() instanceof Value.Number
                    ? literal
                    : new Expression.Literal(Value.of(fill(literal.value().text(), field, star)));
        }
        if (e instanceof Expression.Field named) {
            return new Expression.Field(fill(named.name(), field, star));
        }
        if (e instanceof Expression.Not not) {
            return new Expression.Not(fill(not.negated(), field, star));
        }
        if (e instanceof Expression.And and) {
            return new Expression.And(fill(and.left(), field, star), fill(and.right(), field, star));
        }
        if (e instanceof Expression.Or or) {
            return new Expression.Or(fill(or.left(), field, star), fill(or.right(), field, star));
        }
        if (e instanceof Expression.Xor xor) {
            return new Expression.Xor(fill(xor.left(), field, star), fill(xor.right(), field, star));
        }
        if (e instanceof Expression.Comparison c) {
            return new Expression.Comparison(fill(c.left(), field, star), c.operator(), fill(c.right(), field, star));
        }
        if (e instanceof Expression.Like like) {
            return new Expression.Like(fill(like.left(), field, star), fill(like.right(), field, star));
        }
        if (e instanceof Expression.Calculation c) {
            return new Expression.Calculation(fill(c.left(), field, star), c.operator(), fill(c.right(), field, star));
        }
        Expression.Call call = (Expression.Call) e;
        return new Expression.Call(
                call.function(),
                call.arguments().stream().map(one -> fill(one, field, star)).toList());
    }
}
