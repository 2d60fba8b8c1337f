package io.outrider.camel.syslog;

import io.outrider.camel.StreamCounters;
import io.outrider.normalize.MessageRecords;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.Received;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes batches of a source's messages in the journal, in their order: first what an earlier process left there, then what is
 * written as it comes. One thread takes, another tells how far it has written.
 */
final class JournalReader {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    /** Bytes of a batch, at most, but for its last message: as of batches of files. */
    private static final int MAX_BATCH = 8 << 20;

    private final SourceUnit unit;
    private final String source;
    private final ReceiveJournal journal;
    private final int batchSize;
    private final long lingerNanos;
    private final StreamCounters counters;
    private final MessageRecords records = new MessageRecords();
    // Of entries that were read.
    private final Deque<RawRecord> ahead = new ArrayDeque<>();
    private long aheadBytes;
    private long position;
    private long read;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // What was written last, as it is in the journal: who keeps pace need not read it back.
    private final Deque<Received> recent = new ArrayDeque<>();
    private long recentBytes;
    private long written;
    private long firstCame;
    private boolean ended;

    /**
     * @param source its name in the journal
     * @param position number of the first message that is not yet in the state
     * @param batchSize messages in a batch, at most
     * @param linger how long a message waits for others
     */
    JournalReader(
            SourceUnit unit,
            String source,
            ReceiveJournal journal,
            long position,
            int batchSize,
            Duration linger,
            StreamCounters counters) {
        this.unit = unit;
        this.source = source;
        this.journal = journal;
        this.batchSize = batchSize;
        this.lingerNanos = linger.toNanos();
        this.counters = counters;
        this.position = Math.max(position, journal.counted(source));
        this.read = this.position;
        // Numbers that the state knows are not given again, also where the journal lost what it had of them.
        this.written = Math.max(this.position, journal.end(source));
        this.firstCame = System.nanoTime() - lingerNanos;
    }

    /** Number behind the last message that was written. */
    long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** The entry is in the journal, as are all before it. */
    void written(Received entry) {
        lock.lock();
        try {
            if (written == position) {
                firstCame = System.nanoTime();
            }
            written = entry.end();
            recent.add(entry);
            recentBytes += entry.bytes().length;
            while (recentBytes > MAX_BATCH) {
                forgetFirst();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is written any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isDone() {
        lock.lock();
        try {
            return ended && position >= written;
        } finally {
            lock.unlock();
        }
    }

    /** Messages that are in the journal and were not yet taken. */
    long waiting() {
        lock.lock();
        try {
            return written - position;
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link Intake#take}.
     *
     * @throws io.outrider.store.StoreException if the journal cannot be read; then the batch is still to come
     */
    RecordBatch take(Duration patience) throws InterruptedException {
        long end = await(patience);
        // Before any is taken: a failure loses none.
        while (ahead.size() < batchSize && aheadBytes < MAX_BATCH && read < end) {
            readOn(end);
        }
        List<RawRecord> batch = new ArrayList<>();
        long bytes = 0;
        while (!ahead.isEmpty() && batch.size() < batchSize && bytes < MAX_BATCH) {
            RawRecord record = ahead.remove();
            batch.add(record);
            bytes += record.length();
        }
        aheadBytes -= bytes;
        passed(ahead.isEmpty() ? read : ahead.peek().offset());
        return new RecordBatch(unit, batch, position);
    }

    /** A batch of no message. */
    RecordBatch nothing() {
        return new RecordBatch(unit, List.of(), position);
    }

    /** Waits for a batch; the number behind the last message that is written. */
    private long await(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (written <= position && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            while (written > position && written - position < batchSize && !ended) {
                long more = lingerNanos - (System.nanoTime() - firstCame);
                if (more <= 0) {
                    break;
                }
                changed.awaitNanos(more);
            }
            return written;
        } finally {
            lock.unlock();
        }
    }

    private void passed(long to) {
        lock.lock();
        try {
            position = to;
            firstCame = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private void forgetFirst() {
        recentBytes -= recent.remove().bytes().length;
    }

    private List<Received> entries() {
        Received known = recent();
        return known == null ? journal.read(source, read, batchSize, MAX_BATCH) : List.of(known);
    }

    private @Nullable Received recent() {
        lock.lock();
        try {
            while (!recent.isEmpty() && recent.peek().end() <= read) {
                forgetFirst();
            }
            return !recent.isEmpty() && recent.peek().first() <= read ? recent.peek() : null;
        } finally {
            lock.unlock();
        }
    }

    private void readOn(long end) {
        List<Received> entries = entries();
        for (Received entry : entries) {
            add(entry);
            read = entry.end();
        }
        if (entries.isEmpty()) {
            lost(read, end - read, "there is no such entry");
            read = end;
        }
    }

    private void add(Received entry) {
        List<Message> messages;
        try {
            messages = MessageBlock.read(entry.bytes(), entry.count());
        } catch (IllegalArgumentException e) {
            lost(entry.first(), entry.count(), String.valueOf(e.getMessage()));
            return;
        }
        long number = entry.first();
        for (Message message : messages) {
            // Those before it are in the state.
            if (number >= read) {
                ahead.add(records.record(message.bytes(), message.length(), number, message.peer())
                        .receivedAt(entry.at()));
                aheadBytes += message.length();
            }
            number++;
        }
    }

    private void lost(long first, long count, String why) {
        LOG.error(
                "{}: {} messages from number {} on cannot be read in the receive journal, and are passed over: {}",
                source,
                count,
                first,
                why);
        counters.unreadable(count, "the receive journal is damaged: " + why);
    }
}
