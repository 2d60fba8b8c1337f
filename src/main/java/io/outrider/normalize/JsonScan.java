package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object's bytes once and notes where its values lie, those in objects within it too, without making a text of
 * any. Of an array it notes where it lies, and that it is one; a null is no value.
 *
 * <p>Strict, so that a wrong scan can only cost time: what is accepted is valid for {@link JsonRecords} too and gives the
 * same fields. All that is unusual is refused and left to it: names with escapes or twice in an object, characters outside
 * of strings that are no ASCII, control characters, halves of surrogate pairs as escapes, deep nesting, very many or very
 * long members, and whatever is invalid as JSON (RFC 8259) or as UTF-8 (RFC 3629).
 *
 * <p>A name that comes where it came in the record before is compared, not read. Not for several threads at once.
 */
final class JsonScan {

    /** The object is not accepted. */
    static final int REFUSED = -1;

    /** The bytes end before the object does. */
    static final int INCOMPLETE = -2;

    /** Windows events have up to 70 names in nxlog's shape. Bounds what one record costs: an index of 4 KiB. */
    static final int MAX_MEMBERS = 200;

    /** As {@link FieldTable#MAX_NAME}, whose characters take a byte at least. */
    private static final int MAX_NAME = FieldTable.MAX_NAME;

    // Nested names are joined: 8 levels of 48 bytes with "{}." behind each, below a name of 64, stay within MAX_NAME.
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NESTED_NAME = 48;
    private static final int MAX_NESTED_ROOT = 64;
    /** With {@link #MAX_MEMBERS}: far below {@link FieldTable#MAX_FIELDS}. */
    private static final int MAX_NESTED_VALUES = 1000;

    // JsonFlattener makes names of the values in an array of this name, and those may be of any length.
    private static final String DATA = "Data";

    // 16 records of the largest kind, 100 of the usual one.
    private static final int CHUNK = 16 * MAX_MEMBERS * ScanIndex.STRIDE;

    private final MemberNames names = new MemberNames();
    private final Layouts layouts = new Layouts(ScanSyntax.JSON);
    // Of the record's members; behind those, what records before had.
    private final MemberName[] layout = new MemberName[MAX_MEMBERS];

    private int[] index = new int[CHUNK];
    private int first;
    private int members;
    // Names of members, those without a value too.
    private int named;

    private byte[] bytes = {};
    private int to;
    private int nestedValues;

    /**
     * Scans the object that begins at {@code from}.
     *
     * @param to end of the bytes that are there
     * @return index behind the object's closing bracket, {@link #REFUSED} or {@link #INCOMPLETE}
     */
    int scan(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.to = to;
        first += members * ScanIndex.STRIDE;
        members = 0;
        named = 0;
        nestedValues = 0;
        if (first + MAX_MEMBERS * ScanIndex.STRIDE > index.length) {
            index = new int[CHUNK];
            first = 0;
        }
        names.begin();
        int end = object(from, null, 1);
        if (end < 0) {
            members = 0;
            return end;
        }
        // An object without a value is nothing to be fast about.
        return members == 0 ? REFUSED : end;
    }

    /** The members of the object that was accepted last; {@code null} if it was not accepted. */
    @Nullable
    ScanIndex index() {
        return members == 0 ? null : new ScanIndex(index, first, layouts.of(layout, members));
    }

