package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.regex.Regex;
import io.outrider.rule.NamePatterns;
import io.outrider.rule.Stage;
import io.outrider.rule.StarPattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Row operations that compute, choose or fill fields: {@code eval}, {@code fields}, {@code table} and their like. */
final class FieldStages {

    private record Assignment(String field, Evaluator value) {}

    private record Replacement(StarPattern from, List<String> to) {}

    private FieldStages() {}

    /** Splunk Enterprise 9, Search Reference, "eval". */
    static RowStage eval(List<Stage.Assignment> stage) {
        List<Assignment> assignments = stage.stream()
                .map(one -> new Assignment(one.field(), ExpressionCompiler.evaluator(one.value())))
                .toList();
        return (row, next) -> {
            RowDraft draft = row.draft();
            for (Assignment assignment : assignments) {
                draft.set(
                        assignment.field(),
                        assignment.value().eval(draft, row.from().closes()));
            }
            next.accept(draft.row());
        };
    }

    /** Splunk Enterprise 9, Search Reference, "rename": the renames act in order. */
    static RowStage rename(Stage.Rename stage) {
        List<Renamer> renamers = stage.renamings().stream().map(Renamer::new).toList();
        PerHeader<Arrangement> arrangements =
                new PerHeader<>(header -> Arrangement.of(header, columns -> renamed(columns, renamers)));
        return (row, next) -> {
            Arrangement arrangement = arrangements.of(row.header());
            // Whether a column gives way to another hangs on whether the row has that one.
            next.accept(
                    arrangement.drops() && row.hasGaps()
                            ? ResultRow.of(renamed(row.columns(), renamers), row.from())
                            : arrangement.apply(row));
        };
    }

    private static <T> Map<String, T> renamed(Map<String, T> columns, List<Renamer> renamers) {
        Map<String, T> renamed = columns;
        for (Renamer renamer : renamers) {
            renamed = renamer.rename(renamed);
        }
        return renamed;
    }

    /** Splunk Enterprise 9, Search Reference, "fields": what is kept is kept together with {@code _time} and {@code _raw}. */
    static RowStage fields(Stage.Fields stage) {
        NamePatterns names = new NamePatterns(stage.names());
        return arranging(columns -> {
            columns.keySet()
                    .removeIf(name -> stage.keep()
                            ? !names.match(name) && !name.equals("_time") && !name.equals("_raw")
                            : names.match(name));
            return columns;
        });
    }

    /** Splunk Enterprise 9, Search Reference, "table". */
    static RowStage table(Stage.Table stage) {
        List<StarPattern> names =
                stage.names().stream().map(StarPattern::compile).toList();
        return arranging(columns -> {
            Map<String, Integer> shown = new LinkedHashMap<>();
            for (StarPattern name : names) {
                columns.forEach((column, place) -> {
                    if (name.matches(column)) {
                        shown.putIfAbsent(column, place);
                    }
                });
            }
            return shown;
        });
    }

    private static RowStage arranging(UnaryOperator<Map<String, Integer>> arrange) {
        PerHeader<Arrangement> arrangements = new PerHeader<>(header -> Arrangement.of(header, arrange));
        return (row, next) -> next.accept(arrangements.of(row.header()).apply(row));
    }

    /** Splunk Enterprise 9, Search Reference, "fillnull". */
    static RowStage fillNull(Stage.FillNull stage) {
        Value fill = Value.of(stage.value());
        return (row, next) -> {
            RowDraft draft = null;
            for (String field : stage.fields()) {
                if (row.get(field) == null) {
                    draft = draft == null ? row.draft() : draft;
                    draft.set(field, fill);
                }
            }
            next.accept(draft == null ? row : draft.row());
        };
    }

    /** Splunk Enterprise 9, Search Reference, "mvexpand". A row without the field stays as it is. */
    static RowStage expandValues(Stage.ExpandValues stage) {
        return (row, next) -> {
            if (!(row.get(stage.field()) instanceof Value.Multi multi)) {
                next.accept(row);
                return;
            }
            int count = stage.limit() == 0
                    ? multi.texts().size()
                    : Math.min(stage.limit(), multi.texts().size());
            for (int i = 0; i < count; i++) {
                next.accept(row.with(stage.field(), Value.of(multi.texts().get(i))));
            }
        };
    }

