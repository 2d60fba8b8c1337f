package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/** {@code count}: of events, or of a field's values. */
final class CountAccumulator implements Accumulator {

    private final boolean ofEvents;
    private long count;

    CountAccumulator(boolean ofEvents) {
        this.ofEvents = ofEvents;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (ofEvents) {
            count++;
        } else if (value != null) {
            count += value.texts().size();
        }
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        long before = count;
        undo.add(() -> count = before);
        count += ((CountAccumulator) other).count;
    }

    @Override
    public Value result() {
        return Value.of(count);
    }
}
