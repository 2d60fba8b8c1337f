package io.outrider.detect;

import io.outrider.cim.Value;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * {@code earliest} and {@code latest}: the field's value in the first or last event, in the order of decision 7: by
 * {@code _time} descending, ties by a hash of the raw text, and where that is equal too by the value.
 */
final class TimedAccumulator implements Accumulator {

    private final int sign;
    private @Nullable Sample sample;

    /** @param sign -1 for the earliest, 1 for the latest */
    TimedAccumulator(int sign) {
        this.sign = sign;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value != null && place.time() != null) {
            sample = better(new Sample(place.time(), place.tie(), value));
        }
    }

    private Sample better(Sample candidate) {
        return sample == null || candidate.compareTo(sample) * sign > 0 ? candidate : sample;
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        Sample before = sample;
        Sample more = ((TimedAccumulator) other).sample;
        if (more != null) {
            undo.add(() -> sample = before);
            sample = better(more);
        }
    }

    @Override
    public @Nullable Value result() {
        return sample == null ? null : sample.value();
    }

    private record Sample(Instant time, long hash, Value value) implements Comparable<Sample> {

        private static final Comparator<Sample> ORDER = Comparator.comparing(Sample::time)
                .thenComparingLong(Sample::hash)
                .thenComparing(sample -> sample.value().text());

        @Override
        public int compareTo(Sample other) {
            return ORDER.compare(this, other);
        }
    }
}
