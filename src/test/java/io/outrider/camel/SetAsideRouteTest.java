package io.outrider.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.AuditJoiners;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceMappings;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes from a file to its dead letters as they are shipped, before a store that is away for letters and batches. Synthetic. */
class SetAsideRouteTest {

    private static final String INPUT = "no event\n{\"@timestamp\":\"2026-01-01T00:00:00Z\"}\n";

    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock = Clock.systemUTC();
    private final GroupingSettings settings = ShippedRoutes.settings(true);
    private final Detector detector = new Detector(RulePack.compile(List.of(), DataModels.standard(), settings), clock);
    private final WindowGrouping grouping = new WindowGrouping(detector, settings, clock);
    private final FakeDeadLetters store = new FakeDeadLetters();
    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();

    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        store.away = true;
        Files.createDirectories(directory.resolve("inbox"));
        context = ShippedRoutes.context(Map.of(
                "outrider.dead-letters.directory", directory.resolve("letters").toString()));
        bind();
        ShippedRoutes.load(
                context,
                "9-error-handling",
                "1-source-file",
                "1-source-tail",
                "2-read",
                "3-normalize",
                "8-dead-letters");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:detect").errorHandler(noErrorHandler()).process(SetAsideRouteTest.this::commit);
            }
        });
        context.start();
    }

    private void bind() {
        Statistics statistics = new Statistics();
        OpenInputs openInputs = new OpenInputs();
        AuditJoiners joiners = new AuditJoiners();
        ReadFiles readFiles = new ReadFiles(clock);
        DeadLetters letters = new DeadLetters(json, statistics);
        Map<String, Object> parts = Map.ofEntries(
                Map.entry("regularFiles", new RegularFiles(readFiles)),
                Map.entry("finishedFiles", new FinishedFiles(clock)),
                Map.entry("openInput", new OpenInput(grouping, openInputs, readFiles, 500, 1_000)),
                Map.entry("stopInputOnFailure", new StopInputOnFailure()),
                Map.entry("endInput", new EndInput(openInputs, joiners)),
                Map.entry("checkInput", new CheckInput()),
                Map.entry("followFiles", new FollowFiles(grouping, openInputs, clock, 500, 1_000)),
                Map.entry("rememberFollowed", new RememberFollowed()),
                Map.entry("endFollowed", new EndFollowed(openInputs)),
                Map.entry("rejectBatch", new RejectBatch()),
                Map.entry("holdInput", (Processor) exchange -> {}),
                Map.entry(
                        "normalizeRecords",
                        new NormalizeRecords(
                                clock, statistics, SourceMappings.standard(), DataModels.standard(), joiners)),
                Map.entry("setAsideOnce", new SetAsideOnce()),
                Map.entry("deadLetters", letters),
                Map.entry("keepLetters", new KeepLetters(store, letters, 10, 1_000_000, clock)));
        parts.forEach(context.getRegistry()::bind);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void commit(Exchange exchange) {
        tries.incrementAndGet();
        if (store.away) {
            throw new StoreException("synthetic: away", new IOException());
        }
        EventBatch batch = exchange.getMessage().getBody(EventBatch.class);
        Detections detections = grouping.begin(detector.detect(batch));
        grouping.savePosition(detections);
        grouping.commit();
        events.addAndGet(batch.events().size());
    }

    private void source(String template) {
        TemplatedRouteBuilder.builder(context, template)
                .routeId("source-test")
                .parameters(Map.of(
                        "name", "test", "directory", directory.resolve("inbox").toString(), "pollDelay", "50"))
                .add();
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    /** The texts of the letters in files. */
    private List<String> letters() throws IOException {
        List<String> letters = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("letters"))) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode letter = json.readTree(line);
                    letters.add(letter.get("text").asText());
                }
            }
        }
        return letters;
    }

    @Test
    void fileThatIsReadAgainUntilTheStoreIsBackHasOfARecordThatIsNoEventOneLetter() throws IOException {
        source("file-source");
        Files.writeString(directory.resolve("inbox/a.log"), INPUT);
        await(() -> assertThat(tries).hasValueGreaterThan(2));
        store.away = false;

        await(() -> assertThat(directory.resolve("inbox/.done/a.log")).exists());
        assertThat(letters()).containsExactly("no event");
        assertThat(store.added).isEmpty();
        assertThat(events).hasValue(1);
    }

    @Test
    void followedFileThatGrowsWhileTheStoreIsAwayHasOfEachRecordThatIsNoEventOneLetter() throws IOException {
        source("tail-source");
        Path file = Files.writeString(directory.resolve("inbox/a.log"), INPUT);
        await(() -> assertThat(tries).hasValueGreaterThan(2));
        Files.write(file, "none either\n".getBytes(UTF_8), StandardOpenOption.APPEND);
        await(() -> assertThat(letters()).contains("none either"));
        store.away = false;

        await(() -> assertThat(events).hasValue(1));
        assertThat(letters()).containsExactly("no event", "none either");
        assertThat(store.added).isEmpty();
    }
}
