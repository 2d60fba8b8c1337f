package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Grouping.Aggregation;
import org.jspecify.annotations.Nullable;

/**
 * The state of one aggregation in one row. Adding events and merging states gives the same result in any order, which is
 * what makes alerts independent of batches, threads and instances.
 */
sealed interface Accumulator permits CountAccumulator, DistinctAccumulator, ExtremeAccumulator, TimedAccumulator {

    /**
     * Takes in an event or row of the group.
     *
     * @param value of the aggregation's field in it; {@code null} if it is absent or the aggregation has none
     * @param place where it stands among the others
     */
    void add(@Nullable Value value, Place place);

    /** Takes in the state of the same aggregation over other events, which is not used any more afterwards. */
    void merge(Accumulator other, UndoLog undo);

    /** The column's value, or {@code null} if no event had the field. */
    @Nullable
    Value result();

    /** Whether values were left out because there were more than are kept. */
    default boolean truncated() {
        return false;
    }

    /** @param maxValues how many distinct values a row keeps */
    static Accumulator of(Aggregation aggregation, int maxValues) {
        return switch (aggregation.function()) {
            case COUNT -> new CountAccumulator(aggregation.field() == null);
            case DISTINCT_COUNT -> new DistinctAccumulator(maxValues, true);
            case VALUES -> new DistinctAccumulator(maxValues, false);
            case MIN -> new ExtremeAccumulator(-1);
            case MAX -> new ExtremeAccumulator(1);
            case EARLIEST -> new TimedAccumulator(-1);
            case LATEST -> new TimedAccumulator(1);
            default ->
                throw new IllegalArgumentException(
                        "the aggregation " + aggregation.function().text() + " is not run yet");
        };
    }
}
