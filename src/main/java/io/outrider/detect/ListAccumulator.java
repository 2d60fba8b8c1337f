package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code list}: a field's values in the order of the rows, with duplicates; of a row with several, all in their order. The
 * first 100 are kept, as Splunk does (Enterprise 9, Search Reference, "Multivalue stats and chart functions"; {@code
 * list_maxsize} of limits.conf).
 */
final class ListAccumulator implements Accumulator {

    private static final int SPLUNK_MAX = 100;

    private final int most;
    private final boolean boundedByUs;
    private List<Sample> samples = new ArrayList<>();
    private boolean truncated;

    ListAccumulator(int maxValues) {
        most = Math.min(maxValues, SPLUNK_MAX);
        boundedByUs = maxValues < SPLUNK_MAX;
    }

    @Override
    public void add(@Nullable Value value, Place place) {
        if (value == null) {
            return;
        }
        Sample sample = new Sample(place, value);
        int found = Collections.binarySearch(samples, sample, Sample.AS_SEARCHED);
        int at = found < 0 ? -found - 1 : found;
        samples.add(at, sample);
        trim();
        if (at < samples.size()) {
            sample.settled();
        }
    }

    // A row has at least one value, so those beyond so many rows cannot be among the first.
    private void trim() {
        while (samples.size() > most) {
            samples.remove(samples.size() - 1);
            truncated = boundedByUs;
        }
    }

    @Override
    public void merge(Accumulator other, UndoLog undo) {
        ListAccumulator more = (ListAccumulator) other;
        List<Sample> before = samples;
        boolean wasTruncated = truncated;
        undo.add(() -> {
            samples = before;
            truncated = wasTruncated;
        });
        samples = new ArrayList<>(before);
        samples.addAll(more.samples);
        samples.sort(Sample.AS_SEARCHED);
        truncated |= more.truncated;
        trim();
    }

    @Override
    public @Nullable Value result() {
        List<String> texts = new ArrayList<>();
        for (Sample sample : samples) {
            texts.addAll(sample.value().texts());
        }
        if (texts.isEmpty()) {
            return null;
        }
        return Value.of(texts.size() > most ? texts.subList(0, most) : texts);
    }

    @Override
    public int held() {
        return samples.size();
    }

    @Override
    public boolean truncated() {
        if (truncated || !boundedByUs) {
            return truncated;
        }
        int texts = 0;
        for (Sample sample : samples) {
            texts += sample.value().texts().size();
        }
        return texts > most;
    }

    @Override
    public void write(StateWriter out) {
        out.flag(truncated);
        out.number(samples.size());
        samples.forEach(sample -> sample.write(out));
    }

    @Override
    public void read(StateReader in) {
        truncated = in.flag();
        for (long rest = in.number(); rest > 0; rest--) {
            samples.add(Sample.read(in));
        }
    }
}
