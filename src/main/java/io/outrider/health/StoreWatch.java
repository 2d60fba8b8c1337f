package io.outrider.health;

import io.outrider.store.StoreException;
import io.outrider.store.StoreFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether the store can be written: by writing, and by the batches that it did not take. Both are needed. Who gets no events because
 * the store failed has no batch that would show that it is back; and a full disk may take a row and no batch.
 *
 * <p>Used by one thread.
 */
public final class StoreWatch {

    // A batch that fails comes again within seconds, at most ten (outrider.input.maximum-delay): three times that.
    static final Duration QUIET = Duration.ofSeconds(30);

    private final @Nullable Write write;
    private final Supplier<Optional<StoreFault>> batches;
    private final Clock clock;
    private @Nullable StoreFault fault;

    /** Writes something into the store. */
    public interface Write {
        /** @throws StoreException if that is not possible */
        void at(Instant now);
    }

    /**
     * @param write {@code null} if there is no store
     * @param batches the last batch that the store did not take
     */
    public StoreWatch(@Nullable Write write, Supplier<Optional<StoreFault>> batches, Clock clock) {
        this.write = write;
        this.batches = batches;
        this.clock = clock;
    }

    /** Looks. @return since when it cannot be written; empty if it can, or there is none */
    Optional<StoreFault> look() {
        if (write == null) {
            return Optional.empty();
        }
        Instant begun = clock.instant();
        Optional<StoreFault> now = written(write, begun).or(() -> failedBatch(clock.instant()));
        StoreFault before = fault;
        fault = now.map(found -> new StoreFault(before == null ? found.since() : before.since(), found.reason()))
                .orElse(null);
        return Optional.ofNullable(fault);
    }

    private static Optional<StoreFault> written(Write write, Instant now) {
        try {
            write.at(now);
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(new StoreFault(now, String.valueOf(e.getMessage())));
        }
    }

    private Optional<StoreFault> failedBatch(Instant now) {
        return batches.get().filter(failed -> now.isBefore(failed.since().plus(QUIET)));
    }
}
