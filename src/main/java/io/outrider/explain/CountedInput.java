package io.outrider.explain;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the lines that are read through it. */
final class CountedInput extends FilterInputStream {

    private long feeds;
    private boolean open;

    CountedInput(InputStream in) {
        super(in);
    }

    /** Number of lines so far; one without a line feed behind it counts. */
    long lines() {
        return open ? feeds + 1 : feeds;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count((byte) b);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        for (int i = from; i < from + read; i++) {
            count(bytes[i]);
        }
        return read;
    }

    private void count(byte b) {
        open = b != '\n';
        feeds += b == '\n' ? 1 : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