    /** Splunk Enterprise 9, Search Reference, "makemv". The tokenizer's values are what its first group matches. */
    static RowStage makeValues(Stage.MakeValues stage) {
        Regex tokenizer = stage.tokenizer() == null ? null : Regex.compile(stage.tokenizer());
        String delimiter = stage.delimiter() == null ? " " : stage.delimiter();
        return (row, next) -> {
            Value value = row.get(stage.field());
            if (value == null) {
                next.accept(row);
                return;
            }
            List<String> parts = new ArrayList<>();
            for (String text : value.texts()) {
                if (tokenizer == null) {
                    MultivalueFunctions.split(text, delimiter, parts);
                } else {
                    Extraction.tokens(tokenizer, text, parts);
                }
            }
            if (!stage.allowEmpty()) {
                parts.removeIf(String::isEmpty);
            }
            next.accept(row.with(stage.field(), MultivalueFunctions.value(parts)));
        };
    }

    /** Splunk Enterprise 9, Search Reference, "replace": the first replacement that matches a whole value, with regard to case. */
    static RowStage replace(Stage.Replace stage) {
        List<Replacement> replacements = new ArrayList<>();
        for (Stage.Replacement one : stage.replacements()) {
            List<String> to = new ArrayList<>();
            MultivalueFunctions.split(one.to(), "*", to);
            replacements.add(new Replacement(StarPattern.compile(one.from()), List.copyOf(to)));
        }
        return (row, next) -> {
            RowDraft draft = row.draft();
            for (String field : stage.fields().isEmpty() ? row.header().names() : stage.fields()) {
                Value value = draft.get(field);
                draft.set(field, value == null ? null : replaced(value, replacements));
            }
            next.accept(draft.row());
        };
    }

    private static Value replaced(Value value, List<Replacement> replacements) {
        return TextFunctions.onEach(value, text -> {
            for (Replacement replacement : replacements) {
                List<String> stars = replacement.from().stars(text);
                if (stars != null) {
                    return filled(replacement.to(), stars);
                }
            }
            return text;
        });
    }

    // A star of the new value stands for what the star in the same place matched, or the last one.
    private static String filled(List<String> parts, List<String> stars) {
        StringBuilder text = new StringBuilder(parts.get(0));
        for (int i = 1; i < parts.size(); i++) {
            text.append(stars.isEmpty() ? "*" : stars.get(Math.min(i, stars.size()) - 1));
            text.append(parts.get(i));
        }
        return text.toString();
    }

    /** Splunk Enterprise 9, Search Reference, "addtotals": internal fields, which begin with {@code _}, do not count. */
    static RowStage addTotals(Stage.AddTotals stage) {
        NamePatterns names = new NamePatterns(stage.fields());
        return (row, next) -> {
            ExactSum sum = ExactSum.ZERO;
            for (Map.Entry<String, Value> column : row.columns().entrySet()) {
                boolean counts = stage.fields().isEmpty() || names.match(column.getKey());
                Double number = counts && !column.getKey().startsWith("_") ? Numbers.of(column.getValue()) : null;
                sum = number == null ? sum : sum.plus(number);
            }
            double total = sum.value().doubleValue();
            next.accept(Double.isFinite(total) ? row.with(stage.as(), Value.of(total)) : row);
        };
    }

    /**
     * Splunk Enterprise 9, Search Reference, "bin": the lower end of the bin, counted from 0, for times from 1970-01-01 UTC. A
     * value that is no number stays as it is.
     */
    static RowStage bin(Stage.Bin stage) {
        BigDecimal width = stage.span() instanceof Stage.Span.Time time
                ? BigDecimal.valueOf(time.width().toNanos(), 9)
                : BigDecimal.valueOf(((Stage.Span.Number) stage.span()).width());
        if (width.signum() <= 0) {
            throw new IllegalArgumentException("expected a span greater than 0 for bin, but found " + width);
        }
        BigDecimal plain = width.stripTrailingZeros();
        return (row, next) -> {
            Value value = row.get(stage.field());
            Double number = value == null ? null : Numbers.of(value);
            next.accept(number == null ? row : row.with(stage.as(), Value.of(floor(number, plain))));
        };
    }

    private static double floor(double number, BigDecimal width) {
        // Nearly all spans are of whole seconds, and times fit a long.
        if (Math.abs(number) < 1L << 53 && width.scale() <= 0 && width.precision() < 18) {
            long whole = width.longValueExact();
            return (double) (Math.floorDiv((long) Math.floor(number), whole) * whole);
        }
        BigDecimal exact = BigDecimal.valueOf(number);
        BigDecimal rest = exact.remainder(width);
        BigDecimal lower = exact.subtract(rest);
        return (rest.signum() < 0 ? lower.subtract(width) : lower).doubleValue();
    }
}
