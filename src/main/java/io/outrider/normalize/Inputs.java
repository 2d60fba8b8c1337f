package io.outrider.normalize;

import io.outrider.evtx.EvtxInput;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens inputs as UTF-8 text: unpacks gzip and zip, removes a byte order mark, transcodes UTF-16, and other character sets if it
 * is told, writes the records of binary Windows event logs (EVTX) as XML.
 *
 * <p>What an input is, its first bytes say, never its name. Everything is streamed; nothing is unpacked ahead of the
 * reader, so a small file that unpacks to a huge one costs time and no memory. Offsets in what is returned are those of
 * the unpacked bytes behind the byte order mark; of UTF-16, those of its UTF-8 form; of EVTX, those of its XML, which has one
 * line for each record ({@link EvtxInput}).
 */
public final class Inputs {

    /** Every text in UTF-16 without byte order mark, and about every binary format, has a NUL byte in its first 4 KiB. */
    private static final int HEAD = 4096;

    private Inputs() {}

    /**
     * Opens a file that holds one text.
     *
     * @throws UnreadableInputException if the file holds no text, or is an archive
     */
    public static InputStream open(Path file) throws IOException {
        // Not Files.newInputStream: it seeks, and a pipe such as /dev/stdin cannot.
        InputStream in = new FileInputStream(file.toFile());
        try {
            return open(in, file.toString());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Opens a stream of one text; closing the result closes it.
     *
     * @param name for messages
     * @throws UnreadableInputException if the stream holds no text, or is an archive
     */
    public static InputStream open(InputStream in, String name) throws IOException {
        PushbackInputStream packed = buffered(in);
        if (isZip(packed)) {
            throw new UnreadableInputException(
                    "expected one text, but " + name + " is a zip archive: unpack it, then name one of its files");
        }
        return unpacked(packed, name, StandardCharsets.UTF_8);
    }

    /**
     * Opens a file of one or more texts.
     *
     * @param charset of text that has no byte order mark
     */
    static InputTexts texts(Path file, Charset charset) throws IOException {
        // As above.
        InputStream in = new FileInputStream(file.toFile());
        try {
            return texts(in, file.toString(), charset);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Opens a stream of one or more texts; closing the result closes it. */
    static InputTexts texts(InputStream in, String name, Charset charset) throws IOException {
        PushbackInputStream packed = buffered(in);
        return new InputTexts(packed, name, charset, isZip(packed));
    }

    /** A text that may be packed; not as an archive. */
    static InputStream unpacked(InputStream in, String name, Charset charset) throws IOException {
        PushbackInputStream packed = new PushbackInputStream(in, HEAD);
        if (!isGzip(packed)) {
            return text(packed, name, charset);
        }
        PackedInput counted = new PackedInput(packed);
        PushbackInputStream text =
                new PushbackInputStream(new UnpackBound(new GzipInput(counted, name), counted::count, name), HEAD);
        refuseArchive(text, name);
        return text(text, name, charset);
    }

    /** An entry of an archive, which may itself be packed, but be no archive. */
    static InputStream unpackedEntry(InputStream in, String name, Charset charset) throws IOException {
        PushbackInputStream entry = new PushbackInputStream(in, HEAD);
        if (isZip(entry)) {
            throw nested(name);
        }
        return unpacked(entry, name, charset);
    }

    private static void refuseArchive(PushbackInputStream unpacked, String name) throws IOException {
        if (isZip(unpacked) || isGzip(unpacked)) {
            throw nested(name);
        }
    }

    private static UnreadableInputException nested(String name) {
        return new UnreadableInputException("expected text events, but " + name
                + " holds an archive in an archive, which is not unpacked: unpack it once, then read the result");
    }

    private static PushbackInputStream buffered(InputStream in) {
        return new PushbackInputStream(new BufferedInputStream(in, 1 << 16), HEAD);
    }

    private static boolean isGzip(PushbackInputStream in) throws IOException {
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        return GzipInput.isMagic(magic);
    }

    /** The header of an entry, or the end of an archive without any. */
    private static boolean isZip(PushbackInputStream in) throws IOException {
        byte[] magic = in.readNBytes(4);
        in.unread(magic);
        return startsWith(magic, 'P', 'K', 3, 4) || startsWith(magic, 'P', 'K', 5, 6);
    }

    private static InputStream text(InputStream in, String name, Charset charset) throws IOException {
        PushbackInputStream text = new PushbackInputStream(in, HEAD);
        byte[] head = text.readNBytes(HEAD);
        if (startsWith(head, 0xFF, 0xFE)) {
            text.unread(head, 2, head.length - 2);
            return new TranscodedInput(text, StandardCharsets.UTF_16LE);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            text.unread(head, 2, head.length - 2);
            return new TranscodedInput(text, StandardCharsets.UTF_16BE);
        }
        if (EvtxInput.isMagic(head)) {
            return evtx(text, head, name);
        }
        boolean marked = startsWith(head, 0xEF, 0xBB, 0xBF);
        if (!marked && charset.name().matches("(X-)?UTF-(16|32).*")) {
            // Its letters have bytes that are 0.
            text.unread(head);
            return new TranscodedInput(text, charset);
        }
        refuseBinary(head, name);
        int mark = marked ? 3 : 0;
        text.unread(head, mark, head.length - mark);
        boolean utf8 = marked || charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        return utf8 ? text : new TranscodedInput(text, charset);
    }

    private static InputStream evtx(PushbackInputStream file, byte[] head, String name) throws IOException {
        if (head.length < EvtxInput.HEADER) {
            throw new UnreadableInputException("expected a Windows event log (EVTX) with a header of "
                    + EvtxInput.HEADER + " bytes, but " + name + " ends behind " + head.length + " of them");
        }
        file.unread(head);
        return new EvtxInput(file);
    }

    private static void refuseBinary(byte[] head, String name) throws UnreadableInputException {
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                throw new UnreadableInputException(
                        "expected text events, but " + name
                                + " is binary: a NUL byte at offset " + i
                                + "; export the events as JSON lines or XML (UTF-16 text needs its byte order mark, or its source the property charset)");
            }
        }
    }

    /** What a file is that begins so, if it is no text in UTF-8 for certain: "is packed (gzip)". */
    static @Nullable String kindOfBinary(byte[] head) {
        if (GzipInput.isMagic(head)) {
            return "is packed (gzip)";
        }
        if (startsWith(head, 'P', 'K', 3, 4)) {
            return "is packed (zip)";
        }
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                return "is binary: a NUL byte at offset " + i;
            }
        }
        return startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF) ? "is UTF-16" : null;
    }

    private static boolean startsWith(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
