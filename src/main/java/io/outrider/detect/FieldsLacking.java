package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields that a search reads and that neither the events have nor the search makes. Follows what {@link FieldsRead}
 * cannot without knowing the events: renames with a {@code *}, and texts that are taken apart under names of their own.
 */
public final class FieldsLacking {

    private static final String RAW = "_raw";

    private final Set<String> lacking = new TreeSet<>();
    /** What they have behind the stages so far. */
    private Events at;

    /** What events have. */
    public interface Events {

        /**
         * Whether they have the field.
         *
         * @param below the start of its name that a {@code *} gave it, so that the search's own word begins behind; often
         *     empty
         */
        boolean has(String field, String below);
    }

    private FieldsLacking(Events events) {
        this.at = events;
    }

    /** In alphabetical order, under the names by which the search reads them. */
    public static Set<String> of(Search search, Events events) {
        FieldsLacking fields = new FieldsLacking(events);
        Set<String> chosen = new TreeSet<>();
        if (search.feed() instanceof Feed.Events of) {
            PredicateFields.add(of.where(), chosen);
        } else if (search.feed() instanceof Feed.Dataset dataset) {
            PredicateFields.add(dataset.where(), chosen);
        }
        fields.read(chosen);
        search.rowStages().forEach(fields::stage);
        Set<String> gathered = new TreeSet<>();
        search.grouping().addFields(gathered);
        if (search.grouping() instanceof Grouping.Rows rows && rows.columns() != null) {
            gathered.addAll(rows.columns());
        }
        fields.read(gathered);
        return fields.lacking;
    }

    private void stage(Stage.RowWise stage) {
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
        } else if (stage instanceof Stage.Eval eval) {
            eval.assignments().forEach(this::assign);
        } else if (stage instanceof Stage.ForEach each) {
            // What it computes from is whatever there is.
            give(targets(each));
        } else {
            StageFields fields = StageFields.of(stage);
            Set<String> reads = fields.reads() == null ? Set.of() : fields.reads();
            boolean takesApart = fields.writes() == null && isText(reads);
            read(reads);
            if (takesApart) {
                at = (field, below) -> true;
            } else if (fields.writes() != null) {
                give(fields.writes());
            }
        }
    }

    /** Whether it is a text within the event, and there. The event's own text was taken apart when it was read. */
    private boolean isText(Set<String> reads) {
        return reads.size() == 1 && reads.stream().allMatch(field -> !field.equals(RAW) && at.has(field, ""));
    }

    private void rename(Stage.Renaming renaming) {
        String from = renaming.from();
        String to = renaming.to();
        if (from.indexOf('*') < 0) {
            read(Set.of(from));
            give(Set.of(to));
            return;
        }
        String fromStart = from.substring(0, from.indexOf('*'));
        String fromEnd = from.substring(from.indexOf('*') + 1);
        String toStart = to.substring(0, to.indexOf('*'));
        String toEnd = to.substring(to.indexOf('*') + 1);
        Events before = at;
        at = (field, below) -> before.has(field, below)
                || field.length() > toStart.length() + toEnd.length()
                        && field.startsWith(toStart)
                        && field.endsWith(toEnd)
                        && before.has(
                                fromStart
                                        + field.substring(toStart.length(), field.length() - toEnd.length())
                                        + fromEnd,
                                below.startsWith(toStart) ? fromStart + below.substring(toStart.length()) : fromStart);
    }

    private void assign(Stage.Assignment one) {
        Set<String> reads = new TreeSet<>();
        one.value().addFields(reads);
        if (isKept(one.field(), one.value())) {
            reads.remove(one.field());
        }
        read(reads);
        give(Set.of(one.field()));
    }

    /** Whether the field's own value is one of several that it may get, and others do without. */
    private static boolean isKept(String field, Expression value) {
        if (!(value instanceof Expression.Call call)) {
            return false;
        }
        boolean kept = false;
        boolean other = false;
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            Set<String> names = new TreeSet<>();
            argument.addFields(names);
            boolean isValue = switch (call.function()) {
                case COALESCE -> true;
                case IF -> i > 0;
                case CASE -> i % 2 == 1;
                default -> false;
            };
            if (!isValue && names.contains(field)) {
                return false;
            }
            kept |= isValue && argument.equals(new Expression.Field(field));
            other |= isValue && !names.contains(field);
        }
        return kept && other;
    }

    private static Set<String> targets(Stage.ForEach each) {
        Set<String> targets = new TreeSet<>();
        each.template().stream()
                .map(Stage.Assignment::field)
                .filter(field -> !field.contains("<<"))
                .forEach(targets::add);
        return targets;
    }

    private void read(Set<String> fields) {
        fields.stream().filter(field -> !at.has(field, "")).forEach(lacking::add);
    }

    private void give(Set<String> fields) {
        Set<String> now = Set.copyOf(fields);
        Events before = at;
        at = (field, below) -> now.contains(field) || before.has(field, below);
    }
}
