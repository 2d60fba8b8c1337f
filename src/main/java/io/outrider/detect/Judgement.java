package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition came to on one event or row: each of its parts was compiled and evaluated by itself, by the engine's own
 * compilers.
 *
 * @param subject the condition
 * @param holds {@code null} if it is neither true nor false, because a value is absent: then it does not hold
 * @param found the values that a condition without parts was held against; none for others
 * @param parts of AND, OR, XOR and NOT
 */
public record Judgement(Subject subject, @Nullable Boolean holds, List<Found> found, List<Judgement> parts) {

    public Judgement {
        found = List.copyOf(found);
        parts = List.copyOf(parts);
    }

    /** Whether it is true. */
    public boolean held() {
        return Boolean.TRUE.equals(holds);
    }

    /** The condition as the rule has it. */
    public sealed interface Subject {

        record OfPredicate(Predicate predicate) implements Subject {}

        record OfExpression(Expression expression) implements Subject {}

        record OfRegex(Stage.Regex regex) implements Subject {}
    }

    /**
     * A value that a condition met.
     *
     * @param of a field, or a part of the condition that is computed
     * @param value {@code null} if it is absent
     */
    public record Found(Expression of, @Nullable Value value) {}
}
