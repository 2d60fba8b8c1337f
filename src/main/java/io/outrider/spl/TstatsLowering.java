package io.outrider.spl;

import io.outrider.cim.Dataset;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Tstats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers {@code tstats} to a dataset, a predicate over its fields and a grouping. */
final class TstatsLowering {

    private static final String TIME = "_time";
    // No field of an event is called so: the time itself stays for min(_time), as in Splunk.
    private static final String BINNED = "_time span";
    /** Search Reference, "tstats": without a span it is automatic, and begins with seconds. */
    private static final Duration DEFAULT_SPAN = Duration.ofSeconds(1);

    private final Context context;
    private final Problems problems;
    private final List<Stage.RowWise> rowStages = new ArrayList<>();

    TstatsLowering(Context context) {
        this.context = context;
        this.problems = context.problems();
    }

    record Lowered(Feed.Dataset feed, List<Stage.RowWise> rowStages, Grouping.By grouping) {}

    /** Empty if there are errors; they are among the problems. */
    Optional<Lowered> lower(Tstats tstats) {
        String fill = new TstatsOptions(problems).fill(tstats.options());
        DatasetChoice choice = DatasetChoice.of(tstats, context);
        Dataset dataset = choice.dataset();
        if (dataset == null) {
            // Without a dataset no field can be checked; what hangs on none is.
            new AggregateLowering(null, name -> name, context).lower(tstats.aggregates(), List.of());
            tstats.by().forEach(field -> isKey(field, isTimed(tstats.by())));
            return Optional.empty();
        }
        DatasetFields fields = new DatasetFields(dataset, problems);
        SearchExpression where = TimeModifiers.takenFrom(choice.where(), context);
        Predicate predicate =
                where == null ? new Predicate.Always() : new PredicateLowering(fields, context).lower(where);
        List<Grouping.Key> keys = keys(tstats.by(), fields);
        List<Grouping.Aggregation> aggregations =
                new AggregateLowering(fields, fields::column, context).lower(tstats.aggregates(), keys);
        if (tstats.aggregates().isEmpty()) {
            problems.error(tstats.position(), "tstats", "expected an aggregation, as count, but found none");
        }
        return problems.hasErrors()
                ? Optional.empty()
                : Optional.of(new Lowered(
                        new Feed.Dataset(dataset.qualifiedName(), predicate),
                        List.copyOf(rowStages),
                        new Grouping.By(keys, aggregations, fill)));
    }

    private List<Grouping.Key> keys(List<ByField> by, DatasetFields fields) {
        Set<Grouping.Key> keys = new LinkedHashSet<>();
        boolean timed = isTimed(by);
        for (ByField field : by) {
            if (!isKey(field, timed)) {
                continue;
            }
            String name = field.field().text().equals(TIME) ? TIME : fields.resolve(field.field());
            if (name == null) {
                continue;
            }
            String source = name.equals(TIME) ? BINNED : name;
            if (!keys.add(new Grouping.Key(source, fields.column(name)))) {
                problems.warning(
                        field.field().position(),
                        field.field().text(),
                        "expected a field once behind by, but found "
                                + field.field().text() + " again");
            } else if (name.equals(TIME)) {
                rowStages.add(new Stage.Bin(TIME, BINNED, new Stage.Span.Time(span(by))));
            }
        }
        return List.copyOf(keys);
    }

    /** The width of the bins of {@code _time}: {@code span} may stand before it or behind it. */
    private Duration span(List<ByField> by) {
        for (ByField field : by) {
            for (Option option : field.options()) {
                Optional<Duration> span = TimeSpan.of(option.value().text());
                if (span.isPresent()) {
                    context.looksOver(
                            span.get(),
                            option.value().position(),
                            "span=" + option.value().text());
                    return span.get();
                }
            }
        }
        return DEFAULT_SPAN;
    }

    /** Whether a row can be keyed by the field; an error says why not. */
    private boolean isKey(ByField field, boolean timed) {
        for (Option option : field.options()) {
            String name = option.name().text();
            String problem = !timed || !name.equals("span")
                    ? "expected a field behind by, but found the option " + name + "; only span with _time is run"
                    : TimeSpan.of(option.value().text()).isEmpty()
                            ? "expected a time of a fixed length for span, as 5m or 1d, but found "
                                    + option.value().text()
                            : null;
            if (problem != null) {
                problems.error(option.name().position(), name, problem);
                return false;
            }
        }
        return true;
    }

    private static boolean isTimed(List<ByField> by) {
        return by.stream().anyMatch(field -> field.field().text().equals(TIME));
    }
}
