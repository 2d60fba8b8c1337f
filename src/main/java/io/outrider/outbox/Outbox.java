package io.outrider.outbox;

import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts that wait for sinks, and how far each sink came. Safe for use by several threads. All methods throw {@link
 * io.outrider.store.StoreException} if what is kept cannot be read or written.
 */
public interface Outbox {

    /** Where a sink goes on. */
    record Place(long cursor, List<Attempt> attempts) {

        public Place {
            attempts = List.copyOf(attempts);
        }
    }

    /** The alerts of a slot of numbers alone; 0 where one process numbers all. */
    Outbox ofSlot(long slot);

    /** The number of the last alert; 0 if there never was one. */
    long last();

    /** The first alerts behind a number, in their order. */
    List<Said> after(long number, int most);

    /** Empty if it is not kept any more. */
    Optional<Said> get(long number);

    /** Where a sink goes on; one that is new begins with what is said from now on. */
    Place open(String sink);

    /** Attempts that an operator wants made though they were given up. They come until they are written. */
    List<Attempt> retried(String sink);

    /** Forgets all other sinks. @return of each that was forgotten, how many alerts waited for it */
    Map<String, Long> keepOnly(Collection<String> sinks);

    /** Writes down how far a sink came. */
    void write(Progress progress);

    /** Whether what is in it outlives the process. */
    boolean isDurable();
}
