package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.FieldSink;
import io.outrider.match.FoldedFields;
import io.outrider.match.LazyFields;
import io.outrider.match.MatchIndex;
import io.outrider.match.Matcher;
import io.outrider.match.SharedIndex;
import io.outrider.normalize.FieldFiller;
import io.outrider.normalize.FieldPlan;

/** Matches common events against an index: gives it their values. For one batch on one thread; to be {@linkplain #end ended}. */
final class EventMatcher implements LazyFields {

    private final SharedIndex shared;
    private final Matcher matcher;
    private final MatchIndex index;
    private final FoldedFields folded = new FoldedFields();
    private final FieldSink sink = folded::add;
    private final FieldFiller filler;

    EventMatcher(SharedIndex shared, FieldPlan plan) {
        this.shared = shared;
        matcher = shared.borrow();
        index = matcher.index();
        filler = plan.filler();
    }

    /** The number of rules that hold, or could. */
    int match(Event event) {
        folded.begin(index.slots());
        filler.begin(event);
        return matcher.match(folded, this);
    }

    @Override
    public void fill(FoldedFields fields, int slot) {
        filler.fill(slot, sink);
    }

    /** The place in the pack of a rule that was found. */
    int rule(int at) {
        return matcher.rule(at);
    }

    /** Whether the condition of a rule that was found holds for certain. */
    boolean exact(int at) {
        return index.exact(matcher.rule(at));
    }

    /** Gives back what was borrowed. */
    void end() {
        shared.giveBack(matcher);
    }
}
