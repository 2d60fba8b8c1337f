package io.outrider.detect;

import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a group can have, of rows that are told apart by their columns: one of each span of time in a window, where
 * the group has all the other columns in common.
 *
 * @param keys columns by which each row differs from each other; {@code null} if that is not known
 * @param window {@code null} if its length is not known
 */
record SpanCount(@Nullable Set<String> keys, @Nullable Duration window) {

    static SpanCount unknown(@Nullable Duration window) {
        return new SpanCount(null, window);
    }

    /** The rows of a grouping. */
    static SpanCount of(Grouping by, @Nullable Duration window) {
        Set<String> keys = new HashSet<>();
        by.keys().forEach(key -> keys.add(key.column()));
        return new SpanCount(keys, window);
    }

    SpanCount without(String column) {
        return keys != null && keys.contains(column) ? unknown(window) : this;
    }

    /** After columns have gone. */
    SpanCount keep(PossibleColumns columns) {
        boolean all = keys != null && keys.stream().noneMatch(key -> columns.of(key) instanceof Possible.Never);
        return all ? this : unknown(window);
    }

    SpanCount renamed(Stage.Renaming renaming) {
        if (keys == null) {
            return this;
        }
        Set<String> renamed = new HashSet<>();
        for (String key : keys) {
            String target = renaming.target(key);
            renamed.add(target == null ? key : target);
        }
        // A column that is renamed to the name of another takes its place.
        return renamed.size() == keys.size() ? new SpanCount(renamed, window) : unknown(window);
    }

    /** The most rows of a group; {@code null} if that is not known. @param columns of the rows */
    @Nullable
    Long most(Grouping by, PossibleColumns columns) {
        if (keys == null) {
            return null;
        }
        Set<String> rest = new HashSet<>(keys);
        by.keys().forEach(key -> rest.remove(key.field()));
        if (rest.isEmpty()) {
            return 1L;
        }
        Possible only = columns.of(rest.iterator().next());
        return rest.size() == 1 && only instanceof Possible.Moment moment ? spans(moment.bin()) : null;
    }

    // One more than fit: the window need not begin where a span does.
    private @Nullable Long spans(@Nullable Duration bin) {
        return bin == null || window == null ? null : window.minusNanos(1).dividedBy(bin) + 2;
    }
}
