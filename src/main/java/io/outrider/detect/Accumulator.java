package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.detect.SumAccumulator.Result;
import io.outrider.rule.Grouping.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of one aggregation in one group. Adding rows and merging states gives the same result in any order, which is
 * what makes alerts independent of batches, threads and instances.
 */
sealed interface Accumulator
        permits CountAccumulator,
                DistinctAccumulator,
                ExtremeAccumulator,
                ListAccumulator,
                MedianAccumulator,
                ModeAccumulator,
                RangeAccumulator,
                SampleAccumulator,
                SumAccumulator {

    /**
     * Takes in a row of the group.
     *
     * @param value of the aggregation's argument in the row; {@code null} if it has none
     * @param place of the row, for the aggregations that depend on an order
     */
    void add(@Nullable Value value, Place place);

    /** Takes in the state of the same aggregation over other rows, which is not used any more afterwards. */
    void merge(Accumulator other, UndoLog undo);

    /** Writes what {@link #read} makes the same state of. */
    void write(StateWriter out);

    /** Takes over a state of the same aggregation that was written; this one took in nothing yet. */
    void read(StateReader in);

    /** The column's value, or {@code null} if no row had one. */
    @Nullable
    Value result();

    /** How many values it holds, where that may be any number. */
    default int held() {
        return 0;
    }

    /** Whether values were left out because there were more than are kept. */
    default boolean truncated() {
        return false;
    }

    /** @param maxValues how many distinct values a group keeps */
    static Accumulator of(Function function, int maxValues) {
        return switch (function) {
            case AVERAGE -> new SumAccumulator(Result.AVERAGE);
            case COUNT -> new CountAccumulator();
            case DISTINCT_COUNT -> new DistinctAccumulator(maxValues, true);
            case EARLIEST -> new SampleAccumulator(Sample.BY_TIME, true);
            case FIRST -> new SampleAccumulator(Sample.AS_SEARCHED, false);
            case LAST -> new SampleAccumulator(Sample.AS_SEARCHED.reversed(), false);
            case LATEST -> new SampleAccumulator(Sample.BY_TIME.reversed(), true);
            case LIST -> new ListAccumulator(maxValues);
            case MAX -> new ExtremeAccumulator(1);
            case MEDIAN -> new MedianAccumulator(maxValues);
            case MIN -> new ExtremeAccumulator(-1);
            case MODE -> new ModeAccumulator(maxValues);
            case RANGE -> new RangeAccumulator();
            case STANDARD_DEVIATION -> new SumAccumulator(Result.STANDARD_DEVIATION);
            case SUM -> new SumAccumulator(Result.SUM);
            case VALUES -> new DistinctAccumulator(maxValues, false);
            case VARIANCE -> new SumAccumulator(Result.VARIANCE);
        };
    }
}
