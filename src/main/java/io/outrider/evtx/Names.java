package io.outrider.evtx;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a chunk's elements, attributes and entities. Records name them by their place in the chunk; the first record
 * with a name has it in its midst.
 *
 * <p>{@code BinXmlName}: place of the next one (4 bytes), hash (2), number of characters (2), UTF-16, and a zero (2).
 */
final class Names {

    /** Names of real elements stay below 100 characters; the normaliser's own limit for names of fields is the same. */
    private static final int MAX_NAME = 512;

    /** What is kept: 64 places are in a chunk's own table of names. With names of that length this is a megabyte. */
    private static final int MAX_KEPT = 1024;

    private static final int HEAD = 8;

    private final Map<Integer, Name> names = new HashMap<>();

    private byte[] chunk = new byte[0];
    private int length;

    /** @param end in the chunk, behind the name and its zero */
    record Name(String text, byte[] xml, int end) {}

    void beginChunk(byte[] bytes, int chunkLength) {
        chunk = bytes;
        length = chunkLength;
        names.clear();
    }

    /** The name whose place comes next, and passes over it if it is there. */
    Name read(Cursor in) throws DamageException {
        long at = in.u32();
        Name name = at(at);
        if (name == null) {
            throw DamageException.found(
                    "a name of at most " + MAX_NAME + " letters, digits or .-_: at offset " + at + " of its chunk",
                    "none");
        }
        if (at == in.position()) {
            in.skip(name.end() - at);
        }
        return name;
    }

    /** The name at a place, or {@code null} if there is none. */
    @Nullable
    Name at(long at) {
        if (at > length - HEAD) {
            return null;
        }
        Name known = names.get((int) at);
        if (known != null) {
            return known;
        }
        Name name = decode((int) at);
        if (name != null) {
            if (names.size() == MAX_KEPT) {
                names.clear();
            }
            names.put((int) at, name);
        }
        return name;
    }

    private @Nullable Name decode(int at) {
        int count = LittleEndian.u16(chunk, at + 6);
        int end = at + HEAD + 2 * count + 2;
        if (count == 0 || count > MAX_NAME || end > length) {
            return null;
        }
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            char c = (char) LittleEndian.u16(chunk, at + HEAD + 2 * i);
            if (!isNameCharacter(c, i == 0)) {
                return null;
            }
            text.append(c);
        }
        String name = text.toString();
        return new Name(name, name.getBytes(StandardCharsets.UTF_8), end);
    }

    /** Stricter than XML 1.0 (section 2.3) with what is no letter, so that no name can end where a reader does not expect it. */
    private static boolean isNameCharacter(char c, boolean first) {
        if (Character.isLetter(c) || c == '_' || c == ':') {
            return true;
        }
        return !first && (Character.isDigit(c) || c == '-' || c == '.');
    }
}
