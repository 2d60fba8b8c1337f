package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code lookup} (Splunk Enterprise 9, Search Reference, "lookup", and transforms.conf). A row that lacks an input field
 * matches nothing, and gets no default match: that is for a value without matches. Where an input has several values, each is looked up, and what is found is put together; where several
 * rows of the table match, the outputs are multivalue.
 */
final class LookupStage implements RowStage {

    // A row of a few kilobytes must not become a million lookups; the bound of values in a row is the same.
    private static final int MOST_COMBINATIONS = 10_000;

    private final LookupTable table;
    private final List<Stage.LookupField> inputs;
    private final List<Stage.LookupField> outputs;
    private final int[] outputColumns;
    private final boolean overwrite;
    private final LookupIndex index;

    LookupStage(Stage.Lookup stage) {
        table = stage.table();
        inputs = stage.inputs();
        outputs = stage.outputs();
        outputColumns =
                outputs.stream().mapToInt(field -> column(field.column())).toArray();
        overwrite = stage.overwrite();
        index = new LookupIndex(
                table, inputs.stream().mapToInt(field -> column(field.column())).toArray());
    }

    private int column(String name) {
        int column = table.columns().indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException("expected one of the columns " + table.columns() + " of the lookup "
                    + table.name() + ", but found " + name);
        }
        return column;
    }

    @Override
    public void apply(ResultRow row, Consumer<ResultRow> next) {
        List<List<String>> combinations = combinations(row);
        // A value that is there twice is found twice: searches decode a text letter by letter.
        List<Integer> found = new ArrayList<>();
        for (List<String> combination : combinations) {
            Set<Integer> ofOne = new LinkedHashSet<>();
            index.find(combination, table.maxMatches(), ofOne);
            found.addAll(ofOne);
        }
        // What was not looked up may have been found: the row says that it is not whole.
        ResultRow looked = isCut(row, combinations.size()) ? row.from(row.from().cut()) : row;
        boolean fill = !combinations.isEmpty() && found.size() < table.minMatches() && table.defaultMatch() != null;
        if (found.isEmpty() && !fill) {
            next.accept(looked);
            return;
        }
        RowDraft draft = looked.draft();
        for (int i = 0; i < outputColumns.length; i++) {
            String field = outputs.get(i).field();
            if (overwrite || draft.get(field) == null) {
                draft.set(field, output(found, outputColumns[i], fill));
            }
        }
        next.accept(draft.row());
    }

    private @Nullable Value output(List<Integer> found, int column, boolean fill) {
        List<String> texts = new ArrayList<>();
        for (int row : found) {
            String text = table.rows().get(row).get(column);
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        if (fill) {
            for (int i = found.size(); i < table.minMatches(); i++) {
                texts.add(String.valueOf(table.defaultMatch()));
            }
        }
        return MultivalueFunctions.value(texts);
    }

    /** What is looked up: each combination of the inputs' values, up to the bound; none if an input is absent. */
    private List<List<String>> combinations(ResultRow row) {
        List<List<String>> combinations = List.of(List.of());
        for (Stage.LookupField input : inputs) {
            Value value = row.get(input.field());
            if (value == null) {
                return List.of();
            }
            combinations = product(combinations, value.texts());
        }
        return combinations;
    }

    private boolean isCut(ResultRow row, int lookedUp) {
        if (lookedUp < MOST_COMBINATIONS) {
            return false;
        }
        long all = 1;
        for (Stage.LookupField input : inputs) {
            Value value = row.get(input.field());
            all = Math.min(
                    Integer.MAX_VALUE, all * (value == null ? 0 : value.texts().size()));
        }
        return all > lookedUp;
    }

    private static List<List<String>> product(List<List<String>> combinations, List<String> texts) {
        List<List<String>> product = new ArrayList<>();
        for (List<String> combination : combinations) {
            for (String text : texts) {
                if (product.size() == MOST_COMBINATIONS) {
                    return product;
                }
                List<String> longer = new ArrayList<>(combination);
                longer.add(text);
                product.add(longer);
            }
        }
        return product;
    }
}
