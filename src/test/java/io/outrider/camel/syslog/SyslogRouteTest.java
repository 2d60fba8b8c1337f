package io.outrider.camel.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.OpenStreams;
import io.outrider.camel.RejectBatch;
import io.outrider.camel.ShippedRoutes;
import io.outrider.camel.Statistics;
import io.outrider.cim.DataModels;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.Reject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The template of datagrams and its error handling as they are shipped, before a normaliser that fails. */
class SyslogRouteTest {

    private final GroupingSettings settings = ShippedRoutes.settings(true);
    private final Statistics statistics = new Statistics();
    private final List<Exchange> given = new CopyOnWriteArrayList<>();
    private final List<RecordBatch> through = new CopyOnWriteArrayList<>();
    private final List<Reject> setAside = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger failuresToSetAside = new AtomicInteger();

    private CamelContext context;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.systemUTC();
        Detector detector = new Detector(RulePack.compile(List.of(), DataModels.standard(), settings), clock);
        context = ShippedRoutes.context(Map.of("outrider.input.delay", "1"));
        context.getRegistry()
                .bind(
                        "syslogServer",
                        new SyslogServer(
                                new WindowGrouping(detector, settings, clock),
                                statistics,
                                new OpenStreams(),
                                clock,
                                500,
                                null));
        context.getRegistry().bind("rejectBatch", new RejectBatch());
        ShippedRoutes.load(context, "9-error-handling", "1-source-syslog");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:normalize").errorHandler(noErrorHandler()).process(SyslogRouteTest.this::normalize);
                from("direct:rejected-events").errorHandler(noErrorHandler()).process(SyslogRouteTest.this::reject);
            }
        });
        context.start();
        try (DatagramSocket free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        TemplatedRouteBuilder.builder(context, "syslog-udp-source")
                .routeId("source-test")
                .parameters(Map.of("name", "test", "host", "127.0.0.1", "port", port))
                .add();
    }

    private void normalize(Exchange exchange) {
        given.add(exchange);
        RecordBatch batch = exchange.getMessage().getBody(RecordBatch.class);
        // As a step that has gone some way before it fails.
        exchange.getMessage().setBody("half done");
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("synthetic failure");
        }
        through.add(batch);
    }

    private void reject(Exchange exchange) {
        if (failuresToSetAside.getAndDecrement() > 0) {
            throw new IllegalStateException("synthetic full disk");
        }
        List<?> rejects = exchange.getMessage().getBody(List.class);
        rejects.forEach(reject -> setAside.add((Reject) reject));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress("127.0.0.1", port)));
        }
    }

    private static List<String> texts(RecordBatch batch) {
        return batch.records().stream().map(RawRecord::text).toList();
    }

    @Test
    void messagesTravelInOneExchangeWithTheirNumbersAndPeerAndWithoutHeaders() throws IOException {
        for (int i = 0; i < 10; i++) {
            send("CamelFileName: message " + i);
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(through.stream()
                                .mapToInt(batch -> batch.records().size())
                                .sum())
                        .isEqualTo(10));
        assertThat(through.size()).isLessThan(10);
        RecordBatch last = through.get(through.size() - 1);
        assertThat(last.endOffset()).isEqualTo(10);
        assertThat(last.unit().source()).isEqualTo("udp:" + port);
        RawRecord record = last.records().get(last.records().size() - 1);
        assertThat(record.text()).isEqualTo("CamelFileName: message 9");
        assertThat(record.line()).isEqualTo(10);
        assertThat(record.peer()).isEqualTo("127.0.0.1");
        assertThat(given).allSatisfy(exchange -> {
            assertThat(exchange.getMessage().getHeaders()).isEmpty();
            assertThat(exchange.getVariable("timezone")).isEqualTo("UTC");
        });
    }

    @Test
    void batchThatFailsIsTriedAgainAsItWas() throws IOException {
        failures.set(2);
        send("one");

        Awaitility.await().untilAsserted(() -> assertThat(through).hasSize(1));
        assertThat(texts(through.get(0))).containsExactly("one");
        assertThat(given).hasSize(3);
        assertThat(setAside).isEmpty();
    }

    @Test
    void batchThatFailsEveryTimeIsSetAsideWholeAndTheNextGoesThrough() throws IOException {
        failures.set(4);
        send("one");

        Awaitility.await().untilAsserted(() -> assertThat(setAside).hasSize(1));
        assertThat(setAside.get(0).text()).isEqualTo("one");
        assertThat(setAside.get(0).reason()).contains("synthetic failure");
        send("two");
        Awaitility.await().untilAsserted(() -> assertThat(through).hasSize(1));
        assertThat(texts(through.get(0))).containsExactly("two");
        assertThat(statistics.streams().get("test").setAside()).isEqualTo(1);
    }

    @Test
    void batchThatCanNeitherBeWorkedOnNorSetAsideIsHeldUntilItCan() throws IOException {
        failures.set(4);
        failuresToSetAside.set(4);
        send("one");

        Awaitility.await().untilAsserted(() -> assertThat(through).hasSize(1));
        assertThat(texts(through.get(0))).containsExactly("one");
        assertThat(setAside).isEmpty();
    }

    @Test
    void whatWaitsWhileTheRouteIsStoppedGoesToTheNextStart() throws Exception {
        send("one");
        Awaitility.await().untilAsserted(() -> assertThat(through).hasSize(1));
        failures.set(1_000_000);
        send("two");
        Awaitility.await().untilAsserted(() -> assertThat(given).hasSizeGreaterThan(1));

        context.getRouteController().stopRoute("source-test");
        failures.set(0);
        context.getRouteController().startRoute("source-test");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(through.size() + setAside.size()).isEqualTo(2));
        send("three");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(texts(through.get(through.size() - 1))).containsExactly("three"));
        assertThat(through.get(through.size() - 1).endOffset()).isEqualTo(3);
    }
}
