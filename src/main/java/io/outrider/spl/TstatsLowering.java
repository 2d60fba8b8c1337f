package io.outrider.spl;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Tstats;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers {@code tstats} to a dataset, a predicate over its fields and a grouping. */
final class TstatsLowering {

    private final DataModels models;
    private final Problems problems;

    TstatsLowering(DataModels models, Problems problems) {
        this.models = models;
        this.problems = problems;
    }

    record Lowered(Dataset dataset, Predicate where, Grouping grouping) {}

    /** Empty if there are errors; they are among the problems. */
    Optional<Lowered> lower(Tstats tstats) {
        String fill = new TstatsOptions(problems).fill(tstats.options());
        DatasetChoice choice = DatasetChoice.of(tstats, models, problems);
        Dataset dataset = choice.dataset();
        if (dataset == null) {
            // Without a dataset no field can be checked; what hangs on none is.
            new AggregateLowering(null, problems).lower(tstats.aggregates());
            tstats.by().forEach(this::key);
            return Optional.empty();
        }
        DatasetFields fields = new DatasetFields(dataset, problems);
        Predicate where = choice.where() == null
                ? new Predicate.Always()
                : new PredicateLowering(fields, problems).lower(choice.where());
        List<Grouping.Aggregation> aggregations = new AggregateLowering(fields, problems).lower(tstats.aggregates());
        if (tstats.aggregates().isEmpty()) {
            problems.error(tstats.position(), "tstats", "expected an aggregation, as count, but found none");
        }
        List<Grouping.Key> keys = keys(tstats.by(), fields);
        refuseCollisions(tstats, keys, aggregations);
        return !problems.hasErrors()
                ? Optional.of(new Lowered(dataset, where, new Grouping.By(keys, aggregations, fill)))
                : Optional.empty();
    }

    private List<Grouping.Key> keys(List<ByField> by, DatasetFields fields) {
        Set<Grouping.Key> keys = new LinkedHashSet<>();
        for (ByField field : by) {
            if (key(field)) {
                String name = fields.resolve(field.field());
                if (name != null && !keys.add(new Grouping.Key(name, fields.column(name)))) {
                    problems.warning(
                            field.field().position(),
                            field.field().text(),
                            "expected a field once behind by, but found "
                                    + field.field().text() + " again");
                }
            }
        }
        return List.copyOf(keys);
    }

    /** Whether a row can be keyed by the field; an error says why not. */
    private boolean key(ByField field) {
        for (Option option : field.options()) {
            problems.error(
                    option.name().position(),
                    option.name().text(),
                    "expected a field behind by, but found the option "
                            + option.name().text() + "; it is not run yet");
        }
        boolean time = field.field().text().equals("_time");
        if (time && field.options().isEmpty()) {
            problems.error(
                    field.field().position(),
                    "_time",
                    "expected a field of the dataset behind by, but found _time;" + " grouping by time is not run yet");
        }
        return !time && field.options().isEmpty();
    }

    private void refuseCollisions(Tstats tstats, List<Grouping.Key> keys, List<Grouping.Aggregation> aggregations) {
        Set<String> columns = new LinkedHashSet<>();
        keys.forEach(key -> columns.add(key.column()));
        if (aggregations.size() != tstats.aggregates().size()) {
            return;
        }
        for (int i = 0; i < aggregations.size(); i++) {
            String column = aggregations.get(i).column();
            if (!columns.add(column)) {
                problems.error(
                        tstats.aggregates().get(i).function().position(),
                        column,
                        "expected columns of different names, but found two named " + column + "; rename one by AS");
            }
        }
    }
}
