package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/** A name that members of records had. For {@link MemberNames}, which alone changes what is not final. */
final class MemberName {

    final NameBytes bytes;
    /** Of the parent's name too. */
    final int hash;
    /** The name of the member that it is in; {@code null} at the top. */
    final @Nullable MemberName parent;
    /** The name of the field that the value is, as {@link JsonFlattener} calls it; of an array, of its elements. */
    final String path;
    /** Whether the value is an array, so that its fields are not told by names alone. */
    final boolean isArray;

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

    // Made when the value is an array for the first time.
    private @Nullable MemberName array;

    MemberName(byte[] utf8, @Nullable MemberName parent) {
        this.bytes = new NameBytes(utf8);
        this.parent = parent;
        this.hash = parent == null ? bytes.hash() : Words.below(parent.hash, bytes.hash());
        this.path = parent == null ? bytes.toString() : parent.path + '.' + bytes;
        this.isArray = false;
    }

    private MemberName(MemberName name) {
        this.bytes = name.bytes;
        this.parent = name.parent;
        // Any other hash: it tells layouts apart.
        this.hash = ~name.hash;
        this.path = name.path + "{}";
        this.isArray = true;
    }

    /** The name of the same member where its value is an array. */
    MemberName ofArray() {
        MemberName known = array;
        if (known == null) {
            known = new MemberName(this);
            array = known;
        }
        return known;
    }
}
