package io.outrider.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: batches whose changes are in memory, and which one transaction writes down together. A batch joins if another one
 * waits for the windows, which then has the transaction to make, or leaves it to the next. So there is always one that makes it: nobody
 * waits for a batch that may never come. Used under the grouping's lock, but for {@link #announce} and {@link Written#await}.
 */
final class CommitGroup {

    private final AtomicInteger announced = new AtomicInteger();
    private final List<Written> waiting = new ArrayList<>();
    // Batches that were written together in vain come again, and each by itself: one may be what the store does not
    // take.
    private int apart;

    /** A batch begins as soon as it has the windows. Safe for use by any thread. */
    void announce() {
        announced.incrementAndGet();
    }

    /** The batch has the windows. */
    void arrived() {
        announced.decrementAndGet();
    }

    /** Whether there is a batch that will end behind this one. */
    boolean hasNext() {
        return announced.get() > 0;
    }

    /** Whether a batch that ends now may leave the transaction to the next one. */
    boolean mayJoin() {
        if (apart > 0) {
            apart--;
            return false;
        }
        return hasNext();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** A batch that waits for the transaction of another one. */
    Written join() {
        Written written = new Written();
        waiting.add(written);
        return written;
    }

    /** @param failure why nothing of the group was written; {@code null} if all of it was */
    void end(@Nullable RuntimeException failure) {
        if (failure != null && !waiting.isEmpty()) {
            apart = waiting.size() + 1;
        }
        waiting.forEach(written -> written.answer.complete(failure == null ? Answer.MADE : new Answer(failure)));
        waiting.clear();
    }

    /** What became of a transaction. */
    private record Answer(@Nullable RuntimeException failure) {

        static final Answer MADE = new Answer(null);
    }

    /** The transaction that a batch waits for. */
    static final class Written {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        private Written() {}

        /** Waits until it is made; throws what it failed with. Not under the grouping's lock. */
        void await() {
            RuntimeException failure = answer.join().failure();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
