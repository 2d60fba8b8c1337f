package io.outrider.evtx;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Writes values as Windows does: as in [MS-EVEN6], sections 2.2.12.3 and 3.1.4.7.3, and where these leave a choice as in
 * events that Splunk's forwarder took from Windows.
 *
 * <ul>
 *   <li>FILETIME and SYSTEMTIME: {@code 2021-01-14T23:41:40.1453352Z}, with all digits that they have;
 *   <li>GUID: in braces, upper case, as most releases of Windows write it (the latest write lower case);
 *   <li>hexadecimal numbers and sizes: {@code 0x1f0fff}, without leading zeros; binary data: two digits a byte, upper case;
 *   <li>strings: without the zeros at their end. One byte a character: as UTF-8 if it is, else as ISO 8859-1, for the file does
 *       not tell the code page.
 * </ul>
 */
final class ValueText {

    private static final int TYPE = 0x7F;
    private static final int STRING = 0x01;
    private static final int ANSI_STRING = 0x02;
    private static final int BINARY = 0x0E;
    private static final int SID = 0x13;

    private static final char[] UPPER = "0123456789ABCDEF".toCharArray();

    // The parts of a GUID as their bytes are stored; a negative one is a hyphen.
    private static final int[] GUID_BYTES = {3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15};

    private static final int SID_HEAD = 8;
    /** {@code SID_MAX_SUB_AUTHORITIES} of [MS-DTYP], section 2.4.2. */
    private static final int MAX_SUB_AUTHORITIES = 15;

    private final XmlText out;

    ValueText(XmlText out) {
        this.out = out;
    }

    /** Writes a value that is no array. */
    void write(int type, byte[] bytes, int from, int size, boolean attribute) throws DamageException {
        switch (type) {
            case Values.NULL -> {}
            case STRING -> string(bytes, from, size, attribute);
            case ANSI_STRING -> ansiString(bytes, from, size, attribute);
            case BINARY -> binary(bytes, from, size);
            case SID -> sid(bytes, from, size);
            default -> {
                // Nothing where a number should be is nothing: no event is lost for it.
                if (size != 0) {
                    fixed(type, bytes, from, size);
                }
            }
        }
    }

    /**
     * The size of the item of an array that begins at a place; more than there is if the last one is cut.
     *
     * @param type of the array
     */
    int itemSize(int type, byte[] bytes, int from, int limit) throws DamageException {
        int item = type & TYPE;
        return switch (item) {
            case STRING -> {
                int at = from;
                while (at + 1 < limit && LittleEndian.u16(bytes, at) != 0) {
                    at += 2;
                }
                yield Math.min(at + 2, limit) - from;
            }
            case ANSI_STRING -> {
                int at = from;
                while (at < limit && bytes[at] != 0) {
                    at++;
                }
                yield Math.min(at + 1, limit) - from;
            }
            case SID -> limit - from < 2 ? SID_HEAD : SID_HEAD + 4 * (bytes[from + 1] & 0xFF);
            // By the bytes that each has; libevtx says of sizes that they come as one of the two hexadecimal types.
            default -> sizeOf(item);
        };
    }

    /** Writes an item of an array. */
    void writeItem(int type, byte[] bytes, int from, int size, boolean attribute) throws DamageException {
        write(type & TYPE, bytes, from, size, attribute);
    }

    private void fixed(int type, byte[] bytes, int from, int size) throws DamageException {
        int expected = sizeOf(type);
        // Windows' BOOL has four bytes, others have fewer; a size has that of its machine.
        boolean isVariable = (type == 0x0D && size < 4) || (type == 0x10 && size == 4);
        if (size != expected && !isVariable) {
            throw DamageException.found(expected + " bytes for a value of type " + type, "" + size);
        }
        switch (type) {
            case 0x03 -> out.ascii(Integer.toString(bytes[from]));
            case 0x04 -> out.ascii(Integer.toString(bytes[from] & 0xFF));
            case 0x05 -> out.ascii(Integer.toString((short) LittleEndian.u16(bytes, from)));
            case 0x06 -> out.ascii(Integer.toString(LittleEndian.u16(bytes, from)));
            case 0x07 -> out.ascii(Integer.toString(LittleEndian.s32(bytes, from)));
            case 0x08 -> out.ascii(Long.toString(LittleEndian.u32(bytes, from)));
            case 0x09 -> out.ascii(Long.toString(LittleEndian.s64(bytes, from)));
            case 0x0A -> out.ascii(Long.toUnsignedString(LittleEndian.s64(bytes, from)));
            case 0x0B -> {
                float value = Float.intBitsToFloat(LittleEndian.s32(bytes, from));
                real(value, Float.toString(value));
            }
            case 0x0C -> {
                double value = Double.longBitsToDouble(LittleEndian.s64(bytes, from));
                real(value, Double.toString(value));
            }
            case 0x0D -> bool(bytes, from, size);
            case 0x0F -> guid(bytes, from);
            case 0x10 -> hex(size == 4 ? LittleEndian.u32(bytes, from) : LittleEndian.s64(bytes, from));
            case 0x11 -> out.ascii(WindowsTime.ofFileTime(LittleEndian.s64(bytes, from)));
            case 0x12 -> out.ascii(WindowsTime.ofSystemTime(bytes, from));
            case 0x14 -> hex(LittleEndian.u32(bytes, from));
            default -> hex(LittleEndian.s64(bytes, from));
        }
    }

