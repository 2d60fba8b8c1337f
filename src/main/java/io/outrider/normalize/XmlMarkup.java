package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the markup between two values of a plain Windows event: tags and the blanks between them, names and what they mean for
 * the fields of {@link XmlWinEventLog}. What is no such markup, or has anything rare in it, is refused. Pieces that were read are
 * kept, so that equal ones in equal places are the same object. Not for several threads at once.
 */
final class XmlMarkup {

    /**
     * Windows' events have some hundred names a source, a piece each. With pieces of {@link #MAX_PIECE} bytes, their names and
     * their keys they take a few MiB.
     */
    private static final int CAPACITY = 2048;

    /** Some 30 times the usual one; room for the indentation of many elements without a value. */
    private static final int MAX_PIECE = 1024;

    /** Windows' events have 4 levels. */
    private static final int MAX_DEPTH = 8;

    /** Windows' elements have up to 3, and the outermost that of its namespace. */
    private static final int MAX_ATTRIBUTES = 8;

    private static final String EVENT = "Event";
    private static final String SYSTEM = "System";
    private static final String EVENT_DATA = "EventData";
    private static final String RENDERING_INFO = "RenderingInfo";
    private static final Set<String> SECTIONS = Set.of(SYSTEM, EVENT_DATA, RENDERING_INFO);

    /** What {@link XmlWinEventLog} gives the XML of an element: a field that it has already is none of its. */
    private static final String OWN_XML = "_Xml";

    private final Map<String, XmlPiece> pieces = new HashMap<>();
    private final Map<String, MemberName> names = new HashMap<>();

    private byte[] bytes = {};
    private int to;
    private int at;
    private int failure;
    private final List<String> open = new ArrayList<>();

    /** Forgets what it has kept, if it is so much that a record more could be too much. @return whether it did */
    boolean makeRoom() {
        boolean full = pieces.size() > CAPACITY - JsonScan.MAX_MEMBERS;
        if (full) {
            pieces.clear();
            names.clear();
        }
        return full;
    }

    /** Why {@link #read} gave nothing: {@link JsonScan#REFUSED} or {@link JsonScan#INCOMPLETE}. */
    int failure() {
        return failure;
    }

    /** The piece that begins here, up to the next value or the end of the event; {@code null} if there is none. */
    @Nullable
    XmlPiece read(byte[] bytes, int from, int to, XmlPlace place) {
        this.bytes = bytes;
        this.to = Math.min(to, from + MAX_PIECE);
        this.at = from;
        failure = JsonScan.REFUSED;
        open.clear();
        open.addAll(place.open());
        try {
            return piece(from, place);
        } catch (OddMarkup e) {
            if (e == OddMarkup.ENDS && this.to == to) {
                failure = JsonScan.INCOMPLETE;
            }
            return null;
        }
    }

    private XmlPiece piece(int from, XmlPlace place) throws OddMarkup {
        Found found;
        if (place.isInTag()) {
            at++;
            found = tag(new ArrayList<>(place.attributes()));
        } else {
            found = place.value() == XmlPlace.TEXT ? endTag() : null;
        }
        while (found == null) {
            found = next();
        }
        return kept(from, place, found);
    }

    private XmlPiece kept(int from, XmlPlace before, Found found) {
        String markup = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        // No key of a place has a NUL.
        return pieces.computeIfAbsent(
                before.key() + '\0' + markup,
                key -> new XmlPiece(markup, found.place(), name(found.name()), name(found.alias()), found.needsText()));
    }

    private @Nullable MemberName name(@Nullable String path) {
        return path == null
                ? null
                : names.computeIfAbsent(path, text -> new MemberName(text.getBytes(StandardCharsets.US_ASCII), null));
    }

    /** What comes between two tags, and the second of them. @return {@code null} if no value follows */
    private @Nullable Found next() throws OddMarkup {
        at = blanks(at);
        if (peek(at) != '<') {
            throw OddMarkup.ODD;
        }
        if (peek(at + 1) == '/' && !open.isEmpty()) {
            return endTag();
        }
        at++;
        String name = name();
        int depth = open.size() + 1;
        boolean expected = depth == 1 ? name.equals(EVENT) : depth == 2 ? SECTIONS.contains(name) : !name.equals(EVENT);
        if (!expected || depth > MAX_DEPTH) {
            throw OddMarkup.ODD;
        }
        open.add(name);
        return tag(new ArrayList<>(2));
    }

    private @Nullable Found endTag() throws OddMarkup {
        String tag = "</" + open.remove(open.size() - 1) + '>';
        for (int i = 0; i < tag.length(); i++) {
            if (peek(at + i) != tag.charAt(i)) {
                throw OddMarkup.ODD;
            }
        }
        at += tag.length();
        return open.isEmpty() ? Found.END : null;
    }

