package io.outrider.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Something that a generated event is to fulfil, in one of several ways. */
@FunctionalInterface
interface Goal {

    /** Fulfilled by whatever. */
    Goal NONE = (needs, way) -> way.willDo(needs);

    /**
     * Adds to the needs what fulfils the goal.
     *
     * @return whether one of the ways would do
     */
    boolean pursue(Map<String, FieldNeeds> needs, Way way);

    /** Takes a way to fulfil goals; says whether it will do, so that no other is sought. */
    @FunctionalInterface
    interface Way {
        boolean willDo(Map<String, FieldNeeds> needs);
    }

    static Goal all(List<Goal> goals) {
        if (goals.isEmpty()) {
            return NONE;
        }
        Goal rest = all(goals.subList(1, goals.size()));
        return (needs, way) -> goals.get(0).pursue(needs, more -> rest.pursue(more, way));
    }

    static Goal any(List<Goal> goals) {
        return (needs, way) -> goals.stream().anyMatch(goal -> goal.pursue(needs, way));
    }

    /** A need of one field; no way if no text could fulfil all that is asked of it. */
    static Goal need(String field, Consumer<FieldNeeds> change) {
        return (needs, way) -> {
            Map<String, FieldNeeds> more = new LinkedHashMap<>(needs);
            FieldNeeds need = needs.containsKey(field) ? needs.get(field).copy() : new FieldNeeds();
            change.accept(need);
            more.put(field, need);
            boolean possible = need.mayBeAbsent() || need.values(field, 0).isPresent();
            return possible && way.willDo(more);
        };
    }
}
