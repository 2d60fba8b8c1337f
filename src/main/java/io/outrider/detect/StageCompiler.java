package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Stage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns stages into row operations. */
final class StageCompiler {

    private StageCompiler() {}

    /** The stages one after the other, as one operation. */
    static RowStage compile(List<? extends Stage> stages) {
        RowStage[] compiled = stages.stream().map(StageCompiler::compile).toArray(RowStage[]::new);
        return (row, next) -> run(compiled, 0, row, next);
    }

    private static void run(RowStage[] stages, int position, ResultRow row, Consumer<ResultRow> next) {
        if (position == stages.length) {
            next.accept(row);
        } else {
            stages[position].apply(row, result -> run(stages, position + 1, result, next));
        }
    }

    private static RowStage compile(Stage stage) {
        if (stage instanceof Stage.Search search) {
            return keepIf(PredicateCompiler.compile(search.predicate()));
        }
        if (stage instanceof Stage.Where where) {
            return where(ExpressionCompiler.truth(where.condition()));
        }
        if (stage instanceof Stage.Rename rename) {
            return FieldStages.rename(rename);
        }
        if (stage instanceof Stage.FormatTime format) {
            return formatTime(format);
        }
        RowStage ofFields = ofFields(stage);
        RowStage compiled = ofFields == null ? ofTexts(stage) : ofFields;
        if (compiled == null) {
            throw new IllegalArgumentException("expected an operation on each row by itself, but found " + stage);
        }
        return compiled;
    }

    private static @Nullable RowStage ofFields(Stage stage) {
        if (stage instanceof Stage.Eval eval) {
            return FieldStages.eval(eval.assignments());
        }
        if (stage instanceof Stage.Fields fields) {
            return FieldStages.fields(fields);
        }
        if (stage instanceof Stage.Table table) {
            return FieldStages.table(table);
        }
        if (stage instanceof Stage.FillNull fill) {
            return FieldStages.fillNull(fill);
        }
        if (stage instanceof Stage.ExpandValues expand) {
            return FieldStages.expandValues(expand);
        }
        if (stage instanceof Stage.MakeValues make) {
            return FieldStages.makeValues(make);
        }
        if (stage instanceof Stage.Replace replace) {
            return FieldStages.replace(replace);
        }
        if (stage instanceof Stage.AddTotals totals) {
            return FieldStages.addTotals(totals);
        }
        if (stage instanceof Stage.Bin bin) {
            return FieldStages.bin(bin);
        }
        return stage instanceof Stage.ForEach each ? new ForEachStage(each) : null;
    }

    private static @Nullable RowStage ofTexts(Stage stage) {
        if (stage instanceof Stage.Extract extract) {
            return Extraction.extract(extract);
        }
        if (stage instanceof Stage.Substitute substitute) {
            return Extraction.substitute(substitute);
        }
        if (stage instanceof Stage.Transliterate transliterate) {
            return Extraction.transliterate(transliterate);
        }
        if (stage instanceof Stage.Regex regex) {
            return Extraction.regex(regex);
        }
        if (stage instanceof Stage.Spath spath) {
            return SpathStage.compile(spath);
        }
        if (stage instanceof Stage.XmlFields xml) {
            return TextFields.xml(xml);
        }
        if (stage instanceof Stage.JsonFields json) {
            return TextFields.json(json);
        }
        if (stage instanceof Stage.PairFields pairs) {
            return TextFields.pairs(pairs);
        }
        return stage instanceof Stage.Lookup lookup ? new LookupStage(lookup) : null;
    }

    private static RowStage keepIf(Condition condition) {
        return (row, next) -> {
            if (condition.test(row)) {
                next.accept(row);
            }
        };
    }

    private static RowStage where(Truth condition) {
        return (row, next) -> {
            if (condition.holds(row, row.from().closes())) {
                next.accept(row);
            }
        };
    }

    private static RowStage formatTime(Stage.FormatTime stage) {
        TimeFormat format = TimeFormat.compile(stage.format());
        String as = stage.as() == null ? stage.field() : stage.as();
        return (row, next) -> {
            Value value = row.get(stage.field());
            Double seconds = value == null ? null : Numbers.of(value);
            String date = seconds == null ? null : format.format(seconds);
            next.accept(date == null ? row : row.with(as, Value.of(date)));
        };
    }
}
