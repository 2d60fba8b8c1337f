package io.outrider.camel.template;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a template may spend on one alert. Qute makes the whole of its text before it hands any out, so a loop over a loop over a list
 * that an event filled would not end for hours: here each step of a loop counts, and each character that a function makes.
 */
final class Budget {

    /** By which a template's instance has its budget. */
    static final String ATTRIBUTE = "outrider.budget";

    // Twenty lists of 10,000 values, which is the longest that a row has (outrider.grouping.max-values).
    private static final int MOST_STEPS = 200_000;
    // In memory at once, as 16-bit characters: 32 MiB.
    private static final long MOST_CHARACTERS = 16 * 1024 * 1024;

    private int steps;
    private long characters;

    // Qute goes on with a loop after a step of it has failed, so what is spent stays spent.
    private void step() {
        steps++;
        check();
    }

    /** Asked before something is made. */
    void check() {
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException("expected loops of at most " + MOST_STEPS
                    + " steps in all, but found more; bound lists with .limit(n)");
        }
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException("expected at most " + MOST_CHARACTERS
                    + " characters in all, but found more; bound lists with .limit(n) and texts with .cut(n)");
        }
    }

    /** Counts the text and gives it back. */
    String made(String text) {
        characters += text.length();
        check();
        return text;
    }

    /** The value; if it is a list or a map, one whose steps are counted, as are those of what is in it. */
    @Nullable
    Object counted(@Nullable Object value) {
        if (value instanceof Counted) {
            return value;
        }
        if (value instanceof List<?> list) {
            return new CountedList(list);
        }
        return value instanceof Map<?, ?> map ? new CountedMap(map) : value;
    }

    /** The value as it was before it was counted. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Counted counted ? counted.origin() : value;
    }

    private interface Counted {
        Object origin();
    }

    private final class Steps<T> implements Iterator<T> {
        private final Iterator<?> steps;
        private final Function<Object, T> reading;

        Steps(Collection<?> values, Function<Object, T> reading) {
            this.steps = values.iterator();
            this.reading = reading;
        }

        @Override
        public boolean hasNext() {
            return steps.hasNext();
        }

        @Override
        public T next() {
            step();
            return reading.apply(steps.next());
        }
    }

    private final class CountedList extends AbstractList<@Nullable Object> implements Counted {
        private final List<?> origin;

        CountedList(List<?> origin) {
            this.origin = origin;
        }

        @Override
        public @Nullable Object get(int index) {
            return counted(origin.get(index));
        }

        @Override
        public int size() {
            return origin.size();
        }

        @Override
        public Iterator<@Nullable Object> iterator() {
            return new Steps<>(origin, Budget.this::counted);
        }

        @Override
        public Object origin() {
            return origin;
        }
    }

    private final class CountedMap extends AbstractMap<Object, @Nullable Object> implements Counted {
        private final Map<?, ?> origin;

        CountedMap(Map<?, ?> origin) {
            this.origin = origin;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return counted(origin.get(key));
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return origin.containsKey(key);
        }

        @Override
        public Set<Map.Entry<Object, @Nullable Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<Object, @Nullable Object>> iterator() {
                    return new Steps<>(origin.entrySet(), CountedMap.this::entry);
                }

                @Override
                public int size() {
                    return origin.size();
                }
            };
        }

        private Map.Entry<Object, @Nullable Object> entry(Object each) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
            return new SimpleImmutableEntry<>(entry.getKey(), counted(entry.getValue()));
        }

        @Override
        public Object origin() {
            return origin;
        }
    }
}
