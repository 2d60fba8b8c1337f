package io.outrider.detect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Groups of which more is wanted than their keys: those that a {@code join} may find a partner for ({@link JoinKeys}). */
final class WantedGroups {

    private final int[] keys;
    private final @Nullable String fill;
    private final Set<RowKey> values;

    /**
     * @param keys by which it is told, by their places in the grouping
     * @param fill of a key that is absent; {@code null} if then there is no group
     * @param values of these keys that are wanted
     */
    WantedGroups(int[] keys, @Nullable String fill, Set<RowKey> values) {
        this.keys = keys;
        this.fill = fill;
        this.values = values;
    }

    boolean has(RowKey group) {
        String[] texts = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            texts[i] = group.value(keys[i]);
        }
        return values.contains(RowKey.owning(texts));
    }

    /** Whether the group of a match is one of them. @param kept how the match is kept */
    boolean has(PendingMatch match, Postponement kept) {
        String[] texts = new String[keys.length];
        for (int i = 0; i < keys.length; i++) {
            String text = kept.key(keys[i], match);
            text = text == null ? fill : text;
            if (text == null) {
                return false;
            }
            texts[i] = text;
        }
        return values.contains(RowKey.owning(texts));
    }
}
