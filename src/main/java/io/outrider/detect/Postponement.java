package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the matches of a search are kept before they are grouped. Most joins find nothing to join in a window; then the rows of
 * their other side are never asked for, and to group each event of it would be for nothing.
 */
final class Postponement {

    private final Header read;
    private final int[] keys;
    private final boolean filled;

    private Postponement(Header read, Search search, Grouping.By grouping) {
        this.read = read;
        this.filled = grouping.fill() != null;
        this.keys = grouping.keys().stream()
                .mapToInt(key -> read.place(origin(key.field(), search)))
                .toArray();
    }

    /** The field of the event of which the stages make a key. */
    private static String origin(String key, Search search) {
        String field = key;
        for (int i = search.rowStages().size() - 1; i >= 0; i--) {
            Stage.Bin bin = (Stage.Bin) search.rowStages().get(i);
            field = bin.as().equals(field) ? bin.field() : field;
        }
        return field;
    }

    /**
     * How it is done for a search of a rule that has several; {@code null} if grouping has to see the whole event, or may
     * tell more of it than its rows.
     *
     * @param read the fields that the search reads of an event; {@code null} if that may be any
     */
    static @Nullable Postponement of(Search search, @Nullable Header read) {
        boolean possible = read != null
                && search.grouping() instanceof Grouping.By by
                && by.keys().stream().allMatch(key -> read.place(key.field()) >= 0)
                && by.aggregations().stream().allMatch(Postponement::isOfFields)
                // They give one row for each event, whatever is in it.
                && search.rowStages().stream().allMatch(stage -> stage instanceof Stage.Bin);
        return possible ? new Postponement(read, search, (Grouping.By) search.grouping()) : null;
    }

    /** Whether only values of fields count in it, and neither the place of the event nor what is computed of it. */
    private static boolean isOfFields(Grouping.Aggregation aggregation) {
        Expression argument = aggregation.argument();
        return switch (aggregation.function()) {
            case EARLIEST, FIRST, LAST, LATEST, LIST -> false;
            default -> argument == null || argument instanceof Expression.Field;
        };
    }

    /** The text of a key of an event that was taken in; {@code null} if the field is absent. */
    @Nullable
    String key(int key, PendingMatch match) {
        Value value = match.value(keys[key]);
        return value == null ? null : value.text();
    }

    /** Writes a match that was taken in. */
    void write(PendingMatch match, StateWriter out) {
        out.moment(match.time());
        for (int i = 0; i < read.size(); i++) {
            Value value = match.value(i);
            out.flag(value != null);
            if (value != null) {
                out.value(value);
            }
        }
    }

    /** Reads a match that was written. */
    PendingMatch read(StateReader in) {
        Instant time = in.moment();
        @Nullable Value[] values = new @Nullable Value[read.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.flag() ? in.value() : null;
        }
        return new PendingMatch(read, values, time);
    }

    /**
     * Takes in an event.
     *
     * @return false if it is in several groups: of those there may be more than are kept, which is to be said at once
     */
    boolean take(List<PendingMatch> pending, Fields event, Instant time) {
        @Nullable Value[] values = new @Nullable Value[read.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = event.get(read.names().get(i));
        }
        boolean grouped = true;
        for (int key : keys) {
            if (values[key] instanceof Value.Multi) {
                return false;
            }
            grouped &= filled || values[key] != null;
        }
        if (grouped) {
            pending.add(new PendingMatch(read, values, time));
        }
        return true;
    }
}
