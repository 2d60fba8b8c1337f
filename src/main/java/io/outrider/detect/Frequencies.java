package io.outrider.detect;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often each value occurs. Beyond the bound the greatest values are left out, so that what is kept does not depend on
 * the order: a value that was left out once stays so, because as many lesser ones are kept.
 */
final class Frequencies<T extends Comparable<T>> {

    private final int maxValues;
    private final TreeMap<T, Long> counts = new TreeMap<>();
    private boolean truncated;

    Frequencies(int maxValues) {
        this.maxValues = maxValues;
    }

    void add(T value, long times) {
        counts.merge(value, times, Long::sum);
        if (counts.size() > maxValues) {
            counts.pollLastEntry();
            truncated = true;
        }
    }

    void merge(Frequencies<T> other, UndoLog undo) {
        boolean wasTruncated = truncated;
        other.counts.forEach((value, times) -> {
            @Nullable Long before = counts.get(value);
            Map.@Nullable Entry<T, Long> last = counts.size() == maxValues ? counts.lastEntry() : null;
            add(value, times);
            undo.add(() -> {
                if (before == null) {
                    counts.remove(value);
                } else {
                    counts.put(value, before);
                }
                if (last != null) {
                    counts.put(last.getKey(), last.getValue());
                }
            });
        });
        truncated |= other.truncated;
        undo.add(() -> truncated = wasTruncated);
    }

    void write(StateWriter out, Consumer<T> value) {
        out.flag(truncated);
        out.number(counts.size());
        counts.forEach((key, times) -> {
            value.accept(key);
            out.number(times);
        });
    }

    void read(StateReader in, Supplier<T> value) {
        truncated = in.flag();
        for (long rest = in.number(); rest > 0; rest--) {
            T key = value.get();
            counts.put(key, in.number());
        }
    }

    /** In the order of the values. */
    Map<T, Long> counts() {
        return counts;
    }

    boolean truncated() {
        return truncated;
    }
}
