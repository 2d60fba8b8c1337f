package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * {@code first}, {@code last}, {@code earliest} and {@code latest}: the value of the row that comes first in an order, of
 * those that have one, with all its texts (Splunk Enterprise 9, Search Reference, "Event order functions" and "Time
 * functions").
 */
final class SampleAccumulator implements Accumulator {

    private final Comparator<Sample> order;
    private final boolean timed;
    private @Nullable Sample sample;

    /** @param timed whether only rows count that have a time */
    SampleAccumulator(Comparator<Sample> order, boolean timed) {
        this.order = order;
        this.timed = timed;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value != null && (!timed || place.time() != null)) {
            sample = better(new Sample(place, value)).settled();
        }
    }

    private Sample better(Sample candidate) {
        return sample == null || order.compare(candidate, sample) < 0 ? candidate : sample;
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        Sample before = sample;
        Sample more = ((SampleAccumulator) other).sample;
        if (more != null) {
            undo.add(() -> sample = before);
            sample = better(more);
        }
    }

    @Override
    public @Nullable Value result() {
        return sample == null ? null : sample.value();
    }

    @Override
    public void write(StateWriter out) {
        out.flag(sample != null);
        if (sample != null) {
            sample.write(out);
        }
    }

    @Override
    public void read(StateReader in) {
        sample = in.flag() ? Sample.read(in) : null;
    }
}
