package io.outrider.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that wait for sinks, and how far each sink came. It reads what {@link StateStore} has committed, over a connection of its
 * own. Safe for use by several threads. All methods throw {@link StoreException} if the store cannot be read or written.
 */
public interface OutboxStore extends AutoCloseable {

    /**
     * An alert as it was said.
     *
     * @param number in the order in which alerts were said
     */
    record Queued(long number, Instant said, byte[] bytes) {}

    /**
     * An alert that a sink did not take at the first try.
     *
     * @param tries so far
     * @param due not to be tried before
     * @param dead when it was given up; {@code null} if it is to be tried again
     * @param reason of the last failure; never with a secret
     */
    record Attempt(
            String sink,
            long number,
            int tries,
            Instant firstTried,
            Instant due,
            @Nullable Instant dead,
            String reason) {

        /** The same under another name of the sink. */
        public Attempt in(String name) {
            return new Attempt(name, number, tries, firstTried, due, dead, reason);
        }
    }

    /**
     * A sink's progress: what is put takes the place of what there was.
     *
     * @param cursor number of the last alert with which it is through, but for its attempts
     * @param put attempts that wait or are dead
     * @param done numbers of attempts that are no more
     */
    record Progress(String sink, long cursor, Collection<Attempt> put, Collection<Long> done) {}

    /** The number of the last alert below a number; 0 if there is none. */
    long last(long below);

    /** The first alerts behind a number and below another, in their order. */
    List<Queued> after(long number, long below, int most);

    Optional<Queued> get(long number);

    /** The metadata of a detection; {@code null} if none was put. */
    byte @Nullable [] detection(String id);

    /** Names of the sinks that are known. */
    List<String> sinks();

    /** A sink's cursor; empty if it is not known. */
    Optional<Long> cursor(String sink);

    /** A sink's attempts that are due some time, in the order of their numbers. */
    List<Attempt> attempts(String sink);

    /** Attempts that an operator wants made though they were given up, and that were not written since; in the order of their numbers. */
    List<Attempt> retried(String sink);

    void write(Progress progress);

    /** Forgets a sink and its attempts; those that were given up stay. */
    void drop(String sink);

    /** Deletes alerts of a range that no sink of that range waits for. @param from the first number @param below behind the last */
    void trim(long from, long below);

    /**
     * Deletes the deliveries that were given up first, beyond so many; their alerts go with the next {@link #trim}. One that an operator wants
     * made again is none of them.
     *
     * @return how many went
     */
    int trimDead(int most);

    @Override
    void close();
}
