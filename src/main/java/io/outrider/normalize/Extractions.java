package io.outrider.normalize;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a source's fields are found by: pairs first, then expressions in order, a later one sees the fields of those before it. */
final class Extractions {

    static final Extractions NONE = new Extractions(List.of());

    private final List<NamedPairs> pairs;
    private final List<Extraction> all;
    // By extraction: the number of its literal text among those that are looked for in the record, or -1.
    private final int[] literal;
    private final LiteralIndex literals;

    Extractions(List<Extraction> all) {
        this(List.of(), all);
    }

    /** @param pairs arrays of a record that tell names of fields and their values */
    Extractions(List<NamedPairs> pairs, List<Extraction> all) {
        this.pairs = List.copyOf(pairs);
        this.all = List.copyOf(all);
        this.literal = new int[all.size()];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String needs = all.get(i).needs();
            boolean indexed = all.get(i).isOfRaw() && needs.length() >= LiteralIndex.SHORTEST;
            literal[i] = indexed ? texts.size() : -1;
            if (indexed) {
                texts.add(needs);
            }
        }
        literals = new LiteralIndex(texts);
    }

    boolean isEmpty() {
        return all.isEmpty() && pairs.isEmpty();
    }

    /** The fields that the expressions may give. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        all.forEach(extraction -> names.addAll(extraction.finder().fields()));
        return names;
    }

    List<NamedPairs> pairs() {
        return pairs;
    }

    /** Adds what the expressions find. */
    void addTo(FieldTable fields, String raw) {
        if (all.isEmpty()) {
            return;
        }
        BitSet found = literals.in(raw);
        for (int i = 0; i < all.size(); i++) {
            Extraction extraction = all.get(i);
            String text = extraction.isOfRaw() ? raw : fields.first(extraction.field());
            boolean mayMatch =
                    literal[i] < 0 ? text != null && text.contains(extraction.needs()) : found.get(literal[i]);
            if (mayMatch && text != null) {
                extraction.addTo(fields, text);
            }
        }
    }
}
