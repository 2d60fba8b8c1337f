package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * {@code earliest} and {@code latest}: the field's value in the first or last event, in the order of decision 7: by
 * {@code _time} descending, ties by a hash of the raw text.
 */
final class TimedAccumulator implements Accumulator {

    private final int sign;
    private @Nullable Sample sample;

    /** @param sign -1 for the earliest, 1 for the latest */
    TimedAccumulator(int sign) {
        this.sign = sign;
    }

    @Override
    public void add(@Nullable Value value, Event event) {
        if (value != null) {
            sample = better(new Sample(event.time(), RawHash.of(event.raw()), value));
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
        @Override
        public int compareTo(Sample other) {
            int byTime = time.compareTo(other.time);
            return byTime == 0 ? Long.compare(hash, other.hash) : byTime;
        }
    }
}
