package io.outrider.spl;

import io.outrider.rule.LookupTable;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.Lookup;
import io.outrider.spl.Command.Renaming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lowers {@code lookup}. Without {@code OUTPUT} all columns that are not compared are added (Search Reference, "lookup",
 * Splunk Enterprise 9).
 */
final class LookupLowering {

    private final Context context;

    LookupLowering(Context context) {
        this.context = context;
    }

    List<Stage> lower(Lookup lookup) {
        Options options = new Options("lookup", lookup.options(), context.problems());
        Optional<LookupTable> found = context.table(lookup.table());
        if (found.isEmpty() || !options.isClean()) {
            return List.of();
        }
        LookupTable table = found.get();
        List<Stage.LookupField> inputs = fields(lookup.inputs(), table);
        List<Stage.LookupField> outputs =
                lookup.outputs().isEmpty() ? others(table, inputs) : fields(lookup.outputs(), table);
        if (inputs.isEmpty() && lookup.inputs().isEmpty()) {
            context.error(
                    lookup.position(),
                    "lookup",
                    "expected a column to compare behind lookup " + table.name() + ", but found none");
        }
        if (inputs.isEmpty() || outputs.isEmpty()) {
            return List.of();
        }
        return List.of(new Stage.Lookup(table, inputs, outputs, !lookup.onlyNew()));
    }

    private List<Stage.LookupField> fields(List<Renaming> given, LookupTable table) {
        List<Stage.LookupField> fields = new ArrayList<>();
        for (Renaming renaming : given) {
            String column = renaming.from().text();
            if (table.columns().contains(column)) {
                fields.add(new Stage.LookupField(column, renaming.to().text()));
            } else {
                context.error(
                        renaming.from().position(),
                        column,
                        "expected a column of the lookup table " + table.name() + " ("
                                + String.join(", ", table.columns()) + "), but found " + column
                                + Suggestion.among(table.columns(), column));
            }
        }
        return fields;
    }

    private static List<Stage.LookupField> others(LookupTable table, List<Stage.LookupField> inputs) {
        Set<String> columns = new LinkedHashSet<>(table.columns());
        inputs.forEach(input -> columns.remove(input.column()));
        return columns.stream()
                .map(column -> new Stage.LookupField(column, column))
                .toList();
    }
}
