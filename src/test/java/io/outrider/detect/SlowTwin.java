package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.match.MatchIndex;
import io.outrider.match.SharedIndex;
import io.outrider.rule.Predicate;
import java.util.List;

/** The plain evaluation of predicates, for tests of what must agree with it, and indexes that take their tests from it. */
public final class SlowTwin {

    private final List<Condition> conditions;

    public SlowTwin(List<Predicate> predicates) {
        conditions = predicates.stream().map(PredicateCompiler::compile).toList();
    }

    public boolean holds(int predicate, Fields fields) {
        return conditions.get(predicate).test(fields);
    }

    public static MatchIndex index(List<Predicate> predicates) {
        return MatchIndex.compile(predicates, PredicateCompiler::textTest);
    }

    public static SharedIndex shared(List<Predicate> predicates) {
        return SharedIndex.compile(predicates, PredicateCompiler::textTest);
    }
}
