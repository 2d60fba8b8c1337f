package io.outrider.normalize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of a record's members, in order. Most records of a source share a few layouts, so that what is worked out about
 * names is worked out once. Usable by several threads at once.
 */
final class Layout {

    /** The normaliser's names, and those of some plans: two a pack of rules, beside the packs that are on their way in or out. */
    private static final int TABLES = 8;

    private final MemberName[] names;
    // By member: the one that it is in, or NameTable.UNKNOWN.
    private final int[] parents;
    private final boolean hasPaths;
    // Replaced as a whole. Races lose an entry at worst, and equal ones are equally good.
    private volatile Found[] found = {};

    /** @param names not changed any more; those in a member behind it, at once */
    Layout(MemberName[] names) {
        this.names = names;
        this.parents = new int[names.length];
        int top = NameTable.UNKNOWN;
        boolean anyPath = false;
        for (int i = 0; i < names.length; i++) {
            anyPath |= names[i].hasPath;
            boolean isTop = names[i].parent == null;
            parents[i] = isTop ? NameTable.UNKNOWN : top;
            top = isTop ? i : top;
        }
        hasPaths = anyPath;
    }

    int size() {
        return names.length;
    }

    MemberName name(int member) {
        return names[member];
    }

    /** Whether the member is one of the record itself, and not of a member of it. */
    boolean isTop(int member) {
        return parents[member] == NameTable.UNKNOWN;
    }

    /** Whether a name looks like a path: as that of what lies within another member. */
    boolean hasPaths() {
        return hasPaths;
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

    /** The member of a name, or {@link NameTable#UNKNOWN}. */
    int member(NameBytes name, @Nullable NameBytes parent) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].is(name, parent)) {
                return i;
            }
        }
        return NameTable.UNKNOWN;
    }

    /** By the numbers of a table's names: the member of that name, or {@link NameTable#UNKNOWN}. Not to be changed. */
    int[] members(NameTable table) {
        for (Found one : found) {
            if (one.table() == table) {
                return one.members();
            }
        }
        return find(table);
    }

    private int[] find(NameTable table) {
        int[] members = new int[table.size()];
        Arrays.fill(members, NameTable.UNKNOWN);
        for (int i = 0; i < names.length; i++) {
            int number = table.number(names[i]);
            if (number != NameTable.UNKNOWN) {
                members[number] = i;
            }
        }
        Found[] known = found;
        Found[] more = Arrays.copyOf(known, Math.min(known.length + 1, TABLES));
        // The oldest goes.
        System.arraycopy(known, 0, more, 1, more.length - 1);
        more[0] = new Found(table, members);
        found = more;
        return members;
    }

    private record Found(NameTable table, int[] members) {}
}
