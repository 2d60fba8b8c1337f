package io.outrider.normalize;

import io.outrider.evtx.EvtxInput;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Opens inputs as UTF-8 text: unpacks gzip, removes a byte order mark, transcodes UTF-16, writes the records of binary Windows
 * event logs (EVTX) as XML.
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
     * Opens a file.
     *
     * @throws UnreadableInputException if the file holds no text
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
     * Opens a stream; closing the result closes it.
     *
     * @param name for messages
     * @throws UnreadableInputException if the stream holds no text
     */
    public static InputStream open(InputStream in, String name) throws IOException {
        PushbackInputStream packed = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), HEAD);
        byte[] magic = packed.readNBytes(2);
        packed.unread(magic);
        return GzipInput.isMagic(magic) ? text(new GzipInput(packed, name), name) : text(packed, name);
    }

    private static InputStream text(InputStream in, String name) throws IOException {
        PushbackInputStream text = new PushbackInputStream(in, HEAD);
        byte[] head = text.readNBytes(HEAD);
        if (startsWith(head, 0xFF, 0xFE)) {
            text.unread(head, 2, head.length - 2);
            return new Utf16Input(text, ByteOrder.LITTLE_ENDIAN);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            text.unread(head, 2, head.length - 2);
            return new Utf16Input(text, ByteOrder.BIG_ENDIAN);
        }
        if (EvtxInput.isMagic(head)) {
            return evtx(text, head, name);
        }
        refuseBinary(head, name);
        int mark = startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        text.unread(head, mark, head.length - mark);
        return text;
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
                throw new UnreadableInputException("expected text events, but " + name
                        + " is binary: a NUL byte at offset " + i
                        + "; export the events as JSON lines or XML (UTF-16 text needs its byte order mark)");
            }
        }
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
