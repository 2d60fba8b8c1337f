package io.outrider.normalize;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which source wrote a record, by what only its events have. Of several the first counts.
 *
 * <p>Each recogniser is filed under one name: the one of its fields that fewest others ask for, or its first literal text. A
 * record's own names are looked up, so that it costs as much with a thousand sources as with ten.
 */
final class Recognisers {

    private final Map<String, List<Filed>> byField = new HashMap<>();
    private final List<Filed> byLiteral = new ArrayList<>();
    private final LiteralIndex literals;

    /** @param sources in the order of their precedence */
    Recognisers(List<Source> sources) {
        Map<String, Integer> askedFor = new HashMap<>();
        for (Source source : sources) {
            for (Recogniser recogniser : source.recognisers()) {
                recogniser.fields().forEach(field -> askedFor.merge(field, 1, Integer::sum));
            }
        }
        for (int place = 0; place < sources.size(); place++) {
            for (Recogniser recogniser : sources.get(place).recognisers()) {
                file(new Filed(place, sources.get(place), recogniser), askedFor);
            }
        }
        literals = new LiteralIndex(byLiteral.stream()
                .map(filed -> filed.recogniser().literals().get(0))
                .toList());
    }

    private void file(Filed filed, Map<String, Integer> askedFor) {
        if (!filed.recogniser().literals().isEmpty()) {
            byLiteral.add(filed);
            return;
        }
        ToIntFunction<String> frequency = askedFor::get;
        // The longer of two names that are equally rare says more.
        String rarest = filed.recogniser().fields().stream()
                .min(Comparator.comparingInt(frequency)
                        .thenComparing(Comparator.comparingInt(String::length).reversed())
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        byField.computeIfAbsent(rarest, name -> new ArrayList<>()).add(filed);
    }

    @Nullable
    Source find(RecordView record) {
        Filed best = null;
        for (String name : record.names()) {
            for (Filed filed : byField.getOrDefault(name, List.of())) {
                best = better(best, filed, record);
            }
        }
        if (!byLiteral.isEmpty() && record.isText()) {
            BitSet found = literals.in(record.raw());
            for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
                best = better(best, byLiteral.get(i), record);
            }
        }
        return best == null ? null : best.source();
    }

    private static @Nullable Filed better(@Nullable Filed best, Filed other, RecordView record) {
        return (best == null || other.place() < best.place())
                        && other.recogniser().holds(record)
                ? other
                : best;
    }

    /** How many recognisers are tried for a record with these names at most. */
    int tried(Iterable<String> names) {
        int tried = 0;
        for (String name : names) {
            tried += byField.getOrDefault(name, List.of()).size();
        }
        return tried;
    }

    /** @param place of the source in the order of precedence */
    private record Filed(int place, Source source, Recogniser recogniser) {}
}
