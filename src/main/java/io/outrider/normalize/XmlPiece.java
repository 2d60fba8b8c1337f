package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Markup that stood in front of a value, or of the end of an event. For {@link XmlScan}, which alone changes what is not final. */
final class XmlPiece {

    /** The place behind it. */
    final XmlPlace place;
    /** The field that the value behind it is; {@code null} at the end of the event. */
    final @Nullable MemberName name;
    /** Another field of the same value. */
    final @Nullable MemberName alias;
    /** Whether the value is left out where it is empty. */
    final boolean needsText;

    final boolean hasLineFeed;

    private final byte[] markup;

    /** The one that came behind it last. */
    @Nullable
    XmlPiece next;

    /** The one that came behind it before that one. */
    @Nullable
    XmlPiece other;

    XmlPiece(String markup, XmlPlace place, @Nullable MemberName name, @Nullable MemberName alias, boolean needsText) {
        this.markup = markup.getBytes(StandardCharsets.US_ASCII);
        this.place = place;
        this.name = name;
        this.alias = alias;
        this.needsText = needsText;
        this.hasLineFeed = markup.indexOf('\n') >= 0;
    }

    int length() {
        return markup.length;
    }

    /** Whether it is what begins here. */
    boolean begins(byte[] bytes, int from, int to) {
        int end = from + markup.length;
        return end <= to && Arrays.equals(bytes, from, end, markup, 0, markup.length);
    }
}
