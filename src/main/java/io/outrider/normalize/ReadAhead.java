package io.outrider.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a unit, read on a thread of their own while those before are worked on: in the same order, and a bounded
 * number of them.
 *
 * <p>Made for a splitter, as {@link RecordBatches} are. An input that cannot be read to its end gives what was read before
 * the fault, then ends; the fault is in {@link #failure}. Batches are taken by one thread; any may {@link #abort}.
 */
public final class ReadAhead implements Iterator<RecordBatch>, Closeable {

    /** One is taken while the next is ready and another is read: more would only take memory, 8 MiB each at most. */
    private static final int MOST_AHEAD = 2;

    private final RecordBatches batches;
    private final Deque<RecordBatch> ahead = new ArrayDeque<>();
    private boolean reading = true;
    private boolean aborted;
    private @Nullable Throwable fault;
    private long endOffset;

    /**
     * Begins to read.
     *
     * @param batches of nobody else from here on; closed with this
     * @param thread runs what it is given once, on a thread that is not the caller's
     */
    public ReadAhead(RecordBatches batches, Executor thread) {
        this.batches = batches;
        this.endOffset = batches.endOffset();
        thread.execute(this::read);
    }

    private void read() {
        try {
            while (batches.hasNext() && put(batches.next())) {
                // One after the other.
            }
        } catch (RuntimeException | Error e) {
            // It is the fault of whoever waits for the batch, and thrown there.
            end(e);
            return;
        }
        end(null);
    }

    private synchronized boolean put(RecordBatch batch) {
        await(() -> ahead.size() < MOST_AHEAD || aborted);
        ahead.add(batch);
        notifyAll();
        return !aborted;
    }

    private synchronized void end(@Nullable Throwable thrown) {
        fault = thrown;
        reading = false;
        notifyAll();
    }

    /** An interruption does not end it, and is not lost: each wait ends with a batch that is read, or taken. */
    private synchronized void await(BooleanSupplier done) {
        boolean interrupted = false;
        while (!done.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public SourceUnit unit() {
        return batches.unit();
    }

    /** Position in the unit behind the last batch given; where reading began, if none was. */
    public synchronized long endOffset() {
        return endOffset;
    }

    @Override
    public synchronized boolean hasNext() {
        await(() -> !ahead.isEmpty() || !reading || aborted);
        if (aborted) {
            return false;
        }
        if (ahead.isEmpty() && fault != null) {
            throw new IllegalStateException(
                    "expected to read " + batches.unit().source() + ", but found a fault of the reader: " + fault,
                    fault);
        }
        return !ahead.isEmpty();
    }

    @Override
    public synchronized RecordBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RecordBatch batch = ahead.remove();
        endOffset = batch.endOffset();
        notifyAll();
        return batch;
    }

    /** Gives no further batch, also none that is read already: what follows a batch that failed must not overtake it. */
    public synchronized void abort() {
        aborted = true;
        notifyAll();
    }

    /** Whether {@link #abort} was called. */
    public synchronized boolean aborted() {
        return aborted;
    }

    /** Why the input could not be read to its end; empty if it could, or has not been yet. */
    public synchronized Optional<IOException> failure() {
        return reading ? Optional.empty() : batches.failure();
    }

    /** Ends the reading, waits for the batch that is being read, and closes the input. */
    @Override
    public void close() throws IOException {
        abort();
        await(() -> !reading);
        batches.close();
    }
}
