package io.outrider.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The UTF-8 form of a stream in another character set, without its byte order mark.
 *
 * <p>What is not valid there (in UTF-16 half of a surrogate pair or an odd last byte, in windows-1252 five bytes) becomes the byte
 * {@code 0xFF}, which is not valid UTF-8 either: the reader then finds the fault as it finds it in any other input.
 */
final class TranscodedInput extends InputStream {

    private static final byte INVALID = (byte) 0xFF;
    // One disk block of input at a time: such files are rare, and small.
    private static final int CHUNK = 4096;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer units = ByteBuffer.allocate(CHUNK).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK);
    // UTF-8 needs at most three bytes for a UTF-16 unit, of which no set gives more than bytes; one more chunk for the
    // bytes that mark faults.
    private final ByteBuffer text = ByteBuffer.allocate(4 * CHUNK).limit(0);
    private boolean inputEnded;

    TranscodedInput(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        return fill() ? text.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, text.remaining());
        text.get(target, offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        while (!text.hasRemaining()) {
            if (inputEnded) {
                return false;
            }
            text.clear();
            readUnits();
            transcode();
            text.flip();
        }
        return true;
    }

    private void readUnits() throws IOException {
        units.compact();
        int count = in.read(units.array(), units.position(), units.remaining());
        inputEnded = count < 0;
        units.position(units.position() + Math.max(0, count)).flip();
    }

    private void transcode() {
        CoderResult result;
        do {
            chars.clear();
            result = decoder.decode(units, chars, inputEnded);
            encoder.encode(chars.flip(), text, false);
            if (result.isError()) {
                // One unit, where the decoder would have two: behind half of a pair stands a good character.
                units.position(units.position() + Math.min(2, result.length()));
                text.put(INVALID);
            }
        } while (result.isError());
    }
}
