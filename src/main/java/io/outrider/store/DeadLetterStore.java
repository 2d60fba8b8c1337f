package io.outrider.store;

import io.outrider.store.LetterId.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What could be used by nobody: alerts that a sink does not get, input that is no event, matches that no alert could take. It is used
 * by the service and, at the same time, by commands in other processes. Safe for use by several threads. All methods throw {@link
 * StoreException} if the store cannot be read or written.
 */
public interface DeadLetterStore extends AutoCloseable {

    /**
     * A dead letter, without what is in it.
     *
     * @param time when it was given up
     * @param source where the input came from, for people; empty for a delivery
     * @param reason never with a secret
     * @param tries of a delivery; 0 for all others
     * @param firstTried of a delivery; {@code null} for all others
     * @param obstacle why it cannot be given again; {@code null} if it can
     */
    record DeadLetter(
            LetterId id,
            Instant time,
            String source,
            String reason,
            int tries,
            @Nullable Instant firstTried,
            @Nullable String obstacle) {}

    /**
     * Input, or a match, that is to be kept.
     *
     * @param kind not a delivery
     * @param source as in {@link DeadLetter}
     * @param obstacle as in {@link DeadLetter}
     * @param bytes what is in it
     */
    record NewLetter(
            Kind kind,
            Instant time,
            String source,
            String reason,
            @Nullable String obstacle,
            byte[] bytes) {}

    /** Input that is to be given again. */
    record Retried(long number, byte[] bytes) {}

    /** All that are not about to be given again, the newest first, to the second. */
    void all(Consumer<DeadLetter> use);

    Optional<DeadLetter> get(LetterId id);

    /** What is in a letter of input; {@code null} if it is not there. What is in a delivery the outbox has. */
    byte @Nullable [] bytes(LetterId id);

    /**
     * Keeps letters.
     *
     * @param most newest ones that stay of input and matches, counted by their numbers
     * @param mostBytes that may be in all of these together; beyond it the oldest go until a tenth of it is free
     * @return how many older ones went
     */
    int add(Collection<NewLetter> letters, int most, long mostBytes);

    /**
     * Has letters given again: deliveries are due now, as if they had never been tried. Those that are not there, or have an obstacle,
     * stay as they are.
     *
     * @return how many there are
     */
    int retry(Collection<LetterId> ids, Instant now);

    /** Deletes letters. @return how many were there */
    int drop(Collection<LetterId> ids);

    /**
     * Input that is to be given again, in the order of its numbers.
     *
     * @param mostBytes in all of these together, unless the first alone has more
     */
    List<Retried> retried(int most, long mostBytes);

    /** The input was given again: its letter is no more. */
    void done(long number);

    /** Input that was to be given again could not be: it is a dead letter as before, for this reason. */
    void failed(long number, String reason);

    @Override
    void close();
}
