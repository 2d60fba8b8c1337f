package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.match.FoldedFields;
import io.outrider.match.LazyFields;
import io.outrider.match.MatchIndex;
import io.outrider.match.Matcher;
import io.outrider.match.SharedIndex;

/** Matches common events against an index: gives it their values. For one batch on one thread; to be {@linkplain #end ended}. */
final class EventMatcher implements LazyFields {

    private final SharedIndex shared;
    private final Matcher matcher;
    private final MatchIndex index;
    private final FoldedFields folded = new FoldedFields();
    private Fields event = name -> null;

    EventMatcher(SharedIndex shared) {
        this.shared = shared;
        matcher = shared.borrow();
        index = matcher.index();
    }

    /** The number of rules that hold, or could. @param fields the event as the rules see it */
    int match(Fields fields) {
        event = fields;
        folded.begin(index.slots());
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.lazy(slot)) {
                fill(folded, slot);
            }
        }
        return matcher.match(folded, this);
    }

    @Override
    public void fill(FoldedFields folded, int slot) {
        Value value = event.get(index.field(slot));
        if (value instanceof Value.Multi multi) {
            for (String text : multi.texts()) {
                folded.add(slot, text);
            }
        } else if (value != null) {
            folded.add(slot, value.text());
        }
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
