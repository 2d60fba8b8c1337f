package io.outrider.detect;

import io.outrider.store.Entry;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Matches that are not grouped yet as entries of a store, many in one: they are only ever read all. */
final class PendingCodec {

    /** Of matches in one entry: a few pages of the store, beside which the entry costs nothing. */
    private static final int ENTRY_BYTES = 64 * 1024;

    private final Postponement postponement;
    private final StateWriter out = new StateWriter();
    private long entries;

    PendingCodec(Postponement postponement) {
        this.postponement = postponement;
    }

    Iterator<Entry> entries(List<PendingMatch> matches) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < matches.size();
            }

            @Override
            public Entry next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                out.single(StateWriter.VERSION);
                while (hasNext() && out.size() < ENTRY_BYTES) {
                    postponement.write(matches.get(next++), out);
                }
                byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(entries++).array();
                return new Entry(key, out.take());
            }
        };
    }

    /** @param matches get those of the entry */
    void read(Entry entry, List<PendingMatch> matches) {
        StateReader in = new StateReader(entry.value());
        while (!in.isAtEnd()) {
            matches.add(postponement.read(in));
        }
    }
}
