package io.outrider.normalize;

import java.io.IOException;
import java.io.InputStream;

/** Reads one byte of a stream that only knows how to read several, which its readers do: for whoever asks for one all the same. */
final class OneByte {

    private OneByte() {}

    /** As {@link InputStream#read()} has it. */
    static int of(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
}
