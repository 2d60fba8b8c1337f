package io.outrider.camel.syslog;

import io.outrider.camel.StreamCounters;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.Received;
import io.outrider.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a source's messages into the journal as they come, many in one transaction, and deletes those that the state knows of.
 * While the journal is full or cannot be written, the messages at hand are kept and no more are taken: the queue fills, and connections
 * are not read. What is in the journal is read on meanwhile, so that there is room again.
 */
final class JournalWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    /** How often it is looked for what can be deleted. */
    private static final Duration DELETING = Duration.ofSeconds(1);

    /** Until it is tried again, when there is no room. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String source;
    private final ReceiveJournal journal;
    private final long mostBytes;
    private final MessageQueue queue;
    private final JournalReader reader;
    private final LongSupplier stored;
    private final StreamCounters counters;
    private final LossWarning warning;
    private final Clock clock;
    private long next;
    private long deleted;
    private long nextDeletion = System.nanoTime();
    private volatile int atHand;

    /**
     * @param mostBytes of the source's entries; an entry that is begun below it may go beyond
     * @param stored number of the first message that the state does not know of
     * @param warning for this writer alone
     */
    JournalWriter(
            String source,
            ReceiveJournal journal,
            long mostBytes,
            MessageQueue queue,
            JournalReader reader,
            LongSupplier stored,
            StreamCounters counters,
            LossWarning warning,
            Clock clock) {
        this.source = source;
        this.journal = journal;
        this.mostBytes = mostBytes;
        this.queue = queue;
        this.reader = reader;
        this.stored = stored;
        this.counters = counters;
        this.warning = warning;
        this.clock = clock;
        this.next = reader.written();
    }

    @Override
    public void run() {
        try {
            while (!queue.isDone()) {
                write(DELETING);
            }
        } catch (InterruptedException e) {
            // It was told to end.
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the thread that writes its journal ends, and nothing is read any more: {}", source, e, e);
        } finally {
            reader.end();
        }
    }

    /** Writes what came, if something did, and deletes what is due. */
    void write(Duration patience) throws InterruptedException {
        List<Message> messages = queue.take(patience);
        if (!messages.isEmpty()) {
            atHand = messages.size();
            Received entry = new Received(next, messages.size(), clock.instant(), MessageBlock.of(messages));
            while (!isWritten(entry)) {
                Thread.sleep(PAUSE.toMillis());
            }
            next = entry.end();
            atHand = 0;
            warning.sendersGoOn();
            reader.written(entry);
        }
        if (System.nanoTime() - nextDeletion >= 0) {
            nextDeletion = System.nanoTime() + DELETING.toNanos();
            tryToDelete();
        }
    }

    private boolean isWritten(Received entry) {
        try {
            if (journal.bytes(source) >= mostBytes) {
                delete();
                if (journal.bytes(source) >= mostBytes) {
                    holdUp("the receive journal holds " + mostBytes + " bytes that the state does not know of yet"
                            + " (outrider.store.journal.max-size)");
                    return false;
                }
            }
            journal.append(source, entry);
            return true;
        } catch (StoreException e) {
            holdUp(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void holdUp(String why) {
        if (warning.sendersWait(why)) {
            counters.heldUp(why);
        }
    }

    private void tryToDelete() {
        try {
            delete();
        } catch (StoreException e) {
            // What is written next tells of it, if it lasts.
            nextDeletion = System.nanoTime() + DELETING.toNanos();
        }
    }

    private void delete() {
        long position = stored.getAsLong();
        if (position <= deleted) {
            return;
        }
        boolean more = true;
        while (more) {
            more = journal.delete(source, position);
        }
        deleted = position;
    }

    /** Messages that were taken out of the queue and are not written. */
    int atHand() {
        return atHand;
    }
}
