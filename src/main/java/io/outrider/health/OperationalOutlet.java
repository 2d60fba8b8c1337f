package io.outrider.health;

import io.outrider.alert.Alert;
import io.outrider.outbox.DeliveryPolicy;
import io.outrider.outbox.MemoryOutbox;
import io.outrider.outbox.Sender;
import io.outrider.outbox.SinkWorkers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<String, OperationalSender> senders = new ConcurrentHashMap<>();

    public OperationalOutlet(Clock clock) {
        this.workers = new SinkWorkers(outbox, clock);
    }

    /**
     * Has a sink told from now on.
     *
     * @param policy of the sink's other alerts: of it are the rate, the tries and how many go together; nothing waits for a digest
     */
    public void add(String sink, DeliveryPolicy policy, Sender sender) {
        OperationalSender own = new OperationalSender(sink, sender);
        senders.put(sink, own);
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
                own);
    }

    /** Sends what a process before this one told and sinks have not, as it was. To be called behind {@link #add} and before {@link #say}. */
    public void goOn(List<Told> before) {
        senders.values().forEach(sender -> sender.goOn(before));
        for (Told told : before) {
            int first = senders.keySet().stream().mapToInt(told::next).min().orElse(Integer.MAX_VALUE);
            for (int revision = first; revision < told.emissions().size(); revision++) {
                put(told.alert(revision));
            }
        }
        workers.wake();
    }

    /** Tells all sinks. */
    public void say(List<Alert> alerts) {
        alerts.forEach(this::put);
        workers.wake();
    }

    private void put(Alert alert) {
        try {
            // Its own moment: where it is sent again by another process, it is the same.
            outbox.add(List.of(alert), alert.windowEnd());
        } catch (InterruptedException e) {
            // It does not wait for room.
            Thread.currentThread().interrupt();
        }
    }

    /** By the name of each sink, and the id of an alert: the first revision that the sink is still to get. */
    public Map<String, Map<String, Integer>> lacks() {
        Map<String, Map<String, Integer>> lacks = new HashMap<>();
        for (String sink : senders.keySet()) {
            Map<String, Integer> revisions = new HashMap<>();
            outbox.waiting(sink)
                    .forEach(said ->
                            revisions.merge(said.alert().id(), said.alert().revision(), Math::min));
            lacks.put(sink, revisions);
        }
        return lacks;
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
