package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which field of the event a column comes from, followed through the stages as far as that can be said. */
final class Columns {

    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, Expression> computed = new HashMap<>();
    private boolean ofEvents = true;

    /** The event field; {@code #count} for a number of events, {@code #dc:x} for one of values; {@code null} if not known. */
    @Nullable
    String source(String column) {
        if (sources.containsKey(column)) {
            return sources.get(column);
        }
        return ofEvents && !computed.containsKey(column) ? column : null;
    }

    @Nullable
    Expression computed(String column) {
        return computed.get(column);
    }

    void pass(Stage stage) {
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(this::assign);
        } else if (stage instanceof Stage.Extract extract) {
            RegexText.groups(extract.regex()).forEach(group -> sources.put(group, null));
        } else if (stage instanceof Stage.Stats stats) {
            pass(stats.grouping());
        } else if (stage instanceof Stage.EventStats stats) {
            stats.grouping().aggregations().forEach(this::aggregate);
        } else if (stage instanceof Stage.Lookup lookup) {
            lookup.outputs().forEach(output -> sources.put(output.field(), null));
        }
    }

    private void rename(Stage.Renaming renaming) {
        if (renaming.from().contains("*")) {
            Renamer renamer = new Renamer(renaming);
            Map<String, String> renamed = new HashMap<>(renamer.rename(new HashMap<>(sources)));
            sources.clear();
            sources.putAll(renamed);
            return;
        }
        String source = source(renaming.from());
        Expression expression = computed.remove(renaming.from());
        sources.put(renaming.to(), source);
        if (expression != null) {
            computed.put(renaming.to(), expression);
        }
    }

    private void assign(Stage.Assignment assignment) {
        Expression value = assignment.value();
        if (value instanceof Expression.Field field) {
            sources.put(assignment.field(), source(field.name()));
            return;
        }
        boolean ofItself = Goals.columnOf(value) != null && assignment.field().equals(Goals.columnOf(value));
        if (!ofItself) {
            sources.put(assignment.field(), null);
            computed.put(assignment.field(), value);
        }
    }

    void pass(Grouping grouping) {
        if (grouping instanceof Grouping.Rows) {
            return;
        }
        Map<String, String> before = new HashMap<>();
        grouping.keys().forEach(key -> before.put(key.column(), source(key.field())));
        Columns old = new Columns();
        old.sources.putAll(sources);
        old.computed.putAll(computed);
        old.ofEvents = ofEvents;
        sources.clear();
        computed.clear();
        sources.putAll(before);
        grouping.keys().forEach(key -> {
            Expression expression = old.computed(key.field());
            if (expression != null) {
                computed.put(key.column(), expression);
            }
        });
        ofEvents = false;
        grouping.aggregations().forEach(aggregation -> sources.put(aggregation.column(), old.sourceOf(aggregation)));
    }

    private void aggregate(Grouping.Aggregation aggregation) {
        sources.put(aggregation.column(), sourceOf(aggregation));
    }

    private @Nullable String sourceOf(Grouping.Aggregation aggregation) {
        String field = aggregation.field() == null ? null : source(aggregation.field());
        return switch (aggregation.function()) {
            case COUNT -> "#count";
            case DISTINCT_COUNT -> field == null ? null : "#dc:" + field;
            case VALUES, MIN, MAX, LATEST, EARLIEST, FIRST, LAST, LIST, SUM, AVERAGE -> field;
            default -> null;
        };
    }
}
