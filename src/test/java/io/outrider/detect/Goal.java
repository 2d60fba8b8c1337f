package io.outrider.detect;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Something that generated events are to fulfil, in one of several ways. */
@FunctionalInterface
interface Goal {

    /** Fulfilled by whatever. */
    Goal NONE = (needs, way) -> way.willDo(needs);

    /** Fulfilled by nothing. */
    Goal NEVER = (needs, way) -> false;

    /**
     * Adds to the needs what fulfils the goal.
     *
     * @return whether one of the ways would do, or the search for one is given up
     */
    boolean pursue(Needs needs, Way way);

    /** Takes a way to fulfil goals; says whether it will do, so that no other is sought. */
    @FunctionalInterface
    interface Way {
        boolean willDo(Needs needs);
    }

    static Goal all(List<Goal> goals) {
        if (goals.isEmpty()) {
            return NONE;
        }
        if (goals.size() == 1) {
            return goals.get(0);
        }
        Goal rest = all(goals.subList(1, goals.size()));
        return (needs, way) -> goals.get(0).pursue(needs, more -> rest.pursue(more, way));
    }

    static Goal any(List<Goal> goals) {
        return (needs, way) -> goals.stream().anyMatch(goal -> needs.exhausted() || goal.pursue(needs, way));
    }

    /** A goal that depends on what is needed already. */
    static Goal then(Function<Needs, Goal> next) {
        return (needs, way) -> next.apply(needs).pursue(needs, way);
    }

    /** A need of one field; no way if no text could fulfil all that is asked of it. */
    static Goal need(Slot slot, Consumer<FieldNeeds> change) {
        return (needs, way) -> {
            Needs more = needs.with(slot, change);
            return more != null && way.willDo(more);
        };
    }
}
