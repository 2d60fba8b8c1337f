package io.outrider.detect;

import io.outrider.cim.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code mode}: the most frequent text (Splunk Enterprise 9, Search Reference, "Aggregate functions"). Of several, which
 * Splunk leaves open, the first in lexicographical order.
 */
final class ModeAccumulator implements Accumulator {

    private final Frequencies<String> texts;

    ModeAccumulator(int maxValues) {
        texts = new Frequencies<>(maxValues);
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value != null) {
            value.texts().forEach(text -> texts.add(text, 1));
        }
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        texts.merge(((ModeAccumulator) other).texts, undo);
    }

    @Override
    public @Nullable Value result() {
        String mode = null;
        long most = 0;
        for (var entry : texts.counts().entrySet()) {
            if (entry.getValue() > most) {
                mode = entry.getKey();
                most = entry.getValue();
            }
        }
        return mode == null ? null : Value.of(mode);
    }

    @Override
    public int held() {
        return texts.counts().size();
    }

    @Override
    public boolean truncated() {
        return texts.truncated();
    }

    @Override
    public void write(StateWriter out) {
        texts.write(out, out::text);
    }

    @Override
    public void read(StateReader in) {
        texts.read(in, in::text);
    }
}
