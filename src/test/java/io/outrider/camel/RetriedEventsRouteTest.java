package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.AuditJoiners;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.Reject;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.DeadLetterStore.Retried;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route {@code retried-events} as it is shipped, before a normaliser that commits batches without events, or fails. */
class RetriedEventsRouteTest {

    private static final String UNIT = "dead-letter event/7";

    private final Clock clock = Clock.systemUTC();
    private final GroupingSettings settings = ShippedRoutes.settings(true);
    private final Detector detector = new Detector(RulePack.compile(List.of(), DataModels.standard(), settings), clock);
    private final WindowGrouping grouping = new WindowGrouping(detector, settings, clock);
    private final FakeDeadLetters store = new FakeDeadLetters();
    private final Map<String, Map<String, String>> sources = new ConcurrentHashMap<>();
    private final List<RecordBatch> normalized = new CopyOnWriteArrayList<>();
    private final List<String> readAs = new CopyOnWriteArrayList<>();
    private final List<EventBatch> ends = new CopyOnWriteArrayList<>();
    private final SetAsideOnce setAsideOnce = new SetAsideOnce();
    private final AtomicInteger kept = new AtomicInteger();
    private volatile boolean fails;

    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        context = ShippedRoutes.context(Map.of());
        context.getRegistry()
                .bind(
                        "retriedEvents",
                        new RetriedEvents(
                                store,
                                grouping,
                                new AuditJoiners(),
                                setAsideOnce,
                                1_000,
                                route -> Optional.ofNullable(sources.get(route))));
        ShippedRoutes.load(context, "9-error-handling", "8-retried-events");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:normalize").errorHandler(noErrorHandler()).process(RetriedEventsRouteTest.this::normalize);
                from("direct:detect")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> end(exchange.getMessage().getBody(EventBatch.class)));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void normalize(Exchange exchange) throws Exception {
        RecordBatch batch = exchange.getMessage().getBody(RecordBatch.class);
        if (fails) {
            Reject reject = new Reject(batch.unit().place(), 1, 0, 1, "synthetic", "no event", true, false);
            exchange.getMessage()
                    .setBody(new EventBatch(batch.unit(), List.of(), List.of(reject), batch.endOffset(), false));
            setAsideOnce.wrap(null, this::keepAndFail).process(exchange);
        }
        normalized.add(batch);
        readAs.add(exchange.getVariable(NormalizeRecords.TIMEZONE) + " "
                + exchange.getVariable(NormalizeRecords.SOURCETYPE));
        commit(new EventBatch(batch.unit(), List.of(), List.of(), batch.endOffset(), false));
    }

    private void keepAndFail(Exchange exchange) {
        if (exchange.getVariable(SetAsideOnce.REJECTS) != null) {
            kept.incrementAndGet();
            exchange.setVariable(KeepLetters.KEPT, true);
        }
        throw new IllegalStateException("synthetic");
    }

    private void end(EventBatch batch) {
        ends.add(batch);
        commit(batch);
    }

    private void commit(EventBatch events) {
        Detections batch = grouping.begin(detector.detect(events));
        grouping.savePosition(batch);
        grouping.commit();
    }

    private void retry() {
        retry("{\\\"a\\\":1}");
    }

    private void retry(String text) {
        store.retried.add(new Retried(
                7,
                ("{\"source\":\"edr-events-3\",\"text\":\"" + text
                                + "\",\"route\":\"source-edr\",\"timezone\":\"Europe/Berlin\",\"sourcetype\":\"my:events\"}")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    @Test
    void letterIsReadAsItsSourceSaysInAUnitOfItsOwnWhichEnds() {
        retry();
        await(() -> assertThat(store.retried).isEmpty());

        assertThat(normalized).singleElement().satisfies(batch -> {
            assertThat(batch.unit().id()).isEqualTo(UNIT);
            assertThat(batch.unit().place()).isEqualTo("edr-events-3");
            assertThat(batch.records()).extracting(RawRecord::text).containsExactly("{\"a\":1}");
        });
        assertThat(readAs).containsExactly("Europe/Berlin my:events");
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.ended()).isTrue();
            assertThat(end.unit().id()).isEqualTo(UNIT);
        });
        assertThat(grouping.position(UNIT)).isZero();
        assertThat(store.failed).isEmpty();
    }

    @Test
    void letterIsReadAsItsSourceIsToldToBeReadNow() {
        sources.put("source-edr", Map.of("sourcetype", "mended"));
        retry();
        await(() -> assertThat(store.retried).isEmpty());

        assertThat(readAs).containsExactly("UTC mended");
    }

    @Test
    void letterThatGrewByReplacementOfItsBytesIsNotTooLong() {
        retry("\uFFFD".repeat(900));
        await(() -> assertThat(store.retried).isEmpty());

        assertThat(normalized)
                .singleElement()
                .satisfies(batch ->
                        assertThat(batch.records()).extracting(RawRecord::text).containsExactly("\uFFFD".repeat(900)));
    }

    @Test
    void letterIsGivenOnceThoughTheStoreDidNotHearOfItAtFirst() {
        store.away = true;
        retry();
        await(() -> assertThat(ends).hasSizeGreaterThan(1));
        store.away = false;
        await(() -> assertThat(store.retried).isEmpty());

        assertThat(normalized).hasSize(1);
        assertThat(store.failed).isEmpty();
    }

    @Test
    void letterThatAnEarlierProcessGaveIsNotGivenAgain() {
        commit(new EventBatch(new SourceUnit(UNIT, ""), List.of(), List.of(), 1, false));
        retry();
        await(() -> assertThat(store.retried).isEmpty());

        assertThat(normalized).isEmpty();
        assertThat(ends).hasSize(1);
    }

    @Test
    void letterWhoseBatchFailsStaysWithTheReason() {
        fails = true;
        retry();
        await(() -> assertThat(store.failed).containsExactly("7: could not be given again: synthetic"));

        assertThat(ends).isEmpty();
        assertThat(grouping.position(UNIT)).isZero();
    }

    @Test
    void whatIsNoEventOfALetterThatFailedIsKeptOnceMoreWhenTheLetterIsAskedForOnceMore() {
        fails = true;
        retry();
        await(() -> assertThat(store.failed).hasSize(1));
        retry();
        await(() -> assertThat(store.failed).hasSize(2));

        assertThat(kept).hasValue(2);
    }
}
