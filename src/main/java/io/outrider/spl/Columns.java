package io.outrider.spl;

import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.NamePatterns;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of the rows between two commands, followed through the stages: known behind a grouping and a table, not
 * known of events. A condition on a column that is not among known ones is most likely a slip, and said so once for each
 * name.
 */
final class Columns {

    private final Problems problems;
    private final Set<String> warned = new HashSet<>();
    private Set<String> names = new LinkedHashSet<>();
    /** Whether rows may have columns that are not among the names. */
    private boolean open;

    private Columns(Problems problems) {
        this.problems = problems;
    }

    /** The columns behind the first command. */
    static Columns of(Search search, Context context) {
        Columns columns = new Columns(context.problems());
        if (search.grouping() instanceof Grouping.By by) {
            columns.gather(by);
        } else if (search.feed() instanceof Feed.Table table) {
            columns.names.addAll(table.table().columns());
        } else {
            columns.open = true;
        }
        search.tail().forEach(columns::pass);
        return columns;
    }

    /** Warns of the names of a condition that are no columns here. */
    void check(Iterable<Name> used) {
        if (open) {
            return;
        }
        for (Name name : used) {
            if (!names.contains(name.text()) && !name.text().equals("_raw") && warned.add(name.text())) {
                problems.warning(
                        name.position(),
                        name.text(),
                        "expected a field of the rows, but no earlier command gives a field " + name.text()
                                + suggestion(name.text()));
            }
        }
    }

    /** Goes on behind a stage. */
    void pass(Stage stage) {
        if (stage instanceof Stage.Stats stats) {
            names = new LinkedHashSet<>();
            open = false;
            gather(stats.grouping());
        } else if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.FormatTime time) {
            if (time.as() != null && names.contains(time.field())) {
                names.add(time.as());
            }
        } else if (stage instanceof Stage.Table table) {
            choose(table.names(), true);
        } else if (stage instanceof Stage.Fields fields) {
            choose(fields.names(), fields.keep());
        } else {
            names.addAll(WrittenFields.of(stage));
            open |= WrittenFields.areOpen(stage);
        }
    }

    private void gather(Grouping.By by) {
        by.keys().forEach(key -> names.add(key.column()));
        by.aggregations().forEach(aggregation -> names.add(aggregation.column()));
    }

    private void choose(List<String> chosen, boolean keep) {
        NamePatterns patterns = new NamePatterns(chosen);
        names.removeIf(name -> patterns.match(name) != keep);
        if (keep && open) {
            // What was not known is known now, unless a wildcard may have kept it.
            chosen.stream().filter(name -> !name.contains("*")).forEach(names::add);
            open = chosen.stream().anyMatch(name -> name.contains("*"));
        }
    }

    private void rename(Stage.Renaming renaming) {
        Set<String> renamed = new LinkedHashSet<>();
        if (!renaming.from().contains("*") && !renaming.from().equals(renaming.to())) {
            // A column that had the new name is gone, also where there is none to take its place.
            names.remove(renaming.to());
        }
        for (String name : names) {
            String target = renaming.target(name);
            renamed.add(target == null ? name : target);
        }
        names = renamed;
    }

    private String suggestion(String name) {
        return names.stream()
                .filter(column -> column.endsWith('.' + name))
                .findFirst()
                .map(column -> "; did you mean " + column + "?")
                .orElseGet(() -> Suggestion.among(names, name));
    }
}
