package io.outrider.detect;

import java.util.HashMap;
import java.util.Map;

/** How often the rules were swapped, and at which swap those that were not there from the start began. */
final class RuleSwaps {

    private int count;
    private Map<String, Integer> began = Map.of();

    int count() {
        return count;
    }

    void swap(Map<String, CompiledRule> before, Map<String, CompiledRule> after, UndoLog undo) {
        int countBefore = count;
        Map<String, Integer> beganBefore = began;
        undo.add(() -> {
            count = countBefore;
            began = beganBefore;
        });
        count++;
        Map<String, Integer> begin = new HashMap<>();
        after.forEach((id, rule) -> {
            CompiledRule old = before.get(id);
            if (old == null || !rule.gathersAs(old)) {
                begin.put(id, count);
            } else if (began.containsKey(id)) {
                begin.put(id, began.get(id));
            }
        });
        began = begin;
    }

    /** Whether the detection's plan began after so many swaps: then it did not see all events from before. */
    boolean isNewer(String detectionId, int swaps) {
        return began.getOrDefault(detectionId, 0) > swaps;
    }
}
