package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.regex.Regex;
import io.outrider.rule.Expression;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows a search from stage to stage by what values its columns may have, to the stage that lets no row through. What is
 * not recognised may give anything: so nothing is said of a search that could give a row.
 */
final class Reach {

    private final DataModels models;
    private final @Nullable Duration window;
    private PossibleColumns columns = PossibleColumns.open();
    private SpanCount spans;
    /** The feed, grouping or stage that is looked at. */
    private Object part;

    private @Nullable SilentPart none;

    /** @param window {@code null} if its length is not known */
    Reach(DataModels models, @Nullable Duration window) {
        this.models = models;
        this.window = window;
        spans = SpanCount.unknown(window);
        part = this;
    }

    /** Where and why the search gives no row; {@code null} if it may give one. */
    @Nullable
    SilentPart silence(Search search) {
        part = search.feed();
        feed(search.feed());
        search.rowStages().forEach(this::next);
        part = search.grouping();
        if (search.grouping() instanceof Grouping.By by) {
            group(by);
        }
        search.tail().forEach(this::next);
        return none;
    }

    private void next(Stage stage) {
        part = stage;
        stage(stage);
    }

    private Reach of(Search other) {
        Reach reach = new Reach(models, window);
        reach.silence(other);
        return reach;
    }

    private void ends(@Nullable Silence why) {
        if (why != null) {
            endsAs(new SilentPart(part, why));
        }
    }

    private void endsAs(@Nullable SilentPart other) {
        if (none == null) {
            none = other;
        }
    }

    private void feed(Feed feed) {
        if (feed instanceof Feed.Dataset dataset) {
            Optional<Dataset> model = models.find(dataset.name());
            if (model.isPresent()) {
                Set<String> names = new TreeSet<>(Dataset.BASE_FIELDS);
                names.addAll(model.get().fields());
                columns = PossibleColumns.closed(names, name -> new Silence.NotInModel(dataset.name(), name));
            }
            columns.put("_time", new Possible.Moment(null));
            condition(dataset.where());
        } else if (feed instanceof Feed.Events events) {
            columns.put("_time", new Possible.Moment(null));
            condition(events.where());
        } else {
            table(((Feed.Table) feed).table());
        }
    }

    private void table(LookupTable table) {
        columns.clear();
        table.columns().forEach(column -> columns.put(column, texts(table, column)));
        if (table.rows().isEmpty()) {
            ends(new Silence.EmptyTable(table.name()));
        }
    }

    private static Possible texts(LookupTable table, String column) {
        int at = table.columns().indexOf(column);
        Set<String> texts = new LinkedHashSet<>();
        for (List<String> row : at < 0 ? List.<List<String>>of() : table.rows()) {
            if (!row.get(at).isEmpty()) {
                texts.add(row.get(at));
            }
            if (texts.size() > Possible.MOST_TEXTS) {
                return Possible.ANY;
            }
        }
        return texts.isEmpty()
                ? new Possible.Never(new Silence.EmptyTable(table.name()))
                : Possible.texts(texts, true, null);
    }

    private void condition(Predicate predicate) {
        ends(new PossibleOutcomes(columns).of(predicate).why());
    }

    private Possible value(Expression expression) {
        return new PossibleValues(columns, window).of(expression);
    }

