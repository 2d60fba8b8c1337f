package io.outrider.camel.syslog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait for their turn, in the order in which they came, bounded by what they take in memory.
 *
 * <p>Any thread may add; one takes, in batches: as many as there may be, or those that are there when the first has waited for
 * long enough.
 */
final class MessageQueue {

    /** Bytes of a batch, at most, but for its last message: as of batches of files. */
    private static final long MAX_BATCH = 8 << 20;

    private final long capacity;
    private final int batchSize;
    private final long lingerNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private long weight;
    private long firstCame;
    private boolean closed;

    /**
     * @param capacity in bytes
     * @param batchSize messages in a batch, at most
     * @param linger how long a message waits for others
     */
    MessageQueue(long capacity, int batchSize, Duration linger) {
        if (capacity < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "expected a capacity and batches of 1 or more, but found " + capacity + " and " + batchSize);
        }
        this.capacity = capacity;
        this.batchSize = batchSize;
        this.lingerNanos = linger.toNanos();
    }

    /** Adds a message if there is room, and says whether there was. */
    boolean offer(Message message) {
        lock.lock();
        try {
            if (isFull()) {
                return false;
            }
            append(message);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message in any case, and says whether there is room for more: if not, its sender is to be held up. */
    boolean add(Message message) {
        lock.lock();
        try {
            append(message);
            return !isFull();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return weight >= capacity || closed;
    }

    private void append(Message message) {
        if (messages.isEmpty()) {
            firstCame = System.nanoTime();
            changed.signal();
        }
        messages.add(message);
        weight += message.weight();
        if (isBatch()) {
            changed.signal();
        }
    }

    /** Whether a batch is there without waiting for more: nothing more would come while there is no room. */
    private boolean isBatch() {
        return messages.size() >= batchSize || weight >= MAX_BATCH || isFull();
    }

    /** Runs the task once the queue is at most half full: at once, or by the thread that takes. */
    void whenRoom(Runnable task) {
        lock.lock();
        try {
            if (!hasRoom()) {
                waiting.add(task);
                return;
            }
        } finally {
            lock.unlock();
        }
        task.run();
    }

    private boolean hasRoom() {
        return weight <= capacity / 2;
    }

    /**
     * The next batch; empty if none came for so long, or the queue is closed and empty.
     *
     * @param patience how long to wait for a first message
     */
    List<Message> take(Duration patience) throws InterruptedException {
        List<Message> batch = new ArrayList<>();
        List<Runnable> released = List.of();
        lock.lockInterruptibly();
        try {
            awaitFirst(patience.toNanos());
            awaitMore();
            long bytes = 0;
            while (!messages.isEmpty() && batch.size() < batchSize && bytes < MAX_BATCH) {
                Message message = messages.remove();
                bytes += message.weight();
                batch.add(message);
            }
            weight -= bytes;
            firstCame = System.nanoTime();
            if (hasRoom() && !waiting.isEmpty()) {
                released = List.copyOf(waiting);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        released.forEach(Runnable::run);
        return batch;
    }

    private void awaitFirst(long patience) throws InterruptedException {
        long left = patience;
        while (messages.isEmpty() && !closed && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    private void awaitMore() throws InterruptedException {
        while (!messages.isEmpty() && !isBatch()) {
            long left = lingerNanos - (System.nanoTime() - firstCame);
            if (left <= 0) {
                return;
            }
            changed.awaitNanos(left);
        }
    }

    /** Lets nobody wait any longer; offers nothing any more, though what is added by force is still taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is closed, and all is taken. */
    boolean isDone() {
        lock.lock();
        try {
            return closed && messages.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }
}
