package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.detect.Judgement.Found;
import io.outrider.detect.Judgement.Subject;
import io.outrider.rule.Expression;
import io.outrider.rule.Predicate;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each part of a condition whether it holds. Nothing is evaluated here: each part is compiled by the engine's
 * compilers, as if it were a condition of its own.
 */
final class Judge {

    private Judge() {}

    static Judgement of(Predicate predicate, Fields fields) {
        List<Judgement> parts =
                parts(predicate).stream().map(part -> of(part, fields)).toList();
        Set<String> names = new LinkedHashSet<>();
        if (parts.isEmpty()) {
            PredicateFields.add(predicate, names);
        }
        List<Found> found = names.stream()
                .map(name -> new Found(new Expression.Field(name), fields.get(name)))
                .toList();
        boolean holds = PredicateCompiler.compile(predicate).test(fields);
        return new Judgement(new Subject.OfPredicate(predicate), holds, found, parts);
    }

    private static List<Predicate> parts(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.all();
        }
        if (predicate instanceof Predicate.Or or) {
            return or.any();
        }
        return predicate instanceof Predicate.Not not ? List.of(not.negated()) : List.of();
    }

    /** @param now what {@code now()} gives */
    static Judgement of(Expression condition, Fields row, Instant now) {
        boolean combines = condition instanceof Expression.And
                || condition instanceof Expression.Or
                || condition instanceof Expression.Xor
                || condition instanceof Expression.Not;
        List<Judgement> parts = combines
                ? condition.operands().stream().map(part -> of(part, row, now)).toList()
                : List.of();
        @Nullable Boolean holds = ExpressionCompiler.truth(condition).eval(row, now);
        return new Judgement(
                new Subject.OfExpression(condition), holds, combines ? List.of() : found(condition, row, now), parts);
    }

    /** The values of the fields, then of what is computed of them on either side of a comparison. */
    private static List<Found> found(Expression condition, Fields row, Instant now) {
        Set<String> names = new LinkedHashSet<>();
        condition.addFields(names);
        List<Found> found = new ArrayList<>();
        names.forEach(name -> found.add(new Found(new Expression.Field(name), row.get(name))));
        for (Expression operand : condition.operands()) {
            if (!(operand instanceof Expression.Field) && !(operand instanceof Expression.Literal)) {
                Value value = ExpressionCompiler.evaluator(operand).eval(row, now);
                found.add(new Found(operand, value));
            }
        }
        return found;
    }

    static Judgement of(Stage.Regex regex, ResultRow row) {
        boolean holds = !StageCompiler.compile(List.of(regex)).apply(row).isEmpty();
        Found found = new Found(new Expression.Field(regex.field()), row.get(regex.field()));
        return new Judgement(new Subject.OfRegex(regex), holds, List.of(found), List.of());
    }

    /** Of a stage that keeps rows by a condition; {@code null} for others. */
    static @Nullable Judgement of(Stage stage, ResultRow row) {
        if (stage instanceof Stage.Search search) {
            return of(search.predicate(), row);
        }
        if (stage instanceof Stage.Where where) {
            return of(where.condition(), row, row.from().closes());
        }
        return stage instanceof Stage.Regex regex ? of(regex, row) : null;
    }
}
