package io.outrider.normalize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object's bytes once and notes where each of its members lies, without making a text of any.
 *
 * <p>Strict, so that a wrong scan can only cost time: what is accepted is valid for {@link JsonRecords} too and gives the
 * same fields. All that is unusual is refused and left to it: names with escapes or twice in an object, characters outside
 * of strings that are no ASCII, control characters, halves of surrogate pairs as escapes, deep nesting, very many or very
 * long members, and whatever is invalid as JSON (RFC 8259) or as UTF-8 (RFC 3629).
 *
 * <p>Strings are most of an event, so they are gone through eight bytes at a time. Not for several threads at once.
 */
final class JsonScan {

    /** The object is not accepted. */
    static final int REFUSED = -1;

    /** The bytes end before the object does. */
    static final int INCOMPLETE = -2;

    /** Windows events have up to 70 members in nxlog's shape. Bounds what one record costs: an index of 4 KiB. */
    static final int MAX_MEMBERS = 200;

    /** As {@link FieldTable#MAX_NAME}, whose characters take a byte at least. */
    private static final int MAX_NAME = FieldTable.MAX_NAME;

    // Nested names are joined: 8 levels of 48 bytes with "{}." behind each, below a name of 64, stay within MAX_NAME.
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NESTED_NAME = 48;
    private static final int MAX_NESTED_ROOT = 64;
    /** With {@link #MAX_MEMBERS}: far below {@link FieldTable#MAX_FIELDS}. */
    private static final int MAX_NESTED_VALUES = 1000;

    // JsonFlattener makes names of the values below it, and those may be of any length.
    private static final String DATA = "Data";

    /** Digits of any number that means something; Jackson allows a thousand. */
    private static final int MAX_NUMBER = 100;

    // 16 records of the largest kind, 100 of the usual one.
    private static final int CHUNK = 16 * MAX_MEMBERS * ScanIndex.STRIDE;

    // At half of its places with the most members: few steps to a free one.
    private static final int SEEN = 512;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x80 * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private static final long SINGLE_LOW = 1L << '"' | 1L << '/';
    private static final long SINGLE_HIGH = 1L << '\\' | 1L << 'b' | 1L << 'f' | 1L << 'n' | 1L << 'r' | 1L << 't';

    private final int[] seen = new int[SEEN];
    private int epoch;

    private int[] index = new int[CHUNK];
    private int first;
    private int members;

