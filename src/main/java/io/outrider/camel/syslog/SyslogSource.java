package io.outrider.camel.syslog;

import io.outrider.camel.OpenStreams;
import io.outrider.camel.RejectBatch;
import io.outrider.camel.StreamCounters;
import io.outrider.normalize.RecordBatch;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One syslog source: its intake, and the thread that hands what comes of it to the source's route, batch by batch.
 *
 * <p>It lives as long as the service does; when its route is started anew, with another consumer, what waits goes to that. A
 * batch is given until the route takes it: a route's error handling tries again and sets aside what fails every time, so that it comes
 * back only if the route is stopped, if nothing could be set aside either, or if it is the store that fails and the batch is in the
 * receive journal (variable {@value #JOURNALLED}).
 */
final class SyslogSource implements OpenStreams.Stream, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    /** Exchange variable: whether the batch is on disk, so that its source can hold it for as long as it takes. */
    static final String JOURNALLED = "journalled";

    /** How long a message waits for others: short beside the seconds in which an alert is expected. */
    static final Duration LINGER = Duration.ofMillis(200);

    /** How often it is looked at what was lost while nothing comes. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    /** Until a batch that came back is given again. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** For all that waits to get through when the service stops: less than the 30 s that Kubernetes gives in all. */
    private static final Duration DRAINING = Duration.ofSeconds(20);

    private final String name;
    private final Intake intake;
    private final StreamCounters counters;
    private final LossWarning warning;
    private final Connections connections;
    private final Budget budget;
    private volatile @Nullable NettyConsumer consumer;
    private volatile @Nullable Thread thread;
    private volatile boolean abandoned;
    private volatile int inWork;
    private volatile @Nullable SystemDrops systemDrops;
    private long nextLook = System.nanoTime();

    SyslogSource(String name, SyslogSettings settings, Intake intake, StreamCounters counters, LossWarning warning) {
        this.name = name;
        this.intake = intake;
        this.counters = counters;
        this.warning = warning;
        this.connections = new Connections(settings.maxConnections(), settings.maxConnectionsPerAddress());
        // As much again as waits: what is not yet whole.
        this.budget = new Budget(settings.queueSize());
    }

    /** As the operator knows it. */
    @Override
    public String toString() {
        return "syslog " + name;
    }

    MessageQueue queue() {
        return intake.queue();
    }

    StreamCounters counters() {
        return counters;
    }

    Connections connections() {
        return connections;
    }

    Budget budget() {
        return budget;
    }

    /** From now on batches go to the route of this consumer. */
    synchronized void attach(NettyConsumer to) {
        consumer = to;
        if (thread == null) {
            ExecutorServiceManager threads = to.getEndpoint().getCamelContext().getExecutorServiceManager();
            intake.start(threads::newThread);
            Thread started = threads.newThread(toString(), this);
            thread = started;
            started.start();
        }
    }

    @Override
    public void run() {
        try {
            while (!intake.isDone() && !abandoned) {
                RecordBatch batch = intake.take(IDLE);
                if (!batch.records().isEmpty()) {
                    inWork = batch.records().size();
                    deliver(batch);
                    inWork = 0;
                }
                tellLosses();
            }
        } catch (InterruptedException e) {
            // It was told to end.
        } catch (RuntimeException | Error e) {
            LOG.error("{}: its thread ends, and nothing is read any more: {}", this, e, e);
        }
    }

    private void tellLosses() {
        if (System.nanoTime() - nextLook >= 0) {
            nextLook = System.nanoTime() + IDLE.toNanos();
            lookAtSystem();
        }
        warning.tellIfDue();
    }

    private void lookAtSystem() {
        SystemDrops drops = systemDrops;
        if (drops != null) {
            drops.count().ifPresent(counters::unseen);
        }
    }

    private void deliver(RecordBatch batch) throws InterruptedException {
        while (!isThrough(batch)) {
            Thread.sleep(PAUSE.toMillis());
            tellLosses();
        }
    }

    private boolean isThrough(RecordBatch batch) {
        NettyConsumer to = consumer;
        if (to == null || !to.isStarted()) {
            return false;
        }
        Exchange exchange = to.createExchange(false);
        try {
            exchange.getMessage().setBody(batch);
            exchange.setVariable(RejectBatch.RECORDS, batch);
            exchange.setVariable(JOURNALLED, intake.isJournalled());
            to.getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            to.releaseExchange(exchange, false);
        }
        if (exchange.getException() != null) {
            warning.held(String.valueOf(exchange.getException().getMessage()));
            return false;
        }
        if (exchange.getVariable(RejectBatch.FAILED) != null) {
            counters.setAside(batch.records().size(), "a batch failed again and again; see the dead letters");
        }
        return true;
    }

    /** Its datagrams come to this socket. */
    void opened(InetSocketAddress socket) {
        systemDrops = new SystemDrops(socket);
    }

    @Override
    public void shut() {
        lookAtSystem();
        NettyConsumer from = consumer;
        if (from != null) {
            // Before the route stops: then it still takes what waits.
            ServiceHelper.stopService(from.getNettyServerBootstrapFactory());
        }
        intake.queue().close();
    }

    @Override
    public void drain() {
        Thread draining = thread;
        if (draining == null) {
            return;
        }
        try {
            draining.join(DRAINING.toMillis());
            if (draining.isAlive()) {
                abandoned = true;
                draining.interrupt();
                counters.undelivered(intake.abandon(inWork));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
