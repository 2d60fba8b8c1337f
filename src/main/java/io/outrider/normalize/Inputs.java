package io.outrider.normalize;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Opens inputs as UTF-8 text: unpacks gzip, removes a byte order mark, transcodes UTF-16.
 *
 * <p>What an input is, its first bytes say, never its name. Everything is streamed; nothing is unpacked ahead of the
 * reader, so a small file that unpacks to a huge one costs time and no memory. Offsets in what is returned are those of
 * the unpacked bytes behind the byte order mark; of UTF-16, those of its UTF-8 form.
 */
public final class Inputs {

    /** Every text in UTF-16 without byte order mark, and about every binary format, has a NUL byte in its first 4 KiB. */
    private static final int HEAD = 4096;

    private static final byte[] EVTX = "ElfFile\0".getBytes(StandardCharsets.US_ASCII);

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
        refuseBinary(head, name);
        int mark = startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        text.unread(head, mark, head.length - mark);
        return text;
    }

    private static void refuseBinary(byte[] head, String name) throws UnreadableInputException {
        if (head.length >= EVTX.length && Arrays.equals(EVTX, 0, EVTX.length, head, 0, EVTX.length)) {
            throw new UnreadableInputException(
                    "expected text events, but " + name
                            + " is a binary Windows event log (EVTX): convert it with evtx_dump -o jsonl, then read the result");
        }
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