    private byte[] bytes = {};
    private int to;
    private int nestedValues;
    // Of the last string: ScanIndex.ESCAPED and WIDE, as they apply.
    private int marks;

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
        nestedValues = 0;
        if (first + MAX_MEMBERS * ScanIndex.STRIDE > index.length) {
            index = new int[CHUNK];
            first = 0;
        }
        if (++epoch == 1 << 24) {
            Arrays.fill(seen, 0);
            epoch = 1;
        }
        int end = object(from, 0, 0);
        if (end < 0) {
            members = 0;
            return end;
        }
        // An empty object is nothing to be fast about.
        return members == 0 ? REFUSED : end;
    }

    /** The members of the object that was accepted last; {@code null} if it was not accepted. */
    @Nullable
    ScanIndex index() {
        return members == 0 ? null : new ScanIndex(index, first, members);
    }

    /**
     * Goes over an object and notes its members.
     *
     * @param parent number of the member whose value it is, from 1; 0 for the whole record
     * @param above hash of the parent's name
     * @return index behind the object, else negative
     */
    private int object(int from, int parent, int above) {
        byte[] b = bytes;
        int limit = to;
        int[] entries = index;
        int longest = parent == 0 ? MAX_NAME : MAX_NESTED_NAME;
        int at = blank(b, from + 1, limit);
        if (at < limit && b[at] == '}') {
            return at + 1;
        }
        while (at < limit) {
            if (b[at] != '"' || members == MAX_MEMBERS) {
                return REFUSED;
            }
            int key = at + 1;
            int keyEnd = string(b, key, limit);
            if (keyEnd < 0 || (marks & ScanIndex.ESCAPED) != 0 || keyEnd - key > longest) {
                return keyEnd == INCOMPLETE ? INCOMPLETE : REFUSED;
            }
            if (parent != 0 && is(key, keyEnd, DATA)) {
                return REFUSED;
            }
            int hash = parent == 0 ? hash(b, key, keyEnd) : below(above, hash(b, key, keyEnd));
            if (!isNew(hash)) {
                return REFUSED;
            }
            at = blank(b, keyEnd + 1, limit);
            if (at >= limit) {
                return INCOMPLETE;
            }
            if (b[at] != ':') {
                return REFUSED;
            }
            at = blank(b, at + 1, limit);
            if (at >= limit) {
                return INCOMPLETE;
            }
            int entry = first + members * ScanIndex.STRIDE;
            int value = at;
            byte c = b[at];
            if (c == '"') {
                value = at + 1;
                at = string(b, value, limit);
                if (at < 0) {
                    return at;
                }
                ScanIndex.put(entries, entry, key, keyEnd, ScanIndex.TEXT | marks, parent, hash, value, at);
                members++;
                at++;
            } else if (c == '{' || c == '[') {
                if (isUnsafeRoot(key, keyEnd)) {
                    return REFUSED;
                }
                ScanIndex.put(entries, entry, key, keyEnd, ScanIndex.NESTED, parent, hash, value, value);
                members++;
                // The members of a member are noted; what lies deeper is only gone over.
                at = c == '{' && parent == 0 ? object(at, members, hash) : nested(at, parent == 0 ? 1 : 2);
                if (at < 0) {
                    return at;
                }
            } else {
                at = c == '-' || isDigit(c) ? number(at) : word(at);
                if (at < 0) {
                    return at;
                }
                int kind = c == 'n' ? ScanIndex.NULL : ScanIndex.LITERAL;
                ScanIndex.put(entries, entry, key, keyEnd, kind, parent, hash, value, at);
                members++;
            }
            at = blank(b, at, limit);
            if (at >= limit) {
                return INCOMPLETE;
            }
            if (b[at] == '}') {
                return at + 1;
            }
            if (b[at] != ',') {
                return REFUSED;
            }
            at = blank(b, at + 1, limit);
        }
        return INCOMPLETE;
    }

    /** Whether a hash occurs for the first time; two names of one hash are taken for one name. */
    private boolean isNew(int hash) {
        int slot = hash & (SEEN - 1);
        while (seen[slot] >>> 8 == epoch) {
            int member = seen[slot] & 0xFF;
            if (index[first + member * ScanIndex.STRIDE + ScanIndex.HASH] == hash) {
                return false;
            }
            slot = (slot + 1) & (SEEN - 1);
        }
        seen[slot] = epoch << 8 | members;
        return true;
    }

    /** Names below this one could be those of other members, or too long. */
    private boolean isUnsafeRoot(int key, int keyEnd) {
        return keyEnd - key > MAX_NESTED_ROOT || hasPath(bytes, key, keyEnd - key);
    }

    /** @return index behind the array or object that begins at {@code from}, else negative */
    private int nested(int from, int depth) {
        if (depth > MAX_DEPTH) {
            return REFUSED;
        }
        boolean object = bytes[from] == '{';
        byte close = (byte) (object ? '}' : ']');
        int at = blank(bytes, from + 1, to);
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
            at = blank(bytes, at, to);
            if (at >= to) {
                return INCOMPLETE;
            }
            if (bytes[at] == close) {
                return at + 1;
            }
            if (bytes[at] != ',') {
                return REFUSED;
            }
            at = blank(bytes, at + 1, to);
        }
        return INCOMPLETE;
    }

    /** @return index of the value behind a name and its colon, else negative */
    private int nestedName(int at) {
        if (bytes[at] != '"') {
            return REFUSED;
        }
        int end = string(bytes, at + 1, to);
        if (end < 0 || (marks & ScanIndex.ESCAPED) != 0 || end - at - 1 > MAX_NESTED_NAME || is(at + 1, end, DATA)) {
            return end == INCOMPLETE ? INCOMPLETE : REFUSED;
        }
        int colon = blank(bytes, end + 1, to);
        if (colon >= to) {
            return INCOMPLETE;
        }
        return bytes[colon] == ':' ? blank(bytes, colon + 1, to) : REFUSED;
    }

    private boolean is(int from, int end, String ascii) {
        if (end - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int nestedValue(int at, int depth) {
        byte b = bytes[at];
        if (b == '"') {
            int end = string(bytes, at + 1, to);
            return end < 0 ? end : end + 1;
        }
        if (b == '{' || b == '[') {
            return nested(at, depth + 1);
        }
        return b == '-' || isDigit(b) ? number(at) : word(at);
    }

    /** Goes over a string's content, up to its quote; notes in {@link #marks} what is in it. */
    private int string(byte[] b, int from, int limit) {
        int whole = b.length - Long.BYTES;
        int i = from;
        int found = 0;
        while (true) {
            while (i <= whole) {
                long w = (long) LONG.get(b, i);
                // The highest bit of each byte that is a quote, a backslash, a control character or no ASCII. Bytes
                // above the first such one may be marked wrongly, by a borrow.
                long odd = (((w ^ QUOTES) - ONES) | ((w ^ BACKSLASHES) - ONES) | (w - SPACES) | w) & HIGHS;
                if (odd != 0) {
                    i += Long.numberOfTrailingZeros(odd) >>> 3;
                    break;
                }
                i += Long.BYTES;
            }
            if (i >= limit) {
                return INCOMPLETE;
            }
            byte c = b[i];
            if (c == '"') {
                marks = found;
                return i;
            }
            if (c == '\\') {
                found |= ScanIndex.ESCAPED;
                do {
                    // Nearly all escapes are of two bytes.
                    int length = i + 1 < limit && isSingle(b[i + 1]) ? 2 : escapeLength(i);
                    if (length < 0) {
                        return length;
                    }
                    i += length;
                } while (i < limit && b[i] == '\\');
            } else if (c < 0) {
                found |= ScanIndex.WIDE;
                int length = Utf8.length(b, i, limit);
                if (length <= 0) {
                    // A character cut in two at the end of what is there is invalid, or not all there yet.
                    return i + 4 > limit ? INCOMPLETE : REFUSED;
                }
                i += length;
            } else if (c < ' ') {
                return REFUSED;
            } else {
                // Only in the last bytes of the array.
                i++;
            }
        }
    }

    /** Whether the byte makes an escape with the backslash before it alone. */
    private static boolean isSingle(byte b) {
        // A bit for each of the letters from @ to DEL, and one for each byte below.
        return b >= 0x40 ? (SINGLE_HIGH >>> b & 1) != 0 : b > 0 && (SINGLE_LOW >>> b & 1) != 0;
    }

    private int escapeLength(int at) {
        if (at + 1 >= to) {
            return INCOMPLETE;
        }
        if (bytes[at + 1] != 'u') {
            return REFUSED;
        }
        if (at + 5 >= to) {
            return INCOMPLETE;
        }
        int unit = hexadecimal(bytes, at + 2);
        boolean surrogate = unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
        return unit < 0 || surrogate ? REFUSED : 6;
    }

    /** The number that four hexadecimal digits make, or -1. */
    static int hexadecimal(byte[] bytes, int at) {
        int number = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    // RFC 8259, section 6: [-] int [frac] [exp]
    private int number(int from) {
        int at = bytes[from] == '-' ? from + 1 : from;
        int digits = at;
        at = digits(at);
        boolean valid = at > digits && (bytes[digits] != '0' || at == digits + 1);
        if (valid && at < to && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            valid = at > fraction;
        }
        if (valid && at < to && (bytes[at] | 0x20) == 'e') {
            int exponent = at + 1;
            if (exponent < to && (bytes[exponent] == '+' || bytes[exponent] == '-')) {
                exponent++;
            }
            at = digits(exponent);
            valid = at > exponent;
        }
        if (at >= to) {
            return INCOMPLETE;
        }
        return valid && at - from <= MAX_NUMBER ? at : REFUSED;
    }

    private int digits(int from) {
        int at = from;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    private int word(int from) {
        String word = switch (bytes[from]) {
            case 't' -> "true";
            case 'f' -> "false";
            case 'n' -> "null";
            default -> "";
        };
        int end = from + word.length();
        // One byte more, for what follows shows where it ends.
        if (end >= to) {
            return INCOMPLETE;
        }
        return !word.isEmpty() && is(from, end, word) ? end : REFUSED;
    }

    private static int blank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /**
     * A hash of a name: of all of it up to 24 bytes, of its ends and its length beyond.
     *
     * <p>Not meant to resist forgery: whoever looks a hash up compares the bytes as well, and is bounded by {@link
     * #MAX_MEMBERS}.
     */
    static int hash(byte[] bytes, int from, int end) {
        int length = end - from;
        long mixed = length * 0x9E3779B97F4A7C15L;
        if (length < Long.BYTES) {
            mixed ^= head(bytes, from, length);
        } else {
            mixed ^= (long) LONG.get(bytes, from);
            mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
            mixed ^= (long) LONG.get(bytes, end - Long.BYTES);
            if (length > 2 * Long.BYTES) {
                mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL;
                mixed ^= (long) LONG.get(bytes, from + Long.BYTES);
            }
        }
        // Multipliers and shifts of SplitMix64's finalizer, which spreads each bit over all.
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32);
    }

    /** Whether a name is the one that begins here. By words, for names are too short for what the library does. */
    static boolean isSame(byte[] bytes, int from, byte[] name) {
        int length = name.length;
        if (length < Long.BYTES) {
            return head(bytes, from, length) == head(name, 0, length);
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) LONG.get(bytes, from + i) != (long) LONG.get(name, i)) {
                return false;
            }
        }
        return (long) LONG.get(bytes, from + last) == (long) LONG.get(name, last);
    }

    /** The hash of a name below another, from the hashes of both. */
    static int below(int above, int hash) {
        // An odd factor loses nothing of the other's bits; this one is as irregular as any.
        return above * 0x9E3779B1 + hash;
    }

    static boolean hasPath(byte[] bytes, int from, int length) {
        if (length < Long.BYTES) {
            return hasPath(head(bytes, from, length));
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (hasPath((long) LONG.get(bytes, from + i))) {
                return true;
            }
        }
        return hasPath((long) LONG.get(bytes, from + last));
    }

    private static boolean hasPath(long word) {
        long dots = word ^ '.' * ONES;
        long brackets = word ^ '{' * ONES;
        return ((dots - ONES & ~dots | brackets - ONES & ~brackets) & HIGHS) != 0;
    }

    static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static long head(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            return (long) LONG.get(bytes, from) & (1L << 8 * length) - 1;
        }
        long head = 0;
        for (int i = 0; i < length; i++) {
            head |= (bytes[from + i] & 0xFFL) << 8 * i;
        }
        return head;
    }
}
