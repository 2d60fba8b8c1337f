package io.outrider.outbox;

import io.outrider.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a worker for each sink, on a thread of its own. */
public final class SinkWorkers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.outbox");

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    // A call may take longer, to its timeout: what it did is not known then, and is done again.
    private static final Duration END_OF_CALLS = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Clock clock;
    private final ExecutorService lanes = Executors.newCachedThreadPool(task -> daemon(task, "outrider-sink-lane"));
    private final Map<String, Kind> sinks = new LinkedHashMap<>();
    private final Map<Key, SinkWorker> workers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    // Both as other threads may see them.
    private volatile Set<Long> slots = Set.of(0L);
    private final Object news = new Object();
    // Both guarded by news.
    private long wakes;
    private boolean stopped;

    private record Kind(DeliveryPolicy policy, Sender sender) {}

    private record Key(String sink, long slot) {}

    public SinkWorkers(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts the worker of a sink, which gets what is said from now on, or was said since an earlier process left it. */
    public synchronized void add(String sink, DeliveryPolicy policy, Sender sender) {
        sinks.put(sink, new Kind(policy, sender));
        slots.stream()
                .map(slot -> new Key(sink, slot))
                .filter(this::open)
                .toList()
                .forEach(this::start);
    }

    /** Sends the alerts of these slots of numbers from now on, and of no others. */
    public void serve(Set<Long> wanted) {
        if (!wanted.equals(slots)) {
            change(wanted);
        }
    }

    private synchronized void change(Set<Long> wanted) {
        slots = Set.copyOf(wanted);
        // All of them before the first one works: what it is through with is deleted if no other is known to want it.
        sinks.keySet().stream()
                .flatMap(sink -> wanted.stream().sorted().map(slot -> new Key(sink, slot)))
                .filter(this::open)
                .toList()
                .forEach(this::start);
        // Their threads end by themselves.
        workers.keySet().removeIf(key -> !wanted.contains(key.slot()));
        wake();
    }

    /** Whether it was not there before. */
    private boolean open(Key key) {
        if (workers.containsKey(key)) {
            return false;
        }
        Kind kind = sinks.get(key.sink());
        SinkWorker worker =
                new SinkWorker(key.sink(), kind.policy(), outbox.ofSlot(key.slot()), kind.sender(), clock, lanes);
        // Before the first batch, so that none of its alerts is said before the sink is known.
        worker.open();
        workers.put(key, worker);
        return true;
    }

    private void start(Key key) {
        SinkWorker worker = workers.get(key);
        Thread thread = daemon(() -> run(key, worker), "outrider-sink-" + key.sink());
        threads.removeIf(each -> !each.isAlive());
        threads.add(thread);
        thread.start();
    }

    private void run(Key key, SinkWorker worker) {
        String sink = key.sink();
        boolean failed = false;
        while (slots.contains(key.slot())) {
            long seen;
            synchronized (news) {
                if (stopped) {
                    break;
                }
                seen = wakes;
            }
            Duration wait;
            try {
                wait = worker.step();
                failed = false;
            } catch (StoreException e) {
                if (!failed) {
                    LOG.error("{} gets no alerts until this is mended: {}", sink, e.getMessage());
                }
                failed = true;
                wait = AFTER_A_FAILURE;
            } catch (RuntimeException e) {
                LOG.error("{} gets no alerts for a moment", sink, e);
                wait = AFTER_A_FAILURE;
            }
            if (!await(wait, seen)) {
                return;
            }
        }
        if (!outbox.isDurable()) {
            worker.abandon("the service was stopped");
        }
    }

    /** Waits for the time, or for news; whether the thread was not interrupted. */
    private boolean await(Duration wait, long seen) {
        synchronized (news) {
            if (wait.toMillis() <= 0 || stopped || wakes != seen) {
                return true;
            }
            try {
                news.wait(wait.toMillis());
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    /** Something was said. */
    public void wake() {
        synchronized (news) {
            wakes++;
            news.notifyAll();
        }
    }

    /** Waits until all sinks have, or will never have, what was said; at most for so long. @return whether they have */
    public boolean drain(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!all().stream().allMatch(SinkWorker::isDone)) {
            if (System.nanoTime() >= end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return true;
    }

    private synchronized List<SinkWorker> all() {
        return List.copyOf(workers.values());
    }

    /** How it goes with each sink; nothing is read, and nothing waited for. */
    public List<SinkCondition> conditions() {
        Map<String, SinkCondition> conditions = new LinkedHashMap<>();
        all().forEach(worker -> {
            SinkCondition condition = worker.condition();
            conditions.merge(condition.sink(), condition, SinkCondition::and);
        });
        return List.copyOf(conditions.values());
    }

    /** Ends after the calls that are under way, or some seconds. */
    @Override
    public void close() {
        synchronized (news) {
            stopped = true;
            news.notifyAll();
        }
        long end = System.nanoTime() + END_OF_CALLS.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        lanes.shutdown();
    }
}
