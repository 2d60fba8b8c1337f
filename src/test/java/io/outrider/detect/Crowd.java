package io.outrider.detect;

import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.HashSet;
import java.util.Set;

/** What tells the ordinary groups from the one that stands out of them. */
enum Crowd {
    /** There are none. */
    NONE,
    /** The keys of groups. */
    KEYS,
    /** Those keys that are not of the groups over which averages are taken. */
    FREE_KEYS,
    /** The time. */
    TIMES,
    /** Nothing but that its values are larger. */
    SIZES;

    /** Whether the rule compares rows with all rows. */
    static boolean isAsked(Rule rule) {
        return rule.search().withSubsearches().stream()
                .flatMap(search -> search.tail().stream())
                .anyMatch(stage -> stage instanceof Stage.EventStats
                        || stage instanceof Stage.StreamStats
                        || stage instanceof Stage.Stats stats && isOver(stats.grouping()));
    }

    private static boolean isOver(Grouping grouping) {
        return grouping.aggregations().stream().anyMatch(aggregation -> switch (aggregation.function()) {
            case AVERAGE, STANDARD_DEVIATION, VARIANCE, RANGE, MEDIAN -> true;
            default -> false;
        });
    }

    /** The fields by which averages are taken. */
    static Set<Term.Source> averaged(int at, Search search) {
        Set<Term.Source> fields = new HashSet<>();
        Columns columns = Columns.ofEvents(at);
        search.rowStages().forEach(columns::pass);
        columns.pass(search.grouping());
        for (Stage stage : search.tail()) {
            if (stage instanceof Stage.EventStats stats) {
                fields.addAll(SharedFields.keys(stats.grouping(), columns));
            } else if (stage instanceof Stage.StreamStats stats) {
                fields.addAll(SharedFields.keys(stats.grouping(), columns));
            }
            columns.pass(stage);
        }
        return fields;
    }
}
