package io.outrider.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of a unit in batches, read only as they are asked for.
 *
 * <p>Made for a splitter that asks {@link #hasNext} ahead, again, and after the end: it may be called at any time and
 * reads at most one batch. An input that cannot be read to its end gives the records before the fault, then ends; the
 * fault is in {@link #failure}. Not for several threads at once, except {@link #abort}.
 */
public final class RecordBatches implements Iterator<RecordBatch>, Closeable {

    /**
     * Bytes of input from a batch's first record to its last: records keep the arrays that they lie in, and so a batch what
     * lies between them too. 8 MiB: what a thousand records of 8 KiB take, more than twice the average of Windows events.
     */
    private static final long MAX_BYTES = 8 << 20;

    private final SourceUnit unit;
    private final UnitReader reader;
    private final int size;
    private final long from;

    private @Nullable RecordBatch ahead;
    private @Nullable IOException failure;
    private boolean ended;
    private long endOffset;
    private volatile boolean aborted;

    /** The records of the whole unit. */
    public RecordBatches(SourceUnit unit, RecordReader reader, int size) {
        this(unit, reader, size, 0);
    }

    /**
     * The records behind a position.
     *
     * @param reader at the start of the unit: what is packed cannot be entered midway, and records are cut the same only
     *     if all of them are
     * @param size records in a batch, at most; the last one has fewer, and one of very long records
     * @param from the {@link RecordBatch#endOffset} of the last batch that went through; 0 for the whole unit
     */
    public RecordBatches(SourceUnit unit, RecordReader reader, int size, long from) {
        this(unit, new UnitReader(reader, unit.source()), size, from);
    }

    /**
     * The records behind a position. A batch is of one text, and names it as its source.
     *
     * @param reader at the start of the unit, as above
     * @param size as above
     * @param from as above
     */
    public RecordBatches(SourceUnit unit, UnitReader reader, int size, long from) {
        if (size < 1 || from < 0) {
            throw new IllegalArgumentException(
                    "expected batches of 1 record or more from 0 or more, but found " + size + " and " + from);
        }
        this.unit = unit;
        this.reader = reader;
        this.size = size;
        this.from = from;
        this.endOffset = from;
    }

    public SourceUnit unit() {
        return unit;
    }

    /** Position in the unit behind the last batch given; where reading began, if none was. */
    public long endOffset() {
        return endOffset;
    }

    @Override
    public boolean hasNext() {
        if (aborted) {
            return false;
        }
        if (ahead == null && !ended) {
            ahead = read();
        }
        return ahead != null;
    }

    @Override
    public RecordBatch next() {
        RecordBatch batch = hasNext() ? ahead : null;
        if (batch == null) {
            throw new NoSuchElementException();
        }
        ahead = null;
        endOffset = batch.endOffset();
        return batch;
    }

    /** Gives no further batch, also none that is read already: what follows a batch that failed must not overtake it. */
    public void abort() {
        aborted = true;
    }

    /** Whether {@link #abort} was called. */
    public boolean aborted() {
        return aborted;
    }

    /** Why the input could not be read to its end; empty if it could, or has not been yet. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Closes the reader; there is nothing more to read then. */
    @Override
    public void close() throws IOException {
        ended = true;
        ahead = null;
        reader.close();
    }

    private boolean isFull(List<RawRecord> records) {
        return !records.isEmpty() && reader.position() - records.get(0).offset() >= MAX_BYTES;
    }

    private @Nullable RecordBatch read() {
        List<RawRecord> records = new ArrayList<>(size);
        SourceUnit text = unit;
        try {
            while (records.size() < size && !ended && !isFull(records)) {
                RawRecord record = reader.next();
                if (record == null) {
                    if (!records.isEmpty()) {
                        break;
                    }
                    ended = !reader.nextText();
                } else if (record.offset() >= from) {
                    if (records.isEmpty()) {
                        text = text();
                    }
                    records.add(record);
                }
            }
        } catch (IOException e) {
            failure = e;
            ended = true;
        }
        return records.isEmpty() ? null : new RecordBatch(text, records, reader.position());
    }

    private SourceUnit text() {
        return reader.source().equals(unit.source()) ? unit : new SourceUnit(unit.id(), reader.source());
    }
}
