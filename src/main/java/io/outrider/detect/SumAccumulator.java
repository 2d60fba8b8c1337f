package io.outrider.detect;

import io.outrider.cim.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code sum} and {@code avg}, {@code var} and {@code stdev} (of a sample: with n - 1) over the values that are numbers;
 * no value where none is, or where the result is greater than a number can be. The variance of one value is 0.
 *
 * <p>After Splunk Enterprise 9, Search Reference, "Aggregate functions". Sums are exact and rounded once, so the result is
 * the same to its last digit in whatever order the rows come; Splunk's own last digits depend on that order.
 */
final class SumAccumulator implements Accumulator {

    /** What is made of the sums. */
    enum Result {
        SUM,
        AVERAGE,
        VARIANCE,
        STANDARD_DEVIATION
    }

    private final Result result;
    private long count;
    private ExactSum sum = ExactSum.ZERO;
    private ExactSum squares = ExactSum.ZERO;

    SumAccumulator(Result result) {
        this.result = result;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value instanceof Value.Multi multi) {
            multi.texts().forEach(text -> take(Numbers.parse(text)));
        } else if (value != null) {
            take(Numbers.of(value));
        }
    }

    private void take(@Nullable Double number) {
        if (number != null) {
            count++;
            sum = sum.plus(number);
            if (result == Result.VARIANCE || result == Result.STANDARD_DEVIATION) {
                squares = squares.plusSquare(number);
            }
        }
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        SumAccumulator more = (SumAccumulator) other;
        long countBefore = count;
        ExactSum sumBefore = sum;
        ExactSum squaresBefore = squares;
        undo.add(() -> {
            count = countBefore;
            sum = sumBefore;
            squares = squaresBefore;
        });
        count += more.count;
        sum = sum.plus(more.sum);
        squares = squares.plus(more.squares);
    }

    @Override
    public @Nullable Value result() {
        if (count == 0) {
            return null;
        }
        double number = switch (result) {
            case SUM -> sum.value().doubleValue();
            case AVERAGE ->
                sum.value()
                        .divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                        .doubleValue();
            case VARIANCE -> variance().doubleValue();
            case STANDARD_DEVIATION -> variance().sqrt(MathContext.DECIMAL128).doubleValue();
        };
        return Double.isFinite(number) ? Value.of(number) : null;
    }

    private BigDecimal variance() {
        if (count == 1) {
            return BigDecimal.ZERO;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal total = sum.value();
        return n.multiply(squares.value())
                .subtract(total.multiply(total))
                .divide(n.multiply(BigDecimal.valueOf(count - 1)), MathContext.DECIMAL128);
    }

    @Override
    public void write(StateWriter out) {
        out.number(count);
        sum.write(out);
        squares.write(out);
    }

    @Override
    public void read(StateReader in) {
        count = in.number();
        sum = ExactSum.read(in);
        squares = ExactSum.read(in);
    }
}
