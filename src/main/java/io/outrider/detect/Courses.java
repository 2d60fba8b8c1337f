package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the columns of a row can change while events are added to its window, followed through the stages of a tail. */
final class Courses {

    /** How a column of a row changes while events are added to the row. */
    enum Course {
        /** Not at all. */
        CONSTANT,
        /** A number that only grows. */
        RISING,
        /** A number that only falls. */
        FALLING,
        /** A set of texts that only grows. */
        WIDENING,
        /** In any way. */
        ANY
    }

    private final Map<String, Course> columns = new LinkedHashMap<>();
    /** Of the columns that are not named: absent from every row, now and later, until a stage gives some that are not known. */
    private Course others = Course.CONSTANT;

    private Courses() {}

    /** As the search's grouping gives them. A row that nothing groups does not change at all. */
    static Courses of(Search search) {
        Courses courses = new Courses();
        // A stage before the grouping may have put anything in the place of the event's time.
        boolean timesAreNumbers = search.rowStages().isEmpty();
        search.grouping().keys().forEach(key -> courses.columns.put(key.column(), Course.CONSTANT));
        search.grouping()
                .aggregations()
                .forEach(
                        aggregation -> courses.columns.put(aggregation.column(), course(aggregation, timesAreNumbers)));
        return courses;
    }

    private static Course course(Grouping.Aggregation aggregation, boolean timesAreNumbers) {
        boolean time = timesAreNumbers && "_time".equals(aggregation.field());
        return switch (aggregation.function()) {
            case COUNT, DISTINCT_COUNT -> Course.RISING;
            case VALUES -> Course.WIDENING;
            // Of other fields too few is known: a text among numbers changes the order that min and max go by.
            case MIN -> time ? Course.FALLING : Course.ANY;
            case MAX -> time ? Course.RISING : Course.ANY;
            default -> Course.ANY;
        };
    }

    Course of(String field) {
        return columns.getOrDefault(field, others);
    }

    /** Follows a stage that filters nothing. */
    void follow(Stage.RowWise stage) {
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(this::assign);
        } else if (stage instanceof Stage.Table table) {
            keep(table.names());
        } else if (stage instanceof Stage.Fields fields) {
            if (fields.keep()) {
                List<String> names = new ArrayList<>(fields.names());
                names.addAll(List.of("_time", "_raw"));
                keep(names);
            }
        } else if (stage instanceof Stage.FillNull fill) {
            fill.fields().forEach(this::fill);
        } else {
            compute(stage);
        }
    }

    private void rename(Stage.Renaming renaming) {
        Map<String, Course> renamed = new Renamer(renaming).rename(columns);
        // A column gives way only in rows that have the other one, and a row may get that later.
        columns.keySet().forEach(column -> {
            String target = renaming.target(column);
            if (target != null && !target.equals(column) && columns.containsKey(target)) {
                renamed.put(target, Course.ANY);
            }
        });
        columns.clear();
        columns.putAll(renamed);
    }

    private void assign(Stage.Assignment assignment) {
        Set<String> reads = new HashSet<>();
        assignment.value().addFields(reads);
        Course course = Course.ANY;
        if (assignment.value() instanceof Expression.Field field) {
            course = of(field.name());
        } else if (areConstant(reads)) {
            course = Course.CONSTANT;
        }
        columns.put(assignment.field(), course);
    }

    private void keep(List<String> names) {
        if (names.stream().anyMatch(name -> name.contains("*"))) {
            // What goes was taken as if it stayed: it is absent then, and no condition on it ever changes.
            return;
        }
        Map<String, Course> kept = new LinkedHashMap<>();
        names.forEach(name -> kept.put(name, of(name)));
        columns.clear();
        columns.putAll(kept);
        others = Course.CONSTANT;
    }

    private void fill(String field) {
        // A number is never absent; a set of texts may begin later, and take the place of what filled it.
        if (of(field) == Course.WIDENING) {
            columns.put(field, Course.ANY);
        }
    }

    private void compute(Stage.RowWise stage) {
        StageFields fields = StageFields.of(stage);
        boolean constant = fields.reads() == null
                ? areConstant(columns.keySet()) && others == Course.CONSTANT
                : areConstant(fields.reads());
        // Where the stage finds nothing, a column keeps what it has.
        @Nullable Set<String> writes = fields.writes();
        for (String column : List.copyOf(writes == null ? columns.keySet() : writes)) {
            boolean stays = constant && of(column) == Course.CONSTANT;
            columns.put(column, stays ? Course.CONSTANT : Course.ANY);
        }
        if (writes == null && !constant) {
            others = Course.ANY;
        }
    }

    private boolean areConstant(Collection<String> fields) {
        return fields.stream().allMatch(field -> of(field) == Course.CONSTANT);
    }
}
