package io.outrider.camel.syslog;

import io.outrider.normalize.MessageRecords;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Messages that are in memory until they are through: what a killed process took is lost. */
final class QueueIntake implements Intake {

    private final SourceUnit unit;
    private final MessageQueue queue;
    private final MessageRecords records = new MessageRecords();
    private long position;

    /** @param position number of the unit's messages that were through before */
    QueueIntake(SourceUnit unit, MessageQueue queue, long position) {
        this.unit = unit;
        this.queue = queue;
        this.position = position;
    }

    @Override
    public MessageQueue queue() {
        return queue;
    }

    @Override
    public void start(BiFunction<String, Runnable, Thread> threads) {}

    @Override
    public RecordBatch take(Duration patience) throws InterruptedException {
        List<Message> messages = queue.take(patience);
        List<RawRecord> batch = new ArrayList<>(messages.size());
        for (Message message : messages) {
            batch.add(records.record(message.bytes(), message.length(), position, message.peer()));
            position++;
        }
        return new RecordBatch(unit, batch, position);
    }

    @Override
    public boolean isJournalled() {
        return false;
    }

    @Override
    public boolean isDone() {
        return queue.isDone();
    }

    @Override
    public long abandon(int untaken) {
        return (long) queue.size() + untaken;
    }
}
