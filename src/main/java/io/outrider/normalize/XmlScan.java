package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a Windows event in XML once and notes where its values lie, without making a text of any: the twin of
 * {@link JsonScan} for {@link XmlWinEventLog}.
 *
 * <p>Strict, so that a wrong scan can only cost time: what is accepted is well-formed for that parser too and gives the same
 * fields. All that is unusual is refused and left to it: declarations and instructions, comments, CDATA, mixed content, prefixes,
 * {@code UserData}, names that are no ASCII, carriage returns, characters that XML forbids, deep nesting, very many or very long
 * members, events of the System log, whose data is a field as a whole, and whatever is not well-formed.
 *
 * <p>Markup that comes where it came in the record before is compared, not read: events of a kind differ in their values only.
 * Not for several threads at once.
 */
final class XmlScan {

    private static final String CHANNEL = "Channel";

    // 16 records of the largest kind, 100 of the usual one.
    private static final int CHUNK = 16 * JsonScan.MAX_MEMBERS * ScanIndex.STRIDE;

    private final XmlMarkup markup = new XmlMarkup();
    private final XmlText text = new XmlText();
    private final Layouts layouts = new Layouts(ScanSyntax.XML);
    // Of the record's members; behind those, what records before had.
    private final MemberName[] layout = new MemberName[JsonScan.MAX_MEMBERS];

    private int[] index = new int[CHUNK];
    private int first;
    private int members;
    private boolean lineFeed;
    private @Nullable XmlPiece firstPiece;

    /**
     * Scans the event that begins at {@code from}.
     *
     * @param to end of the bytes that are there
     * @return index behind the event's end tag, {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}
     */
    int scan(byte[] bytes, int from, int to) {
        first += members * ScanIndex.STRIDE;
        members = 0;
        lineFeed = false;
        text.begin();
        if (first + JsonScan.MAX_MEMBERS * ScanIndex.STRIDE > index.length) {
            index = new int[CHUNK];
            first = 0;
        }
        if (markup.makeRoom()) {
            firstPiece = null;
        }
        int end = event(bytes, from, to);
        if (end < 0) {
            members = 0;
            return end;
        }
        // An event without a value is none.
        return members == 0 ? JsonScan.REFUSED : end;
    }

    /** The members of the event that was accepted last; {@code null} if it was not accepted. */
    @Nullable
    ScanIndex index() {
        return members == 0 ? null : new ScanIndex(index, first, layouts.of(layout, members));
    }

    /** Whether the event that was accepted last is on several lines. */
    boolean sawLineFeed() {
        return lineFeed || text.sawLineFeed();
    }

    private int event(byte[] bytes, int from, int to) {
        XmlPiece before = null;
        XmlPiece piece = expected(bytes, from, to, null);
        int at = from;
        while (true) {
            if (piece == null) {
                piece = read(bytes, at, to, before);
                if (piece == null) {
                    return markup.failure();
                }
            }
            int value = at + piece.length();
            MemberName name = piece.name;
            if (name == null) {
                lineFeed |= piece.hasLineFeed;
                return value;
            }
            int end = endOfValue(bytes, value, to, piece.place.value());
            if (end < 0) {
                return end;
            }
            if (piece.needsText && isBlank(bytes, value, end)) {
                // It may be no value this time: the markup goes on behind it.
                XmlPiece longer = read(bytes, at, to, before);
                if (longer == null) {
                    return markup.failure();
                }
                if (longer != piece) {
                    piece = longer;
                    continue;
                }
                if (end == value) {
                    return JsonScan.REFUSED;
                }
            }
            if (members + 2 > JsonScan.MAX_MEMBERS || isOfSystemLog(name, bytes, value, end)) {
                return JsonScan.REFUSED;
            }
            lineFeed |= piece.hasLineFeed;
            note(name, value, end);
            if (piece.alias != null) {
                note(piece.alias, value, end);
            }
            before = piece;
            at = end;
            piece = expected(bytes, at, to, before);
        }
    }

    /** The piece that begins here, if it is one of the two that came last in its place. */
    private @Nullable XmlPiece expected(byte[] bytes, int at, int to, @Nullable XmlPiece before) {
        XmlPiece expected = before == null ? firstPiece : before.next;
        if (expected == null || expected.begins(bytes, at, to)) {
            return expected;
        }
        XmlPiece other = before == null ? null : before.other;
        if (before == null || other == null || !other.begins(bytes, at, to)) {
            return null;
        }
        before.other = expected;
        before.next = other;
        return other;
    }

    /** The piece that begins here, expected from now on in its place. */
    private @Nullable XmlPiece read(byte[] bytes, int at, int to, @Nullable XmlPiece before) {
        XmlPiece found = markup.read(bytes, at, to, before == null ? XmlPlace.START : before.place);
        if (found != null && before == null) {
            firstPiece = found;
        } else if (found != null && before.next != found) {
            before.other = before.next;
            before.next = found;
        }
        return found;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t')) {
            at++;
        }
        return at == to;
    }

    private int endOfValue(byte[] bytes, int from, int to, char end) {
        return switch (end) {
            case XmlPlace.NONE -> from;
            case XmlPlace.TEXT -> text.endOfText(bytes, from, to);
            default -> XmlText.endOfAttribute(bytes, from, to, end);
        };
    }

    /** Whether it is, or may be, the name of the System log. */
    private static boolean isOfSystemLog(MemberName name, byte[] bytes, int from, int to) {
        if (!name.path.equals(CHANNEL)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || bytes[i] == '&') {
                return true;
            }
        }
        return to - from == 6
                && (bytes[from] | 0x20) == 's'
                && (bytes[from + 1] | 0x20) == 'y'
                && (bytes[from + 2] | 0x20) == 's'
                && (bytes[from + 3] | 0x20) == 't'
                && (bytes[from + 4] | 0x20) == 'e'
                && (bytes[from + 5] | 0x20) == 'm';
    }

    private void note(MemberName name, int value, int valueEnd) {
        if (layout[members] != name) {
            layout[members] = name;
        }
        ScanIndex.put(index, first + members * ScanIndex.STRIDE, value, valueEnd);
        members++;
    }
}
