package io.outrider.spl;

import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;

/** The fields that a stage adds to rows, beside those of {@code stats}, {@code rename}, {@code table} and {@code fields}. */
final class WrittenFields {

    private WrittenFields() {}

    /** The names that are known. */
    static List<String> of(Stage stage) {
        if (stage instanceof Stage.Eval eval) {
            return eval.assignments().stream().map(Stage.Assignment::field).toList();
        }
        if (stage instanceof Stage.Extract extract) {
            return RegexSyntax.groups(extract.regex());
        }
        if (stage instanceof Stage.Bin bin) {
            return List.of(bin.as());
        }
        if (stage instanceof Stage.FillNull fill) {
            return fill.fields();
        }
        if (stage instanceof Stage.Spath spath && spath.path() != null) {
            return List.of(spath.output() == null ? spath.path() : spath.output());
        }
        if (stage instanceof Stage.AddTotals totals) {
            return List.of(totals.as());
        }
        if (stage instanceof Stage.Lookup lookup) {
            return lookup.outputs().stream().map(Stage.LookupField::field).toList();
        }
        if (stage instanceof Stage.EventStats stats) {
            return columns(stats.grouping());
        }
        if (stage instanceof Stage.StreamStats stats) {
            return columns(stats.grouping());
        }
        return stage instanceof Stage.Transaction ? List.of("duration", "eventcount") : List.of();
    }

    private static List<String> columns(io.outrider.rule.Grouping.By grouping) {
        List<String> columns = new ArrayList<>();
        grouping.aggregations().forEach(aggregation -> columns.add(aggregation.column()));
        return columns;
    }

    /** Whether it may add fields whose names are not known when it is loaded. */
    static boolean areOpen(Stage stage) {
        return stage instanceof Stage.Spath spath && spath.path() == null
                || stage instanceof Stage.ForEach
                || stage instanceof Stage.XmlFields
                || stage instanceof Stage.JsonFields
                || stage instanceof Stage.PairFields
                || stage instanceof Stage.Join
                || stage instanceof Stage.Append
                || stage instanceof Stage.AppendColumns
                || stage instanceof Stage.AppendPipe;
    }
}
