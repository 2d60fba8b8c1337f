package io.outrider.evtx;

/**
 * How much may still be written and looked at on account of a record, and of its chunk.
 *
 * <p>A template may name one value many times, and a value may hold a template again: a record of a few hundred bytes could
 * stand for any amount of text, or for any amount of work without text. So each byte written and each part of a template
 * that is looked at costs one.
 */
final class Budget {

    /**
     * For a record. The longest text that a record of a whole chunk can honestly have is one of an array of bytes, each in
     * an element of its own, which is some 20 times as long; this is 64 times, and four times the default of {@code
     * outrider.input.max-event-size}.
     */
    static final int RECORD = 64 << 16;

    /** For a chunk: 256 times its size. Real chunks take about three times; 16 MiB are written in a tenth of a second. */
    static final int CHUNK = 256 << 16;

    private int record;
    private int chunk;

    void beginChunk() {
        chunk = CHUNK;
    }

    void beginRecord() {
        record = Math.min(RECORD, chunk);
    }

    void spend(int amount) throws DamageException {
        // First the chunk: what a record that is refused has cost counts too.
        chunk = Math.max(0, chunk - amount);
        record -= amount;
        if (record < 0) {
            throw DamageException.found(
                    "a record that is at most 64 times as large as a chunk when written out, and chunks of at most 256 times",
                    "more");
        }
    }
}
