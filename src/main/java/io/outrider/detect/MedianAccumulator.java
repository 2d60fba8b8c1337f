package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code median}: the middle one of the values that are numbers, of an even number of them the higher of the two in the
 * middle (Splunk Enterprise 9, Search Reference, "Aggregate functions").
 */
final class MedianAccumulator implements Accumulator {

    private final Frequencies<Double> numbers;

    MedianAccumulator(int maxValues) {
        numbers = new Frequencies<>(maxValues);
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value != null) {
            for (String text : value.texts()) {
                Double number = Numbers.parse(text);
                if (number != null) {
                    // Adding zero makes -0 and 0 one number.
                    numbers.add(number + 0.0, 1);
                }
            }
        }
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        numbers.merge(((MedianAccumulator) other).numbers, undo);
    }

    @Override
    public @Nullable Value result() {
        long total = 0;
        for (long times : numbers.counts().values()) {
            total += times;
        }
        long before = 0;
        for (var entry : numbers.counts().entrySet()) {
            before += entry.getValue();
            if (before > total / 2) {
                return Value.of(entry.getKey());
            }
        }
        return null;
    }

    @Override
    public int held() {
        return numbers.counts().size();
    }

    @Override
    public boolean truncated() {
        return numbers.truncated();
    }

    @Override
    public void write(StateWriter out) {
        numbers.write(out, out::real);
    }

    @Override
    public void read(StateReader in) {
        numbers.read(in, in::real);
    }
}
