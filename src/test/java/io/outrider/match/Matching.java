package io.outrider.match;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.List;

/** Runs a matcher on named values. */
final class Matching {

    private Matching() {}

    static List<Integer> of(Matcher matcher, Fields event) {
        return of(matcher, new FoldedFields(), event);
    }

    static List<Integer> of(Matcher matcher, FoldedFields folded, Fields event) {
        return of(matcher, folded, event, (fields, slot, texts) -> texts.forEach(text -> fields.add(slot, text)));
    }

    /** How the texts of a slot are given. */
    interface Giving {
        void add(FoldedFields fields, int slot, List<String> texts);
    }

    static List<Integer> of(Matcher matcher, FoldedFields folded, Fields event, Giving giving) {
        MatchIndex index = matcher.index();
        folded.begin(index.slots());
        LazyFields fill = (fields, slot) -> {
            Value value = event.get(index.field(slot));
            if (value != null) {
                giving.add(fields, slot, value.texts());
            }
        };
        for (int slot = 0; slot < index.slots(); slot++) {
            if (!index.lazy(slot)) {
                fill.fill(folded, slot);
            }
        }
        int found = matcher.match(folded, fill);
        List<Integer> rules = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            rules.add(matcher.rule(i));
        }
        return rules;
    }
}
