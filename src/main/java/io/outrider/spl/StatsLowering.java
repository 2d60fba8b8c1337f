package io.outrider.spl;

import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Stats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers {@code stats}, {@code eventstats} and {@code streamstats}. */
final class StatsLowering {

    private final Context context;

    StatsLowering(Context context) {
        this.context = context;
    }

    Optional<Stage> lower(Stats stats) {
        String name = CommandNames.of(stats);
        Options options = new Options(name, stats.options(), context.problems());
        options.only("allnum", false);
        List<Grouping.Key> keys = keys(stats.by(), name);
        List<Grouping.Aggregation> aggregations =
                AggregateLowering.ofRows(context).lower(stats.aggregates(), keys);
        if (aggregations.isEmpty()) {
            if (!context.problems().hasErrors()) {
                context.error(
                        stats.position(),
                        name,
                        "expected an aggregation behind " + name + ", as count, but found none");
            }
            return Optional.empty();
        }
        Grouping.By grouping = new Grouping.By(keys, aggregations, null);
        return Optional.of(
                switch (stats.kind()) {
                    case STATS -> new Stage.Stats(grouping);
                    case EVENTSTATS -> new Stage.EventStats(grouping);
                    case STREAMSTATS -> stream(grouping, options);
                });
    }

    private Stage stream(Grouping.By grouping, Options options) {
        int window = options.number("window", 0, 0);
        boolean global = options.flag("global", true);
        if (window > 0 && global && !grouping.keys().isEmpty()) {
            context.error(
                    options.place("window"),
                    "window",
                    "expected global=false where streamstats has both window and by, but found global=true");
        }
        return new Stage.StreamStats(grouping, options.flag("current", true), window);
    }

    private List<Grouping.Key> keys(List<ByField> by, String command) {
        Set<Grouping.Key> keys = new LinkedHashSet<>();
        for (ByField field : by) {
            String name = field.field().text();
            field.options()
                    .forEach(option -> context.error(
                            option.name().position(),
                            option.name().text(),
                            "expected a field behind by, but found the option "
                                    + option.name().text() + "; put bin before " + command));
            if (name.contains("*")) {
                context.error(
                        field.field().position(),
                        name,
                        "expected a field behind by, but found the wildcard " + name + "; name the fields");
            } else if (!keys.add(new Grouping.Key(name, name))) {
                context.problems()
                        .warning(
                                field.field().position(),
                                name,
                                "expected a field once behind by, but found " + name + " again");
            }
        }
        return new ArrayList<>(keys);
    }
}
