package io.outrider.detect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What all the events that are made up for a rule need, in one way to make it fire. Not changed once made. */
final class Needs {

    // A rule that is not decided after this many steps is not decided after ten times as many.
    private static final int STEPS = 2_000;

    private final Map<Slot, FieldNeeds> fields;
    private final Map<Integer, Integer> kinds;
    private final int[] steps;

    private Needs(Map<Slot, FieldNeeds> fields, Map<Integer, Integer> kinds, int[] steps) {
        this.fields = fields;
        this.kinds = kinds;
        this.steps = steps;
    }

    static Needs none() {
        return new Needs(Map.of(), Map.of(), new int[1]);
    }

    Map<Slot, FieldNeeds> fields() {
        return fields;
    }

    @Nullable
    FieldNeeds of(Slot slot) {
        return fields.get(slot);
    }

    /** How many kinds of events the search needs. */
    int kinds(int search) {
        return kinds.getOrDefault(search, 1);
    }

    Needs withKind(int search) {
        Map<Integer, Integer> more = new LinkedHashMap<>(kinds);
        more.put(search, kinds(search) + 1);
        return new Needs(fields, more, steps);
    }

    /** {@code null} if nothing could fulfil the field's needs after the change. */
    @Nullable
    Needs with(Slot slot, Consumer<FieldNeeds> change) {
        steps[0]++;
        FieldNeeds old = fields.get(slot);
        FieldNeeds need = old == null ? new FieldNeeds(slot.field()) : old.copy();
        change.accept(need);
        if (!need.possible()) {
            return null;
        }
        Map<Slot, FieldNeeds> more = new LinkedHashMap<>(fields);
        more.put(slot, need);
        return new Needs(more, kinds, steps);
    }

    boolean exhausted() {
        return steps[0] > STEPS;
    }
}
