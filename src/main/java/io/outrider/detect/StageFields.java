package io.outrider.detect;

import io.outrider.regex.Regex;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a stage reads and those that it may write. What is not recognised reads and writes all.
 *
 * @param reads {@code null} for all
 * @param writes {@code null} for any
 */
record StageFields(@Nullable Set<String> reads, @Nullable Set<String> writes) {

    static StageFields of(Stage.RowWise stage) {
        if (stage instanceof Stage.Search search) {
            Set<String> reads = new LinkedHashSet<>();
            PredicateFields.add(search.predicate(), reads);
            return new StageFields(reads, Set.of());
        }
        if (stage instanceof Stage.Where where) {
            Set<String> reads = new LinkedHashSet<>();
            where.condition().addFields(reads);
            return new StageFields(reads, Set.of());
        }
        if (stage instanceof Stage.Regex regex) {
            return new StageFields(Set.of(regex.field()), Set.of());
        }
        if (stage instanceof Stage.Eval eval) {
            return of(eval);
        }
        if (stage instanceof Stage.FormatTime format) {
            return of(format.field(), format.as() == null ? format.field() : format.as());
        }
        if (stage instanceof Stage.Bin bin) {
            return of(bin.field(), bin.as());
        }
        if (stage instanceof Stage.Extract extract) {
            return new StageFields(
                    Set.of(extract.field()),
                    Regex.compile(extract.regex()).groupNames().keySet());
        }
        if (stage instanceof Stage.Substitute substitute) {
            return of(substitute.field(), substitute.field());
        }
        if (stage instanceof Stage.Transliterate transliterate) {
            return of(transliterate.field(), transliterate.field());
        }
        if (stage instanceof Stage.MakeValues make) {
            return of(make.field(), make.field());
        }
        if (stage instanceof Stage.ExpandValues expand) {
            return of(expand.field(), expand.field());
        }
        if (stage instanceof Stage.Spath spath) {
            String output = spath.output() == null ? spath.path() : spath.output();
            return new StageFields(Set.of(spath.input()), output == null ? null : Set.of(output));
        }
        if (stage instanceof Stage.XmlFields xml) {
            return new StageFields(Set.of(xml.field()), null);
        }
        if (stage instanceof Stage.JsonFields json) {
            return new StageFields(Set.of(json.field()), null);
        }
        if (stage instanceof Stage.PairFields) {
            return new StageFields(Set.of("_raw"), null);
        }
        if (stage instanceof Stage.AddTotals totals) {
            return new StageFields(plain(totals.fields()), Set.of(totals.as()));
        }
        if (stage instanceof Stage.Lookup lookup) {
            return new StageFields(fields(lookup.inputs()), fields(lookup.outputs()));
        }
        return new StageFields(null, null);
    }

    private static StageFields of(Stage.Eval eval) {
        Set<String> reads = new LinkedHashSet<>();
        Set<String> writes = new LinkedHashSet<>();
        eval.assignments().forEach(assignment -> {
            assignment.value().addFields(reads);
            writes.add(assignment.field());
        });
        return new StageFields(reads, writes);
    }

    private static StageFields of(String reads, String writes) {
        return new StageFields(Set.of(reads), Set.of(writes));
    }

    private static @Nullable Set<String> plain(List<String> names) {
        boolean all = names.isEmpty() || names.stream().anyMatch(name -> name.contains("*"));
        return all ? null : new LinkedHashSet<>(names);
    }

    private static Set<String> fields(List<Stage.LookupField> fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.forEach(field -> names.add(field.field()));
        return names;
    }
}
