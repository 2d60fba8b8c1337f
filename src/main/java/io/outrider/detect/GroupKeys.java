package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells which groups a row belongs to. */
final class GroupKeys {

    private static final RowKeys NONE = new RowKeys(List.of(), false);

    private final Grouping.By grouping;
    private final int most;

    /** @param most how many groups one row may belong to */
    GroupKeys(Grouping.By grouping, int most) {
        this.grouping = grouping;
        this.most = most;
    }

    /**
     * The groups of a row: one, or for multivalue fields one for each combination of values (decision 17), or none where a
     * key field is absent and nothing fills it. A value that a field holds twice is one.
     *
     * <p>The product is cut at the bound for values: a hostile event of a few kilobytes could name a million combinations.
     */
    RowKeys of(Fields row) {
        // Nearly every row has one value in each field: it needs no product.
        String[] texts = new String[grouping.keys().size()];
        for (int i = 0; i < texts.length; i++) {
            Value value = row.get(grouping.keys().get(i).field());
            if (value instanceof Value.Multi) {
                return ofEachCombination(row);
            }
            String text = value == null ? grouping.fill() : value.text();
            if (text == null) {
                return NONE;
            }
            texts[i] = text;
        }
        return new RowKeys(List.of(RowKey.owning(texts)), false);
    }

    private RowKeys ofEachCombination(Fields row) {
        List<Set<String>> values = values(row);
        if (values.stream().anyMatch(Set::isEmpty)) {
            return NONE;
        }
        boolean cut = false;
        List<List<String>> keys = List.of(List.of());
        for (Set<String> texts : values) {
            cut |= (long) keys.size() * texts.size() > most;
            keys = product(keys, texts);
        }
        return new RowKeys(keys.stream().map(RowKey::new).toList(), cut);
    }

    /** The values of each key field. */
    private List<Set<String>> values(Fields row) {
        List<Set<String>> values = new ArrayList<>();
        for (Grouping.Key key : grouping.keys()) {
            Value value = row.get(key.field());
            values.add(value != null ? new LinkedHashSet<>(value.texts()) : fill());
        }
        return values;
    }

    private Set<String> fill() {
        String fill = grouping.fill();
        return fill == null ? Set.of() : Set.of(fill);
    }

    private List<List<String>> product(List<List<String>> keys, Set<String> texts) {
        List<List<String>> product = new ArrayList<>();
        for (List<String> key : keys) {
            for (String text : texts) {
                if (product.size() == most) {
                    return product;
                }
                List<String> longer = new ArrayList<>(key.size() + 1);
                longer.addAll(key);
                longer.add(text);
                product.add(longer);
            }
        }
        return product;
    }
}
