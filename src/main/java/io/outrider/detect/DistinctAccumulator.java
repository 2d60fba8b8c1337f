package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code values} and {@code dc}: a field's distinct values, in lexicographical order.
 *
 * <p>Beyond the bound the greatest are left out, so that what is kept does not depend on the order of the events.
 */
final class DistinctAccumulator implements Accumulator {

    private final int maxValues;
    private final boolean counted;
    private final TreeSet<String> values = new TreeSet<>();
    private boolean truncated;

    DistinctAccumulator(int maxValues, boolean counted) {
        this.maxValues = maxValues;
        this.counted = counted;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value != null) {
            value.texts().forEach(this::add);
        }
    }

    /** Whether the text was new. */
    private boolean add(String text) {
        boolean added = values.add(text);
        if (values.size() > maxValues) {
            truncated = true;
            return !values.pollLast().equals(text);
        }
        return added;
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        DistinctAccumulator more = (DistinctAccumulator) other;
        boolean wasTruncated = truncated;
        List<Runnable> undoing = new ArrayList<>();
        for (String text : more.values) {
            String last = values.size() == maxValues ? values.last() : null;
            if (add(text)) {
                undoing.add(() -> {
                    values.remove(text);
                    if (last != null) {
                        values.add(last);
                    }
                });
            }
        }
        truncated |= more.truncated;
        undo.add(() -> {
            for (int i = undoing.size() - 1; i >= 0; i--) {
                undoing.get(i).run();
            }
            truncated = wasTruncated;
        });
    }

    @Override
    public @Nullable Value result() {
        if (counted) {
            return Value.of(values.size());
        }
        return values.isEmpty() ? null : Value.of(List.copyOf(values));
    }

    @Override
    public int held() {
        return values.size();
    }

    @Override
    public boolean truncated() {
        return truncated;
    }

    @Override
    public void write(StateWriter out) {
        out.flag(truncated);
        out.texts(values);
    }

    @Override
    public void read(StateReader in) {
        truncated = in.flag();
        values.addAll(in.texts());
    }
}
