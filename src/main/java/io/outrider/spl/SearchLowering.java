package io.outrider.spl;

import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import io.outrider.spl.SearchExpression.And;
import io.outrider.spl.SearchExpression.Not;
import io.outrider.spl.SearchExpression.Subsearch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowers {@code search}: to a predicate, and to a stage for each subsearch that is known only when the events are. Such a
 * subsearch has to stand beside the other conditions, not within an OR.
 */
final class SearchLowering {

    private final Context context;
    private final PipelineLowering pipelines;

    SearchLowering(Context context, PipelineLowering pipelines) {
        this.context = context;
        this.pipelines = pipelines;
    }

    /** @param subsearches those that are stages, in order */
    record Parts(Predicate predicate, List<Stage> subsearches) {}

    List<Stage> lower(Command.Search search) {
        Parts parts = parts(search.expression());
        List<Stage> stages = new ArrayList<>();
        // search * keeps every row; it is how an empty filter macro is written.
        if (!(parts.predicate() instanceof Predicate.Always)) {
            stages.add(new Stage.Search(parts.predicate()));
        }
        stages.addAll(parts.subsearches());
        return stages;
    }

    /** @param expression {@code null} for one that always holds */
    Parts parts(@Nullable SearchExpression expression) {
        if (expression == null) {
            return new Parts(new Predicate.Always(), List.of());
        }
        List<Stage> stages = new ArrayList<>();
        List<Predicate> predicates = new ArrayList<>();
        PredicateLowering lowering = new PredicateLowering(Name::text, context);
        for (SearchExpression operand : expression instanceof And and ? and.operands() : List.of(expression)) {
            boolean negated = operand instanceof Not;
            SearchExpression inner = operand instanceof Not not ? not.operand() : operand;
            if (inner instanceof Subsearch subsearch && !TableRows.isStatic(subsearch.pipeline())) {
                pipelines
                        .search(subsearch.pipeline())
                        .ifPresent(other -> stages.add(new Stage.KeepMatching(other, negated)));
            } else {
                predicates.add(lowering.lower(operand));
            }
        }
        return new Parts(PredicateLowering.all(predicates), stages);
    }
}
