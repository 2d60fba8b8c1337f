package io.outrider.normalize;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Packed bytes on their way to be unpacked: counts them, and remembers the last. */
final class PackedInput extends FilterInputStream {

    /** The end record of a zip archive with the longest comment that it may have (APPNOTE.TXT 6.3.10, section 4.3.16). */
    private static final int LAST = 22 + 0xFFFF;

    private static final int[] END_RECORD = {'P', 'K', 5, 6};

    private final byte[] last = new byte[LAST];
    private long count;

    PackedInput(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        for (int done = 0; done < read; ) {
            int at = (int) (count % LAST);
            int part = Math.min(read - done, LAST - at);
            System.arraycopy(target, offset + done, last, at, part);
            done += part;
            count += part;
        }
        return read;
    }

    /** Reads on to the end; whether a zip archive ends there. */
    boolean endsAsZip() throws IOException {
        byte[] rest = new byte[8192];
        while (read(rest, 0, rest.length) >= 0) {
            // The directory of the archive, which says nothing that its entries do not say themselves.
        }
        for (long at = Math.max(0, count - LAST); at + END_RECORD.length <= count; at++) {
            int same = 0;
            while (same < END_RECORD.length && last[(int) ((at + same) % LAST)] == END_RECORD[same]) {
                same++;
            }
            if (same == END_RECORD.length) {
                return true;
            }
        }
        return false;
    }
}
