package io.outrider.camel.syslog;

import io.outrider.normalize.RecordBatch;
import java.time.Duration;
import java.util.function.BiFunction;

/** The way of a source's messages from its sockets to the thread that hands them to the source's route. */
interface Intake {

    /** Where its sockets put messages. */
    MessageQueue queue();

    /** Starts what it needs of threads: of a name and a task. */
    void start(BiFunction<String, Runnable, Thread> threads);

    /**
     * The next batch; an empty one if none came for so long, or none comes any more.
     *
     * @param patience how long to wait for a first message
     */
    RecordBatch take(Duration patience) throws InterruptedException;

    /** Whether what is taken is on disk until it is through. */
    boolean isJournalled();

    /** Whether its queue is closed, and all is taken. */
    boolean isDone();

    /**
     * Nothing is taken any more.
     *
     * @param untaken messages that were taken and are not through
     * @return how many messages are lost by that
     */
    long abandon(int untaken);
}
