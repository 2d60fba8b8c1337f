package io.outrider.normalize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of a record's values, in order. Most records of a source share a few layouts, so that what is worked out about
 * names is worked out once. Usable by several threads at once.
 */
final class Layout {

    /** Two plans for each pack of rules, and packs that are on their way in or out, of a few mappings. */
    private static final int MOST_WAYS = 8;

    private final MemberName[] names;
    // Races find the same.
    private volatile @Nullable LayoutFields fields;
    // Replaced as a whole. Races lose an entry at worst, and equal ones are equally good.
    private volatile FieldWays[] ways = {};

    /** @param names not changed any more */
    Layout(MemberName[] names) {
        this.names = names;
    }

    int size() {
        return names.length;
    }

    MemberName name(int member) {
        return names[member];
    }

    /** Whether these are the names, the same objects. */
    boolean has(MemberName[] others, int count) {
        if (count != names.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (names[i] != others[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the names mean. @param fullPath that tells shapes and sources by them */
    LayoutFields fields(FullPath fullPath) {
        LayoutFields known = fields;
        if (known == null || known.fullPath() != fullPath) {
            known = LayoutFields.of(this, fullPath);
            fields = known;
        }
        return known;
    }

    /** The ways to the fields of a plan in events of this layout. */
    FieldWays ways(FieldPlan plan, LayoutFields of, @Nullable SourceMapping mapping) {
        for (FieldWays one : ways) {
            if (one.areOf(plan, of, mapping)) {
                return one;
            }
        }
        FieldWays added = new FieldWays(plan, of, mapping);
        FieldWays[] known = ways;
        FieldWays[] more = Arrays.copyOf(known, Math.min(known.length + 1, MOST_WAYS));
        // The oldest goes.
        System.arraycopy(known, 0, more, 1, more.length - 1);
        more[0] = added;
        ways = more;
        return added;
    }
}
