package io.outrider.detect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a stage makes of each header that it meets, worked out once: nearly all rows of a table have the same one. */
final class PerHeader<T> {

    /** Rows whose names come of events may each have another: then no more is kept than what a rule meets otherwise. */
    private static final int MOST_KEPT = 64;

    private final Function<Header, T> compute;
    private final Map<Header, T> known = new ConcurrentHashMap<>();
    private volatile @Nullable Known<T> last;

    private record Known<T>(Header header, T result) {}

    /** @param compute which gives the same for the same header */
    PerHeader(Function<Header, T> compute) {
        this.compute = compute;
    }

    T of(Header header) {
        Known<T> before = last;
        if (before != null && before.header == header) {
            return before.result;
        }
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        T result = known.computeIfAbsent(header, compute);
        last = new Known<>(header, result);
        return result;
    }
}
