package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code min} and {@code max}: by number while all values are numbers, else by lexicographical order of all of them
 * (Splunk Enterprise 9, Search Reference, "Aggregate functions").
 */
final class ExtremeAccumulator implements Accumulator {

    private final int sign;
    private boolean numbersOnly = true;
    private @Nullable Double number;
    private @Nullable String text;

    /** @param sign -1 for the least value, 1 for the greatest */
    ExtremeAccumulator(int sign) {
        this.sign = sign;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value instanceof Value.Number n) {
            take(n.number(), n.text());
        } else if (value != null) {
            value.texts().forEach(candidate -> take(Numbers.parse(candidate), candidate));
        }
    }

    private void take(@Nullable Double candidate, String candidateText) {
        numbersOnly &= candidate != null;
        if (candidate != null) {
            number = better(number, candidate);
        }
        text = better(text, candidateText);
    }

    private <T extends Comparable<T>> T better(@Nullable T current, T candidate) {
        return current == null || candidate.compareTo(current) * sign > 0 ? candidate : current;
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        ExtremeAccumulator more = (ExtremeAccumulator) other;
        boolean numbersOnlyBefore = numbersOnly;
        Double numberBefore = number;
        String textBefore = text;
        undo.add(() -> {
            numbersOnly = numbersOnlyBefore;
            number = numberBefore;
            text = textBefore;
        });
        numbersOnly &= more.numbersOnly;
        number = more.number == null ? number : better(number, more.number);
        text = more.text == null ? text : better(text, more.text);
    }

    @Override
    public @Nullable Value result() {
        if (text == null) {
            return null;
        }
        return numbersOnly && number != null ? Value.of(number) : Value.of(text);
    }

    @Override
    public void write(StateWriter out) {
        out.flag(numbersOnly);
        out.flag(number != null);
        if (number != null) {
            out.real(number);
        }
        out.flag(text != null);
        if (text != null) {
            out.text(text);
        }
    }

    @Override
    public void read(StateReader in) {
        numbersOnly = in.flag();
        number = in.flag() ? (Double) in.real() : null;
        text = in.flag() ? in.text() : null;
    }
}
