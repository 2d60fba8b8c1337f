package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/** A name that members of records had. For {@link MemberNames}, which alone changes what is not final. */
final class MemberName {

    final NameBytes bytes;
    /** Of the parent's name too. */
    final int hash;
    /** The name of the member that it is in; {@code null} at the top. */
    final @Nullable MemberName parent;
    /** Whether it has a dot or an opening bracket, as names of nested fields have. */
    final boolean hasPath;

    /** The one that came behind it last, in the same object. */
    @Nullable
    MemberName next;

    /** The one that came behind it before that one. */
    @Nullable
    MemberName other;

    /** The one that came first in its value last, if that was an object. */
    @Nullable
    MemberName first;

    /** Number of the last record that had it. */
    int seen;

    MemberName(byte[] utf8, @Nullable MemberName parent) {
        this.bytes = new NameBytes(utf8);
        this.parent = parent;
        this.hash = parent == null ? bytes.hash() : Words.below(parent.hash, bytes.hash());
        this.hasPath = Words.hasEither(utf8, 0, utf8.length, '.', '{');
    }

    /** Whether it is this name, in a member of that name; {@code null} for the top. */
    boolean is(NameBytes name, @Nullable NameBytes in) {
        return bytes.isSame(name) && (parent == null ? in == null : in != null && parent.bytes.isSame(in));
    }
}
