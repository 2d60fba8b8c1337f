package io.outrider.detect;

import io.outrider.cim.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * {@code range}: the difference between the greatest and the least of the values that are numbers (Splunk Enterprise 9,
 * Search Reference, "Aggregate functions").
 */
final class RangeAccumulator implements Accumulator {

    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value != null) {
            for (String text : value.texts()) {
                Double number = Numbers.parse(text);
                if (number != null) {
                    least = Math.min(least, number);
                    greatest = Math.max(greatest, number);
                }
            }
        }
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        RangeAccumulator more = (RangeAccumulator) other;
        double leastBefore = least;
        double greatestBefore = greatest;
        undo.add(() -> {
            least = leastBefore;
            greatest = greatestBefore;
        });
        least = Math.min(least, more.least);
        greatest = Math.max(greatest, more.greatest);
    }

    @Override
    public @Nullable Value result() {
        if (least > greatest) {
            return null;
        }
        double range =
                BigDecimal.valueOf(greatest).subtract(BigDecimal.valueOf(least)).doubleValue();
        return Double.isFinite(range) ? Value.of(range) : null;
    }

    @Override
    public void write(StateWriter out) {
        out.real(least);
        out.real(greatest);
    }

    @Override
    public void read(StateReader in) {
        least = in.real();
        greatest = in.real();
    }
}
