package io.outrider.health;

import io.outrider.alert.Alert;
import io.outrider.outbox.DeliveryPolicy;
import io.outrider.outbox.MemoryOutbox;
import io.outrider.outbox.Sender;
import io.outrider.outbox.SinkWorkers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Brings alerts about Outrider to sinks past the store, and past the alerts that wait there: in memory, with workers of its own. Safe for
 * use by several threads.
 */
public final class OperationalOutlet implements AutoCloseable {

    // There are some tens of conditions at most, and each says little.
    private static final int MOST_WAITING = 100;

    // A call or two; a supervisor waits for the end of the process.
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(2);

    private final MemoryOutbox outbox = new MemoryOutbox(MOST_WAITING, false);
    private final SinkWorkers workers;
    private final Clock clock;

    public OperationalOutlet(Clock clock) {
        this.clock = clock;
        this.workers = new SinkWorkers(outbox, clock);
    }

    /**
     * Has a sink told from now on.
     *
     * @param policy of the sink's other alerts: of it are the rate, the tries and how many go together; nothing waits for a digest
     */
    public void add(String sink, DeliveryPolicy policy, Sender sender) {
        workers.add(
                sink,
                new DeliveryPolicy(
                        1,
                        policy.rate(),
                        policy.together(),
                        Duration.ZERO,
                        policy.delay(),
                        policy.maximumDelay(),
                        policy.giveUpAfter(),
                        MOST_WAITING,
                        false),
                new OperationalSender(sink, sender));
    }

    /** Tells all sinks. */
    public void say(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        try {
            outbox.add(alerts, clock.instant());
        } catch (InterruptedException e) {
            // It does not wait for room.
            Thread.currentThread().interrupt();
        }
        workers.wake();
    }

    /** Ends once all is sent, or after some seconds; what waits then is given up. */
    @Override
    public void close() {
        try {
            workers.drain(LAST_DELIVERIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close();
    }
}