    /** The rest of the innermost element's start tag. @param attributes that it has so far */
    private @Nullable Found tag(List<String> attributes) throws OddMarkup {
        String dataName = null;
        boolean isField = open.size() > 2;
        while (true) {
            int next = blanks(at);
            if (peek(next) == '/' || peek(next) == '>') {
                at = next;
                break;
            }
            if (next == at) {
                throw OddMarkup.ODD;
            }
            at = next;
            String name = name();
            char quote = peek(at + 1);
            if (peek(at) != '=' || quote != '"' && quote != '\'' || attributes.contains(name)) {
                throw OddMarkup.ODD;
            }
            attributes.add(name);
            if (attributes.size() > MAX_ATTRIBUTES) {
                throw OddMarkup.ODD;
            }
            at += 2;
            if (isIn(SYSTEM)) {
                if (!isField) {
                    throw OddMarkup.ODD;
                }
                return new Found(XmlPlace.inTag(open, quote, attributes), name, null, false);
            }
            String value = value(quote);
            if (isIn(EVENT_DATA)) {
                if (!isField || !name.equals("Name") || value.isEmpty()) {
                    throw OddMarkup.ODD;
                }
                dataName = value;
            }
        }
        if (peek(at) == '/') {
            if (peek(at + 1) != '>') {
                throw OddMarkup.ODD;
            }
            at += 2;
            String name = open.remove(open.size() - 1);
            if (open.isEmpty()) {
                return Found.END;
            }
            // Elements of System say all they have to say in their attributes.
            return isField && !isIn(SYSTEM) ? found(XmlPlace.between(open), name, dataName) : null;
        }
        at++;
        return isField && hasText() ? found(XmlPlace.inText(open), open.get(open.size() - 1), dataName) : null;
    }

    /** Whether the element whose start tag ends here has a text, and no elements in it. */
    private boolean hasText() throws OddMarkup {
        if (isIn(SYSTEM) && peek(at) == '<' && peek(at + 1) == '/') {
            // An empty one is none there.
            return false;
        }
        int next = blanks(at);
        return peek(next) != '<' || peek(next + 1) == '/';
    }

    private Found found(XmlPlace place, String element, @Nullable String dataName) throws OddMarkup {
        if (isIn(RENDERING_INFO)) {
            return new Found(place, RENDERING_INFO + '.' + element, element.equals("Message") ? element : null, false);
        }
        String field = dataName == null ? element : CleanKey.of(dataName);
        if (field.endsWith(OWN_XML)) {
            throw OddMarkup.ODD;
        }
        return new Found(place, field, null, isIn(SYSTEM));
    }

    private boolean isIn(String section) {
        return open.size() > 1 && open.get(1).equals(section);
    }

    /** A name of ASCII without a prefix. */
    private String name() throws OddMarkup {
        int from = at;
        if (!isLetter(peek(at))) {
            throw OddMarkup.ODD;
        }
        while (isNamePart(peek(at))) {
            at++;
        }
        return new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    }

    /** An attribute's value that is part of the markup, and the quote behind it. */
    private String value(char quote) throws OddMarkup {
        int from = at;
        for (char c = peek(at); c != quote; c = peek(at)) {
            if (c < ' ' || c > '~' || c == '<' || c == '&') {
                throw OddMarkup.ODD;
            }
            at++;
        }
        at++;
        return new String(bytes, from, at - 1 - from, StandardCharsets.US_ASCII);
    }

    private int blanks(int from) throws OddMarkup {
        int i = from;
        while (peek(i) == ' ' || peek(i) == '\t' || peek(i) == '\n') {
            i++;
        }
        return i;
    }

    private char peek(int index) throws OddMarkup {
        if (index >= to) {
            throw OddMarkup.ENDS;
        }
        return (char) (bytes[index] & 0xFF);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '.';
    }

    /**
     * What was found behind markup.
     *
     * @param name of the field that the value there is; {@code null} at the end of the event
     * @param alias another name of it
     * @param needsText as {@link XmlPiece#needsText}
     */
    private record Found(
            XmlPlace place, @Nullable String name, @Nullable String alias, boolean needsText) {
        static final Found END = new Found(XmlPlace.START, null, null, false);
    }

    /** There is no markup of the kind that is read. Without a stack, for it is the answer to many records. */
    private static final class OddMarkup extends Exception {

        private static final long serialVersionUID = 1;

        static final OddMarkup ODD = new OddMarkup("odd markup");

        /** The bytes end. */
        static final OddMarkup ENDS = new OddMarkup("markup ends");

        private OddMarkup(String message) {
            super(message, null, false, false);
        }
    }
}
