package io.outrider.detect;

import io.outrider.store.StateChange;
import io.outrider.store.StateChange.RanDropped;
import io.outrider.store.StateChange.RanPut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How often the rules changed, and at which change those that were not there from the start began. Over restarts too, where the state
 * outlives the process: what was edited while nothing ran changed at the start.
 */
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

    /**
     * Goes on where an earlier process ended.
     *
     * @param ran its plans, by their detections; empty if it did not write them down: then all ran always
     * @param latest change of which windows tell that go on
     * @param plans gives a rule's hash
     * @return what is to be written down
     */
    List<StateChange> resume(
            Map<String, RanPut> ran,
            int latest,
            Map<String, CompiledRule> rules,
            Function<CompiledRule, String> plans) {
        count = Math.max(
                latest, ran.values().stream().mapToInt(RanPut::began).max().orElse(0));
        int next = ran.isEmpty() ? 0 : count + 1;
        List<StateChange> changes = new ArrayList<>();
        Map<String, Integer> begin = new HashMap<>();
        rules.forEach((id, rule) -> {
            String plan = plans.apply(rule);
            RanPut before = ran.get(id);
            boolean same = before != null && before.plan().equals(plan);
            begin.put(id, same ? before.began() : next);
            if (!same) {
                changes.add(new RanPut(id, plan, next));
            }
        });
        if (begin.containsValue(next)) {
            count = Math.max(count, next);
        }
        ran.keySet().stream().filter(id -> !rules.containsKey(id)).forEach(id -> changes.add(new RanDropped(id)));
        began = begin;
        return changes;
    }

    /** What a swap changes of what is written down. @param plans as above */
    List<StateChange> changes(
            Map<String, CompiledRule> before, Map<String, CompiledRule> after, Function<CompiledRule, String> plans) {
        List<StateChange> changes = new ArrayList<>();
        after.forEach((id, rule) -> {
            if (began.getOrDefault(id, 0) == count) {
                changes.add(new RanPut(id, plans.apply(rule), count));
            }
        });
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> changes.add(new RanDropped(id)));
        return changes;
    }

    /** Whether the detection's plan began after so many swaps: then it did not see all events from before. */
    boolean isNewer(String detectionId, int swaps) {
        return began.getOrDefault(detectionId, 0) > swaps;
    }
}
