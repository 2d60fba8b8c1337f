package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.match.FoldedFields;
import io.outrider.match.LazyFields;
import io.outrider.match.MatchIndex;
import io.outrider.match.Matcher;
import io.outrider.match.SharedIndex;
import io.outrider.normalize.FieldFiller;
import org.jspecify.annotations.Nullable;

/**
 * Matches common events against the rules of a feed: gives the index their values, and the rules that hold their fields. For
 * one batch on one thread; to be {@linkplain #end ended}.
 */
final class EventMatcher implements LazyFields, Fields {

    private final SharedIndex shared;
    private final Matcher matcher;
    private final MatchIndex index;
    private final FoldedFields folded = new FoldedFields();
    private final RulePack.FeedRules rules;
    private final FieldFiller filler;
    // By slot: the value, if it was read of the event of this number. Several rules hold on most events on which one
    // does,
    // and read much the same.
    private final @Nullable Value[] values;
    private final int[] readIn;
    private int number;
    private @Nullable Event event;

    EventMatcher(RulePack.FeedRules rules) {
        this.rules = rules;
        shared = rules.index();
        matcher = shared.borrow();
        index = matcher.index();
        filler = rules.plan().filler();
        values = new @Nullable Value[rules.plan().fields().size()];
        readIn = new int[values.length];
    }

    /** The number of rules that hold, or could. */
    int match(Event other) {
        event = other;
        number++;
        folded.begin(index.slots());
        filler.begin(other);
        return matcher.match(folded, this);
    }

    /** A field of the event that was matched last, as the feed's searches see it. */
    @Override
    public @Nullable Value get(String field) {
        int slot = rules.plan().slot(field);
        if (slot < 0) {
            return event == null ? null : rules.view(event).get(field);
        }
        if (readIn[slot] != number) {
            readIn[slot] = number;
            values[slot] = filler.value(slot);
        }
        return values[slot];
    }

    @Override
    public void fill(FoldedFields fields, int slot) {
        filler.fill(slot, fields);
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
