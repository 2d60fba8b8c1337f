package io.outrider.explain;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stages in words, as what they do to the rows. A condition stands by itself: see {@link #clause}. */
final class StageText {

    private final Function<Search, String> names;

    /** @param names calls the searches beside the detection's own */
    StageText(Function<Search, String> names) {
        this.names = names;
    }

    /** The condition by which the stage keeps rows; {@code null} if it has none. */
    static @Nullable Clause clause(Stage stage) {
        if (stage instanceof Stage.Search search) {
            return Clause.of(search.predicate());
        }
        return stage instanceof Stage.Where where ? Clause.of(where.condition()) : null;
    }

    String of(Stage stage) {
        if (stage instanceof Stage.Search || stage instanceof Stage.Where) {
            return "keep the rows for which";
        }
        if (stage instanceof Stage.RowWise rowWise) {
            String fields = ofFields(rowWise);
            return fields == null ? ofTexts(rowWise) : fields;
        }
        String table = ofTable((Stage.TableWise) stage);
        return table == null ? besideAnother((Stage.TableWise) stage) : table;
    }

    private static @Nullable String ofFields(Stage.RowWise stage) {
        if (stage instanceof Stage.Eval eval) {
            return "compute " + assignments(eval.assignments());
        }
        if (stage instanceof Stage.Rename rename) {
            return "rename "
                    + rename.renamings().stream()
                            .map(one -> SafeText.printable(one.from()) + " to " + SafeText.printable(one.to()))
                            .collect(Collectors.joining(", "));
        }
        if (stage instanceof Stage.FormatTime format) {
            return "write the time " + SafeText.printable(format.field()) + " as " + SafeText.quoted(format.format())
                    + (format.as() == null ? "" : " into " + SafeText.printable(format.as()));
        }
        if (stage instanceof Stage.Fields fields) {
            return (fields.keep() ? "keep only the fields " : "remove the fields ") + SafeText.list(fields.names());
        }
        if (stage instanceof Stage.Table table) {
            return "keep only the columns " + SafeText.list(table.names());
        }
        if (stage instanceof Stage.Bin bin) {
            String width = bin.span() instanceof Stage.Span.Time time
                    ? duration(time.width())
                    : String.valueOf(((Stage.Span.Number) bin.span()).width());
            return "round " + SafeText.printable(bin.field()) + " down to steps of " + width
                    + into(bin.field(), bin.as());
        }
        if (stage instanceof Stage.FillNull fill) {
            return "put " + SafeText.quoted(fill.value()) + " where one of these is absent: "
                    + SafeText.list(fill.fields());
        }
        if (stage instanceof Stage.ExpandValues expand) {
            return "make a row of each value of " + SafeText.printable(expand.field())
                    + (expand.limit() == 0 ? "" : ", " + expand.limit() + " at most");
        }
        if (stage instanceof Stage.MakeValues make) {
            return "split " + SafeText.printable(make.field()) + " into values by "
                    + (make.delimiter() == null
                            ? "the expression " + SafeText.quoted(String.valueOf(make.tokenizer()))
                            : SafeText.quoted(make.delimiter()));
        }
        if (stage instanceof Stage.ForEach each) {
            return "for each field named " + SafeText.list(each.names()) + ": compute " + assignments(each.template());
        }
        if (stage instanceof Stage.Replace replace) {
            return "replace "
                    + replace.replacements().stream()
                            .map(one -> SafeText.quoted(one.from()) + " by " + SafeText.quoted(one.to()))
                            .collect(Collectors.joining(", "))
                    + " in " + (replace.fields().isEmpty() ? "all fields" : SafeText.list(replace.fields()));
        }
        if (stage instanceof Stage.AddTotals totals) {
            return "add up " + (totals.fields().isEmpty() ? "all numbers" : SafeText.list(totals.fields())) + " as "
                    + SafeText.printable(totals.as());
        }
        return stage instanceof Stage.Lookup lookup ? lookup(lookup) : null;
    }

    private static String lookup(Stage.Lookup lookup) {
        return "look up " + fields(lookup.inputs()) + " in the table "
                + SafeText.printable(lookup.table().name()) + " ("
                + lookup.table().rows().size() + " rows) and " + (lookup.overwrite() ? "set " : "set where absent: ")
                + fields(lookup.outputs());
    }

    private static String fields(List<Stage.LookupField> fields) {
        return fields.stream()
                .map(one -> one.column().equals(one.field())
                        ? SafeText.printable(one.field())
                        : SafeText.printable(one.field()) + " (column " + SafeText.printable(one.column()) + ')')
                .collect(Collectors.joining(", "));
    }

    private static String ofTexts(Stage.RowWise stage) {
        if (stage instanceof Stage.Extract extract) {
            String most = switch (extract.maxMatch()) {
                case 0 -> ", all matches";
                case 1 -> "";
                default -> ", " + extract.maxMatch() + " matches at most";
            };
            return "take fields out of " + SafeText.printable(extract.field()) + " by "
                    + SafeText.quoted(extract.regex()) + most;
        }
        if (stage instanceof Stage.Substitute substitute) {
            return "replace in " + SafeText.printable(substitute.field()) + " what matches "
                    + SafeText.quoted(substitute.regex()) + " by " + SafeText.quoted(substitute.replacement());
        }
        if (stage instanceof Stage.Transliterate letters) {
            return "replace in " + SafeText.printable(letters.field()) + " the letters "
                    + SafeText.quoted(letters.from()) + " by " + SafeText.quoted(letters.to());
        }
        if (stage instanceof Stage.Regex regex) {
            return "keep the rows of which " + SafeText.printable(regex.field())
                    + (regex.negated() ? " does not match " : " matches ") + SafeText.quoted(regex.regex());
        }
        if (stage instanceof Stage.Spath spath) {
            String path = spath.path() == null ? "all fields" : "the field " + SafeText.printable(spath.path());
            return "take " + path + " out of the JSON or XML in " + SafeText.printable(spath.input())
                    + (spath.output() == null ? "" : " as " + SafeText.printable(spath.output()));
        }
        if (stage instanceof Stage.XmlFields xml) {
            return "take the elements out of the XML in " + SafeText.printable(xml.field());
        }
        if (stage instanceof Stage.JsonFields json) {
            return "take the members out of the JSON in " + SafeText.printable(json.field());
        }
        return "take pairs of names and values out of _raw";
    }

    private static @Nullable String ofTable(Stage.TableWise stage) {
        if (stage instanceof Stage.Stats stats) {
            return "group the rows " + GroupingText.of(stats.grouping());
        }
        if (stage instanceof Stage.EventStats stats) {
            return "add to each row, over " + GroupingText.over(stats.grouping());
        }
        if (stage instanceof Stage.StreamStats stats) {
            return "add to each row, over those up to it of " + GroupingText.over(stats.grouping());
        }
        if (stage instanceof Stage.FillAll fill) {
            return "put " + SafeText.quoted(fill.value()) + " for each field that only other rows have";
        }
        if (stage instanceof Stage.Dedup dedup) {
            return "keep the first " + (dedup.count() == 1 ? "row" : dedup.count() + " rows")
                    + " of each combination of " + SafeText.list(dedup.fields());
        }
        if (stage instanceof Stage.Sort sort) {
            return "sort by "
                    + sort.keys().stream()
                            .map(key -> SafeText.printable(key.field()) + (key.descending() ? " downwards" : ""))
                            .collect(Collectors.joining(", "))
                    + (sort.limit() == 0 ? "" : " and keep the first " + sort.limit());
        }
        if (stage instanceof Stage.Head head) {
            return "keep the first " + head.limit() + " rows";
        }
        if (stage instanceof Stage.Last last) {
            return "keep the last " + last.limit() + " rows";
        }
        return stage instanceof Stage.Transaction transaction ? transaction(transaction) : null;
    }

    private static String transaction(Stage.Transaction transaction) {
        List<String> bounds = new ArrayList<>();
        if (transaction.maxSpan() != null) {
            bounds.add("within " + duration(transaction.maxSpan()));
        }
        if (transaction.maxPause() != null) {
            bounds.add("at most " + duration(transaction.maxPause()) + " apart");
        }
        return "join events with equal " + SafeText.list(transaction.fields()) + " into one row"
                + (bounds.isEmpty() ? "" : ", " + String.join(", ", bounds));
    }

    private String besideAnother(Stage.TableWise stage) {
        if (stage instanceof Stage.Join join) {
            return "join with the rows of " + names.apply(join.other())
                    + (join.fields().isEmpty() ? " on all common fields" : " on " + SafeText.list(join.fields()))
                    + (join.outer() ? "; rows without a partner stay" : "; rows without a partner go");
        }
        if (stage instanceof Stage.Append append) {
            return "append the rows of " + names.apply(append.other());
        }
        if (stage instanceof Stage.AppendColumns append) {
            return "put the columns of " + names.apply(append.other()) + " beside, row by row";
        }
        if (stage instanceof Stage.AppendPipe pipe) {
            return "append what becomes of the rows by: "
                    + pipe.stages().stream().map(this::of).collect(Collectors.joining("; then "));
        }
        Stage.KeepMatching keep = (Stage.KeepMatching) stage;
        return (keep.negated() ? "keep the rows that match no row of " : "keep the rows that match a row of ")
                + names.apply(keep.other());
    }

    private static String assignments(List<Stage.Assignment> assignments) {
        return assignments.stream()
                .map(one -> SafeText.printable(one.field()) + " = " + text(one.value()))
                .collect(Collectors.joining("; "));
    }

    private static String text(Expression expression) {
        return ExpressionText.of(expression);
    }

    private static String into(String field, String as) {
        return field.equals(as) ? "" : ", as " + SafeText.printable(as);
    }

    /** For example {@code 1h}, {@code 90m}: in the greatest unit that leaves a whole number. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toNanosPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** The aggregations of a grouping that a stage makes; none for other stages. */
    static List<Grouping.Aggregation> aggregations(Stage stage) {
        if (stage instanceof Stage.Stats stats) {
            return stats.grouping().aggregations();
        }
        if (stage instanceof Stage.EventStats stats) {
            return stats.grouping().aggregations();
        }
        return stage instanceof Stage.StreamStats stats ? stats.grouping().aggregations() : List.of();
    }
}