    private void stage(Stage stage) {
        if (stage instanceof Stage.Search search) {
            condition(search.predicate());
        } else if (stage instanceof Stage.Where where) {
            ends(new PossibleValues(columns, window).outcome(where.condition()).why());
        } else if (stage instanceof Stage.Regex regex) {
            if (!regex.negated() && columns.of(regex.field()) instanceof Possible.Never never) {
                ends(never.why());
            }
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(one -> put(one.field(), value(one.value())));
        } else if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.Fields fields) {
            fields(fields);
        } else if (stage instanceof Stage.Table table) {
            columns.keep(table.names(), Set.of());
            spans = spans.keep(columns);
        } else if (stage instanceof Stage.Lookup lookup) {
            lookup(lookup);
        } else if (stage instanceof Stage.TableWise tableWise) {
            tableStage(tableWise);
        } else {
            change(stage);
        }
    }

    private void put(String column, Possible possible) {
        spans = spans.without(column);
        columns.put(column, possible);
    }

    private void rename(Stage.Renaming renaming) {
        spans = spans.renamed(renaming);
        columns.rename(renaming);
    }

    private void fields(Stage.Fields fields) {
        if (fields.keep()) {
            columns.keep(fields.names(), Set.of("_time", "_raw"));
        } else {
            columns.remove(fields.names());
        }
        spans = spans.keep(columns);
    }

    /** Stages that change the values of columns. */
    private void change(Stage stage) {
        if (stage instanceof Stage.FormatTime format) {
            format(format);
        } else if (stage instanceof Stage.Bin bin) {
            Possible binned = columns.of(bin.field());
            boolean time = binned instanceof Possible.Moment && bin.span() instanceof Stage.Span.Time;
            put(bin.as(), time ? new Possible.Moment(((Stage.Span.Time) bin.span()).width()) : loose(binned));
        } else if (stage instanceof Stage.Extract extract) {
            if (!(columns.of(extract.field()) instanceof Possible.Never)) {
                Regex.compile(extract.regex()).groupNames().keySet().forEach(group -> put(group, Possible.ANY));
            }
        } else if (stage instanceof Stage.FillNull fill) {
            fill.fields().forEach(field -> put(field, filled(columns.of(field), fill.value())));
        } else if (stage instanceof Stage.Substitute substitute) {
            put(substitute.field(), loose(columns.of(substitute.field())));
        } else if (stage instanceof Stage.Transliterate transliterate) {
            put(transliterate.field(), loose(columns.of(transliterate.field())));
        } else if (stage instanceof Stage.MakeValues make) {
            put(make.field(), loose(columns.of(make.field())));
        } else if (stage instanceof Stage.ExpandValues) {
            spans = SpanCount.unknown(window);
        } else if (stage instanceof Stage.Spath spath && spath.path() != null) {
            if (!(columns.of(spath.input()) instanceof Possible.Never)) {
                put(spath.output() == null ? spath.path() : spath.output(), Possible.ANY);
            }
        } else if (stage instanceof Stage.AddTotals totals) {
            put(totals.as(), Possible.ANY);
        } else {
            forget();
        }
    }

    private void forget() {
        columns.forget();
        spans = SpanCount.unknown(window);
    }

    /** What is made of a value may be anything, of none is nothing made. */
    private static Possible loose(Possible possible) {
        return possible instanceof Possible.Never ? possible : Possible.ANY;
    }

    private static Possible filled(Possible possible, String value) {
        Possible filled = Possible.either(possible, Possible.text(value));
        return possible instanceof Possible.Never ? Possible.text(value) : filled;
    }

    private void format(Stage.FormatTime format) {
        String as = format.as() == null ? format.field() : format.as();
        Possible time = columns.of(format.field());
        boolean date = format.format().startsWith("%Y-") || format.format().startsWith("%Y/");
        put(as, time instanceof Possible.Moment && date ? new Possible.DateText() : loose(time));
    }

    private void lookup(Stage.Lookup lookup) {
        LookupTable table = lookup.table();
        boolean matches =
                lookup.inputs().stream().noneMatch(input -> columns.of(input.field()) instanceof Possible.Never);
        for (Stage.LookupField output : lookup.outputs()) {
            Possible before = columns.of(output.field());
            if (matches && (lookup.overwrite() || before instanceof Possible.Never)) {
                put(output.field(), Possible.either(before, found(table, output.column())));
            } else if (matches) {
                put(output.field(), Possible.either(before, Possible.ANY));
            }
        }
    }

    private static Possible found(LookupTable table, String column) {
        Possible found = texts(table, column);
        String otherwise = table.defaultMatch();
        if (otherwise == null || table.minMatches() == 0) {
            return found;
        }
        Silence why = found instanceof Possible.Never never ? never.why() : null;
        return Possible.either(found, Possible.texts(Set.of(otherwise), true, why));
    }

    private void tableStage(Stage.TableWise stage) {
        if (stage instanceof Stage.Stats stats) {
            group(stats.grouping());
        } else if (stage instanceof Stage.EventStats stats) {
            PossibleColumns before = columns.copy();
            SpanCount counted = spans;
            for (Grouping.Aggregation one : stats.grouping().aggregations()) {
                Possible value = aggregated(one, stats.grouping(), before, counted);
                boolean everywhere = stats.grouping().keys().isEmpty();
                // A row without a key has no aggregation.
                put(one.column(), everywhere ? value : Possible.either(before.of(one.column()), value));
            }
        } else if (stage instanceof Stage.StreamStats stats) {
            stats.grouping().aggregations().forEach(one -> put(one.column(), Possible.ANY));
        } else if (stage instanceof Stage.Dedup dedup) {
            if (!dedup.keepEmpty()) {
                dedup.fields().forEach(this::mustBeThere);
            }
        } else if (stage instanceof Stage.Join join) {
            join(join);
        } else if (stage instanceof Stage.Append append) {
            Reach other = of(append.other());
            none = other.none == null ? null : none;
            columns = columns.with(other.columns, Possible::either);
            spans = SpanCount.unknown(window);
        } else if (stage instanceof Stage.KeepMatching keep) {
            if (!keep.negated()) {
                endsAs(of(keep.other()).none);
            }
        } else if (stage instanceof Stage.FillAll) {
            // Of a column that no row has, no row gets a value.
            columns.loosen();
        } else if (!(stage instanceof Stage.Sort || stage instanceof Stage.Head || stage instanceof Stage.Last)) {
            forget();
            // Rows may come from elsewhere.
            none = stage instanceof Stage.Transaction ? none : null;
        }
    }

    private void mustBeThere(String column) {
        if (columns.of(column) instanceof Possible.Never never) {
            ends(never.why());
        }
    }

    private void join(Stage.Join join) {
        Reach other = of(join.other());
        if (!join.outer()) {
            endsAs(other.none);
            for (String field : join.fields()) {
                if (columns.of(field) instanceof Possible.Never never) {
                    ends(new Silence.NoPartner(field, false, never.why()));
                } else if (other.columns.of(field) instanceof Possible.Never never) {
                    ends(new Silence.NoPartner(field, true, never.why()));
                }
            }
        }
        columns = columns.with(other.columns, Possible::either);
        spans = SpanCount.unknown(window);
    }

    /** The rows become groups. */
    private void group(Grouping.By by) {
        PossibleColumns before = columns.copy();
        SpanCount counted = spans;
        columns.clear();
        for (Grouping.Key key : by.keys()) {
            Possible possible = before.of(key.field());
            if (by.fill() == null && possible instanceof Possible.Never never) {
                ends(never.why());
            }
            boolean there = by.fill() == null || possible instanceof Possible.Moment;
            columns.put(key.column(), there ? possible : filled(possible, by.fill()));
        }
        by.aggregations().forEach(one -> columns.put(one.column(), aggregated(one, by, before, counted)));
        spans = SpanCount.of(by, window);
        if (by.keys().isEmpty()) {
            // There is a row even over nothing.
            none = null;
            forget();
        }
    }

    private Possible aggregated(Grouping.Aggregation one, Grouping by, PossibleColumns before, SpanCount counted) {
        Expression argument = one.argument();
        Possible of = argument == null ? Possible.ANY : new PossibleValues(before, window).of(argument);
        return switch (one.function()) {
            case COUNT -> {
                Long most = argument == null ? counted.most(by, before) : null;
                yield most == null ? Possible.ANY : new Possible.AtMost(most);
            }
            case VALUES, LIST, FIRST, LAST, EARLIEST, LATEST, MIN, MAX, MODE -> of;
            case DISTINCT_COUNT -> Possible.ANY;
            default -> loose(of);
        };
    }
}
