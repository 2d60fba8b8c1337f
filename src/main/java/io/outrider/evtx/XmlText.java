package io.outrider.evtx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * XML text that grows, in UTF-8 and without line feeds.
 *
 * <p>Carriage returns and line feeds are written as character references: the record is one line then, and an XML parser,
 * which would make a line feed of both, gives them back as they were. So is what XML 1.0 forbids (section 2.2): whoever
 * parses it finds it as a forbidden reference.
 */
final class XmlText {

    private static final int INITIAL = 1 << 13;
    // What is larger goes with the record that needed it.
    private static final int KEPT = 1 << 18;

    private final Budget budget;
    private byte[] bytes = new byte[INITIAL];
    private int length;

    XmlText(Budget budget) {
        this.budget = budget;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Takes back what was written behind a place. */
    void truncate(int to) {
        length = to;
    }

    /** What is XML already. */
    void xml(byte[] xml) throws DamageException {
        reserve(xml.length);
        System.arraycopy(xml, 0, bytes, length, xml.length);
        length += xml.length;
    }

    /** What is XML already and ASCII. */
    void ascii(String xml) throws DamageException {
        int count = xml.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) xml.charAt(i);
        }
    }

    /** Text, of which nothing is XML. */
    void text(CharSequence text, boolean attribute) throws DamageException {
        int count = text.length();
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(text.charAt(i + 1));
            character(pair ? Character.toCodePoint(c, text.charAt(++i)) : c, attribute);
        }
    }

    /** UTF-16 text, of which nothing is XML. */
    void utf16(byte[] source, int from, int units, boolean attribute) throws DamageException {
        int at = from;
        int end = from + 2 * units;
        while (at < end) {
            // Most text is ASCII that needs no care.
            int runEnd = at + Math.min(end - at, 512);
            ensure((runEnd - at) >> 1);
            int before = length;
            int c = 0;
            while (at < runEnd) {
                c = LittleEndian.u16(source, at);
                if (!isPlain(c)) {
                    break;
                }
                bytes[length++] = (byte) c;
                at += 2;
            }
            budget.spend(length - before);
            if (at < runEnd) {
                at += 2;
                if (Character.isHighSurrogate((char) c) && at < end) {
                    int low = LittleEndian.u16(source, at);
                    if (Character.isLowSurrogate((char) low)) {
                        c = Character.toCodePoint((char) c, (char) low);
                        at += 2;
                    }
                }
                character(c, attribute);
            }
        }
    }

    /** A reference to a character by its number, whether XML allows it or not. */
    void reference(int point) throws DamageException {
        ascii("&#" + point + ';');
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c < 0x7F && c != '<' && c != '>' && c != '&' && c != '\'' && c != '"';
    }

    private void character(int point, boolean attribute) throws DamageException {
        switch (point) {
            case '<' -> ascii("&lt;");
            case '>' -> ascii("&gt;");
            case '&' -> ascii("&amp;");
            case '\'' -> ascii(attribute ? "&apos;" : "'");
            case '"' -> ascii(attribute ? "&quot;" : "\"");
            case '\t' -> ascii(attribute ? "&#9;" : "\t");
            default -> {
                if (point < ' ' || (point >= 0xD800 && point <= 0xDFFF) || point == 0xFFFE || point == 0xFFFF) {
                    reference(point);
                } else {
                    encoded(point);
                }
            }
        }
    }

    private void encoded(int point) throws DamageException {
        reserve(4);
        if (point < 0x80) {
            bytes[length++] = (byte) point;
        } else if (point < 0x800) {
            bytes[length++] = (byte) (0xC0 | point >> 6);
            bytes[length++] = tail(point);
        } else if (point < 0x10000) {
            bytes[length++] = (byte) (0xE0 | point >> 12);
            bytes[length++] = tail(point >> 6);
            bytes[length++] = tail(point);
        } else {
            bytes[length++] = (byte) (0xF0 | point >> 18);
            bytes[length++] = tail(point >> 12);
            bytes[length++] = tail(point >> 6);
            bytes[length++] = tail(point);
        }
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    private void reserve(int count) throws DamageException {
        budget.spend(count);
        ensure(count);
    }

    private void ensure(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
    }

    /** A line of ASCII that no budget is for. */
    void line(String text) {
        byte[] line = text.getBytes(StandardCharsets.US_ASCII);
        ensure(line.length + 1);
        System.arraycopy(line, 0, bytes, length, line.length);
        length += line.length;
        bytes[length++] = '\n';
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
