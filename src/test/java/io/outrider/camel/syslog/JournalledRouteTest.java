package io.outrider.camel.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.FreePort;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.camel.KeepLetters;
import io.outrider.camel.OpenStreams;
import io.outrider.camel.RejectBatch;
import io.outrider.camel.SetAsideOnce;
import io.outrider.camel.ShippedRoutes;
import io.outrider.camel.Statistics;
import io.outrider.cim.DataModels;
import io.outrider.detect.Backlog;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.Reject;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.States;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template of connections, its error handling and the route of the normaliser as they are shipped, with a receive journal. */
class JournalledRouteTest {

    private static final int REDELIVERIES = 2;

    @TempDir
    Path directory;

    private final GroupingSettings settings = ShippedRoutes.settings(true);
    private final Statistics statistics = new Statistics();
    private final List<List<String>> through = new CopyOnWriteArrayList<>();
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger setAside = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Supplier<RuntimeException> failure = () -> new IllegalStateException("none is asked for");

    private CamelContext context;
    private ReceiveJournal journal;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.systemUTC();
        Detector detector = new Detector(RulePack.compile(List.of(), DataModels.standard(), settings), clock);
        journal = new ReceiveJournal(directory, false);
        WindowGrouping grouping = new WindowGrouping(
                detector, settings, clock, new RiskEvents(new AttackCatalog()), null, new Backlog(), States.inMemory());
        context = ShippedRoutes.context(
                Map.of("outrider.input.delay", "1", "outrider.input.redeliveries", String.valueOf(REDELIVERIES)));
        context.getRegistry()
                .bind(
                        "syslogServer",
                        new SyslogServer(
                                grouping,
                                statistics,
                                new OpenStreams(),
                                clock,
                                500,
                                new Journalling(journal, 1 << 20)));
        context.getRegistry().bind("rejectBatch", new RejectBatch());
        context.getRegistry().bind("holdInput", (Processor) exchange -> {});
        context.getRegistry().bind("normalizeRecords", (Processor) this::normalize);
        context.getRegistry().bind("setAsideOnce", new SetAsideOnce());
        ShippedRoutes.load(context, "9-error-handling", "1-source-syslog", "3-normalize");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:detect").errorHandler(noErrorHandler()).process(JournalledRouteTest.this::detect);
                from("direct:rejected-events").errorHandler(noErrorHandler()).process(JournalledRouteTest.this::reject);
            }
        });
        context.start();
        port = FreePort.find();
        TemplatedRouteBuilder.builder(context, "syslog-tcp-source")
                .routeId("source-test")
                .parameters(Map.of("name", "test", "host", "127.0.0.1", "port", port))
                .add();
    }

    /** Each batch has something to set aside, as if all of its messages were no events. */
    private void normalize(Exchange exchange) {
        RecordBatch batch = exchange.getMessage().getBody(RecordBatch.class);
        List<Reject> rejects = batch.records().stream()
                .map(record -> new Reject("", 1, record.offset(), 1, "synthetic", record.text(), true, false))
                .toList();
        exchange.getMessage().setBody(new EventBatch(batch.unit(), List.of(), rejects, batch.endOffset(), false));
    }

    private void detect(Exchange exchange) {
        given.incrementAndGet();
        if (failures.getAndDecrement() > 0) {
            throw failure.get();
        }
        through.add(exchange.getMessage().getBody(EventBatch.class).rejects().stream()
                .map(Reject::text)
                .toList());
    }

    private void reject(Exchange exchange) {
        setAside.addAndGet(exchange.getMessage().getBody(List.class).size());
        exchange.setVariable(KeepLetters.KEPT, true);
    }

    @AfterEach
    void stop() {
        context.stop();
        journal.close();
    }

    private void send(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((text + "\n").getBytes(UTF_8));
        }
    }

    @Test
    void batchIsHeldForAsLongAsTheStoreFailsAndWhatIsNoEventOfItIsSetAsideOnce() throws IOException {
        // Through what stands between the store and the route.
        failure = () -> new IllegalStateException(new StoreException("synthetic full disk", new IOException()));
        failures.set(REDELIVERIES + 3);
        send("one");

        Awaitility.await().untilAsserted(() -> assertThat(through).containsExactly(List.of("one")));
        assertThat(given).hasValue(REDELIVERIES + 4);
        assertThat(setAside).hasValue(1);
        assertThat(statistics.streams().get("test").setAside()).isZero();
        send("two");
        Awaitility.await().untilAsserted(() -> assertThat(through).containsExactly(List.of("one"), List.of("two")));
        assertThat(setAside).as("of each batch").hasValue(2);
    }

    @Test
    void batchThatFailsEveryTimeForAnotherReasonGoesToTheDeadLetters() throws IOException {
        failure = () -> new IllegalStateException("synthetic failure");
        failures.set(REDELIVERIES + 1);
        send("one");

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(statistics.streams().get("test").setAside()).isEqualTo(1));
        assertThat(given).hasValue(REDELIVERIES + 1);
        send("two");
        Awaitility.await().untilAsserted(() -> assertThat(through).containsExactly(List.of("two")));
    }

    @Test
    void storeThatFailsOnceAndThenAnotherReasonDoNotLoseTheBatch() throws IOException {
        AtomicInteger number = new AtomicInteger();
        failure = () -> number.getAndIncrement() % 2 == 0
                ? new IllegalStateException("synthetic failure")
                : new StoreException("synthetic full disk", new IOException());
        failures.set(5);
        send("one");

        Awaitility.await().untilAsserted(() -> assertThat(through).containsExactly(List.of("one")));
        assertThat(statistics.streams().get("test").setAside()).isZero();
    }
}
