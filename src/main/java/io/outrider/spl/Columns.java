package io.outrider.spl;

import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The columns of the rows between two commands: those of the grouping, followed through the stages behind it. A
 * condition on a column that is not among them is most likely a slip, and said so once for each name.
 */
final class Columns {

    private final Problems problems;
    private final Set<String> warned = new HashSet<>();
    private Set<String> names = new LinkedHashSet<>();

    Columns(Grouping grouping, Problems problems) {
        this.problems = problems;
        grouping.keys().forEach(key -> names.add(key.column()));
        grouping.aggregations().forEach(aggregation -> names.add(aggregation.column()));
    }

    /** Warns of the names of a condition that are no columns here. */
    void check(Iterable<Name> used) {
        for (Name name : used) {
            if (!names.contains(name.text()) && warned.add(name.text())) {
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
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.FormatTime time && time.as() != null && names.contains(time.field())) {
            names.add(time.as());
        }
    }

    private void rename(Stage.Renaming renaming) {
        int star = renaming.from().indexOf('*');
        Set<String> renamed = new LinkedHashSet<>();
        if (star < 0 && !renaming.from().equals(renaming.to())) {
            // A column that had the new name is gone, also where there is none to take its place.
            names.remove(renaming.to());
        }
        for (String name : names) {
            renamed.add(target(name, renaming, star));
        }
        names = renamed;
    }

    private static String target(String name, Stage.Renaming renaming, int star) {
        if (star < 0) {
            return name.equals(renaming.from()) ? renaming.to() : name;
        }
        String prefix = renaming.from().substring(0, star);
        String suffix = renaming.from().substring(star + 1);
        boolean concerned =
                name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
        return concerned
                ? renaming.to().replace("*", name.substring(prefix.length(), name.length() - suffix.length()))
                : name;
    }

    private String suggestion(String name) {
        return names.stream()
                .filter(column -> column.endsWith('.' + name))
                .findFirst()
                .map(column -> "; did you mean " + column + "?")
                .orElseGet(() -> Suggestion.among(names, name));
    }
}
