package io.outrider.camel.syslog;

import io.outrider.normalize.RecordBatch;
import io.outrider.store.StoreException;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages that are in a journal before they are worked on: a killed process is followed by one that goes on with them. */
final class JournalIntake implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    /** Messages of an entry: so many that a transaction costs little beside them. */
    static final int WRITTEN_AT_ONCE = 1_000;

    /** Makes a hundred transactions a second of messages that come singly; what a killed process loses came in that time. */
    static final Duration GATHERING = Duration.ofMillis(10);

    /**
     * Bytes that are in memory only while the journal cannot be written: a fifth of a second at 60,000 messages of 300 bytes a
     * second, so that a wait for the disk holds up nobody.
     */
    static final int MOST_UNWRITTEN = 4 << 20;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String name;
    private final MessageQueue queue;
    private final JournalWriter writer;
    private final JournalReader reader;
    private final LossWarning warning;
    private volatile @Nullable Thread writing;

    /**
     * @param name of the source
     * @param queue that the writer takes from
     * @param warning for the thread that takes
     */
    JournalIntake(String name, MessageQueue queue, JournalWriter writer, JournalReader reader, LossWarning warning) {
        this.name = name;
        this.queue = queue;
        this.writer = writer;
        this.reader = reader;
        this.warning = warning;
    }

    @Override
    public MessageQueue queue() {
        return queue;
    }

    @Override
    public void start(BiFunction<String, Runnable, Thread> threads) {
        Thread started = threads.apply("syslog " + name + " journal", writer);
        writing = started;
        started.start();
    }

    @Override
    public RecordBatch take(Duration patience) throws InterruptedException {
        try {
            return reader.take(patience);
        } catch (StoreException e) {
            warning.held(String.valueOf(e.getMessage()));
            Thread.sleep(PAUSE.toMillis());
            return reader.nothing();
        }
    }

    @Override
    public boolean isJournalled() {
        return true;
    }

    @Override
    public boolean isDone() {
        return reader.isDone();
    }

    @Override
    public long abandon(int untaken) {
        Thread thread = writing;
        if (thread != null) {
            thread.interrupt();
        }
        long waiting = reader.waiting() + untaken;
        if (waiting > 0) {
            LOG.info("{}: {} messages wait in the journal for the next start", name, waiting);
        }
        return (long) queue.size() + writer.atHand();
    }
}