    private static int sizeOf(int type) throws DamageException {
        return switch (type) {
            case 0x03, 0x04 -> 1;
            case 0x05, 0x06 -> 2;
            case 0x07, 0x08, 0x0B, 0x0D, 0x14 -> 4;
            case 0x09, 0x0A, 0x0C, 0x10, 0x11, 0x15 -> 8;
            case 0x0F, 0x12 -> 16;
            default -> throw DamageException.found("a value of a type that the format describes", "type " + type);
        };
    }

    private void string(byte[] bytes, int from, int size, boolean attribute) throws DamageException {
        int units = size / 2;
        while (units > 0 && LittleEndian.u16(bytes, from + 2 * (units - 1)) == 0) {
            units--;
        }
        out.utf16(bytes, from, units, attribute);
    }

    private void ansiString(byte[] bytes, int from, int size, boolean attribute) throws DamageException {
        int length = size;
        while (length > 0 && bytes[from + length - 1] == 0) {
            length--;
        }
        CharSequence text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException e) {
            text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        }
        out.text(text, attribute);
    }

    private void binary(byte[] bytes, int from, int size) throws DamageException {
        StringBuilder digits = new StringBuilder(2 * size);
        for (int i = from; i < from + size; i++) {
            addByte(digits, bytes[i]);
        }
        out.ascii(digits.toString());
    }

    private void bool(byte[] bytes, int from, int size) throws DamageException {
        int bits = 0;
        for (int i = from; i < from + size; i++) {
            bits |= bytes[i];
        }
        out.ascii(bits == 0 ? "false" : "true");
    }

    private void guid(byte[] bytes, int from) throws DamageException {
        StringBuilder guid = new StringBuilder(38).append('{');
        for (int at : GUID_BYTES) {
            if (at < 0) {
                guid.append('-');
            } else {
                addByte(guid, bytes[from + at]);
            }
        }
        out.ascii(guid.append('}').toString());
    }

    private void hex(long value) throws DamageException {
        out.ascii("0x" + Long.toHexString(value));
    }

    /** As XML Schema writes {@code xs:float} and {@code xs:double}, which the canonical form names, but never with an exponent. */
    private void real(double value, String digits) throws DamageException {
        if (Double.isNaN(value)) {
            out.ascii("NaN");
        } else if (Double.isInfinite(value)) {
            out.ascii(value < 0 ? "-INF" : "INF");
        } else {
            BigDecimal plain = new BigDecimal(digits);
            out.ascii(plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString());
        }
    }

    /** [MS-DTYP], sections 2.4.2.1 and 2.4.2.2. */
    private void sid(byte[] bytes, int from, int size) throws DamageException {
        int count = size < SID_HEAD ? -1 : bytes[from + 1] & 0xFF;
        if (count < 0 || count > MAX_SUB_AUTHORITIES || size < SID_HEAD + 4 * count) {
            throw DamageException.found("a security identifier", size + " bytes that are none");
        }
        long authority = 0;
        for (int i = 2; i < SID_HEAD; i++) {
            authority = authority << 8 | bytes[from + i] & 0xFF;
        }
        StringBuilder sid = new StringBuilder("S-").append(bytes[from] & 0xFF).append('-');
        // From 32 bits on it is written in hexadecimal.
        sid.append(authority >> 32 == 0 ? Long.toString(authority) : "0x" + Long.toHexString(authority));
        for (int i = 0; i < count; i++) {
            sid.append('-').append(LittleEndian.u32(bytes, from + SID_HEAD + 4 * i));
        }
        out.ascii(sid.toString());
    }

    private static void addByte(StringBuilder digits, byte b) {
        digits.append(UPPER[b >> 4 & 0xF]).append(UPPER[b & 0xF]);
    }
}