    /**
     * Goes over an object and notes its members.
     *
     * @param above name of the member whose value it is; {@code null} for the whole record
     * @param depth of the object: 1 for the whole record
     * @return index behind the object, else negative
     */
    private int object(int from, @Nullable MemberName above, int depth) {
        byte[] b = bytes;
        int limit = to;
        int longest = above == null ? MAX_NAME : MAX_NESTED_NAME;
        MemberName name = null;
        int at = JsonTokens.blank(b, from + 1, limit);
        if (at < limit && b[at] == '}') {
            return at + 1;
        }
        while (at < limit) {
            if (b[at] != '"' || named == MAX_MEMBERS) {
                return REFUSED;
            }
            int key = at + 1;
            MemberName expected = names.expected(above, name);
            int keyEnd = expected == null ? -1 : expected.bytes.end(b, key, limit);
            if (keyEnd < 0) {
                keyEnd = JsonString.end(b, key, limit);
                if (keyEnd < 0) {
                    return keyEnd;
                }
                expected = keyEnd - key > longest ? null : names.find(b, key, keyEnd, above, name);
            }
            name = expected;
            if (name == null || !names.isNew(name)) {
                return REFUSED;
            }
            named++;
            at = JsonTokens.blank(b, keyEnd + 1, limit);
            if (at >= limit) {
                return INCOMPLETE;
            }
            if (b[at] != ':') {
                return REFUSED;
            }
            at = JsonTokens.blank(b, at + 1, limit);
            if (at >= limit) {
                return INCOMPLETE;
            }
            int value = at;
            byte c = b[at];
            if (c == '"') {
                value = at + 1;
                at = JsonString.end(b, value, limit);
                if (at < 0) {
                    return at;
                }
                note(name, value, at);
                at++;
            } else if (c == '{' || c == '[') {
                boolean isArray = c == '[';
                // Names below this one would be too long, or be those that the array's elements tell.
                if (keyEnd - key > MAX_NESTED_ROOT || isArray && above != null && JsonTokens.is(b, key, keyEnd, DATA)) {
                    return REFUSED;
                }
                at = isArray ? nested(at, depth) : depth == MAX_DEPTH ? REFUSED : object(at, name, depth + 1);
                if (at < 0) {
                    return at;
                }
                if (isArray) {
                    note(name.ofArray(), value, at);
                }
            } else {
                at = JsonTokens.literal(b, at, limit);
                if (at < 0) {
                    return at;
                }
                if (c != 'n') {
                    note(name, value, at);
                }
            }
            at = JsonTokens.blank(b, at, limit);
            if (at >= limit) {
                return INCOMPLETE;
            }
            if (b[at] == '}') {
                return at + 1;
            }
            if (b[at] != ',') {
                return REFUSED;
            }
            at = JsonTokens.blank(b, at + 1, limit);
        }
        return INCOMPLETE;
    }

    private void note(MemberName name, int value, int valueEnd) {
        if (layout[members] != name) {
            // Mostly it is, and a write of a reference costs more than a look.
            layout[members] = name;
        }
        ScanIndex.put(index, first + members * ScanIndex.STRIDE, value, valueEnd);
        members++;
    }

    /** @return index behind the array or object that begins at {@code from}, else negative */
    private int nested(int from, int depth) {
        if (depth > MAX_DEPTH) {
            return REFUSED;
        }
        boolean object = bytes[from] == '{';
        byte close = (byte) (object ? '}' : ']');
        int at = JsonTokens.blank(bytes, from + 1, to);
        if (at < to && bytes[at] == close) {
            return at + 1;
        }
        while (at < to) {
            if (object) {
                at = nestedName(at);
                if (at < 0) {
                    return at;
                }
                if (at >= to) {
                    return INCOMPLETE;
                }
            }
            if (++nestedValues > MAX_NESTED_VALUES) {
                return REFUSED;
            }
            at = nestedValue(at, depth);
            if (at < 0) {
                return at;
            }
            at = JsonTokens.blank(bytes, at, to);
            if (at >= to) {
                return INCOMPLETE;
            }
            if (bytes[at] == close) {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return REFUSED;
            }
            at = JsonTokens.blank(bytes, at + 1, to);
        }
        return INCOMPLETE;
    }

    /** @return index of the value behind a name and its colon, else negative */
    private int nestedName(int at) {
        if (bytes[at] != '"') {
            return REFUSED;
        }
        int key = at + 1;
        int end = JsonString.end(bytes, key, to);
        if (end < 0) {
            return end;
        }
        if (end - key > MAX_NESTED_NAME
                || JsonTokens.is(bytes, key, end, DATA)
                || Words.hasEither(bytes, key, end, '\\', '\\')) {
            return REFUSED;
        }
        int colon = JsonTokens.blank(bytes, end + 1, to);
        if (colon >= to) {
            return INCOMPLETE;
        }
        return bytes[colon] == ':' ? JsonTokens.blank(bytes, colon + 1, to) : REFUSED;
    }

    private int nestedValue(int at, int depth) {
        byte b = bytes[at];
        if (b == '"') {
            int end = JsonString.end(bytes, at + 1, to);
            return end < 0 ? end : end + 1;
        }
        if (b == '{' || b == '[') {
            return nested(at, depth + 1);
        }
        return JsonTokens.literal(bytes, at, to);
    }
}
