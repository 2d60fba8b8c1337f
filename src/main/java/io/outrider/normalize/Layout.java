package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/**
 * The names of a record's values, in order. Most records of a source share a few layouts, so that what is worked out about
 * names is worked out once. Usable by several threads at once.
 */
final class Layout {

    private final MemberName[] names;
    private final ScanSyntax syntax;
    // Races find the same.
    private volatile @Nullable LayoutFields fields;

    /** @param names not changed any more */
    Layout(MemberName[] names, ScanSyntax syntax) {
        this.names = names;
        this.syntax = syntax;
    }

    /** How the values of such records are written. */
    ScanSyntax syntax() {
        return syntax;
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
            known = fullPath.layouts().fields(this);
            fields = known;
        }
        return known;
    }
}
