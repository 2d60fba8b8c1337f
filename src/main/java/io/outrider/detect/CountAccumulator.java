package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/** {@code count}: of a field's values. Rows are counted by giving each one value. */
final class CountAccumulator implements Accumulator {

    private long count;

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value instanceof Value.Multi multi) {
            count += multi.texts().size();
        } else if (value != null) {
            count++;
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

    @Override
    public void write(StateWriter out) {
        out.number(count);
    }

    @Override
    public void read(StateReader in) {
        count = in.number();
    }
}
