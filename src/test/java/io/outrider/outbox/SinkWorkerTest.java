package io.outrider.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import io.outrider.alert.Alert;
import io.outrider.alert.SyntheticAlerts;
import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts are written as {@code ID-REVISION}. */
class SinkWorkerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DeliveryPolicy POLICY = policy(1, 1, Duration.ZERO, 1_000, false);

    private final SettableClock clock = new SettableClock(NOW);
    private final MemoryOutbox outbox = new MemoryOutbox(1_000, false);
    private final Sink sink = new Sink();
    private final ExecutorService lanes = Executors.newCachedThreadPool();
    private SinkWorker worker;

    private static DeliveryPolicy policy(
            int concurrency, int together, Duration digest, int maxWaiting, boolean abandons) {
        return new DeliveryPolicy(
                concurrency,
                Optional.empty(),
                together,
                digest,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofDays(3),
                maxWaiting,
                abandons);
    }

    /** A sink that answers as it was told. */
    private static final class Sink implements Sender {

        private final List<String> sent = new ArrayList<>();
        private final List<List<String>> calls = new ArrayList<>();
        private final List<String> givenUp = new ArrayList<>();
        private final Map<String, Outcome> answers = new HashMap<>();
        private String unwanted = "none";

        @Override
        public Optional<Map<String, Object>> render(Said said) {
            String key = said.alert().id() + "-" + said.alert().revision();
            return key.equals(unwanted) ? Optional.empty() : Optional.of(Map.of("key", key));
        }

        @Override
        public synchronized Outcome send(List<Map<String, Object>> findings) {
            List<String> keys = findings.stream()
                    .map(finding -> finding.get("key").toString())
                    .toList();
            calls.add(keys);
            sent.addAll(keys);
            // A refusal of one is one of all.
            return keys.stream()
                    .map(answers::get)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparing(answer -> answer instanceof Outcome.Refused ? 0 : 1))
                    .orElse(answers.getOrDefault("*", new Outcome.Delivered()));
        }

        @Override
        public void giveUp(Said said, String reason) {
            givenUp.add(said.alert().id() + "-" + said.alert().revision() + ": " + reason);
        }

        void answer(String key, Outcome outcome) {
            answers.put(key, outcome);
        }

        void recover() {
            answers.clear();
        }
    }

    @BeforeEach
    void open() {
        begin(POLICY);
    }

    @AfterEach
    void stop() {
        lanes.shutdownNow();
    }

    private void begin(DeliveryPolicy policy) {
        worker = new SinkWorker("soc", policy, outbox, sink, clock, lanes);
        worker.open();
    }

    private void say(String... keys) {
        List<Alert> alerts = Arrays.stream(keys)
                .map(key -> key.split("-"))
                .map(key -> SyntheticAlerts.alert(key[0], Integer.parseInt(key[1])))
                .toList();
        try {
            outbox.add(alerts, clock.instant());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void goOn(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            while (worker.step().isZero()) {
                // There may be more to do.
            }
            clock.advance(Duration.ofMillis(100));
        }
    }

    private static Outcome failed() {
        return new Outcome.Failed("away", null);
    }

    @Test
    void conditionSaysSinceWhenAndWhyItFailsAndNothingOfItOnceItIsBack() {
        assertThat(worker.condition()).isEqualTo(new SinkCondition("soc", 0, 1_000, null, "", 0, ""));
        sink.answer("*", failed());
        say("a-0", "b-0");
        worker.step();
        clock.advance(Duration.ofMinutes(1));
        worker.step();
        assertThat(worker.condition()).isEqualTo(new SinkCondition("soc", 2, 1_000, NOW, "away", 0, ""));

        sink.recover();
        goOn(Duration.ofMinutes(1));
        assertThat(worker.condition()).isEqualTo(new SinkCondition("soc", 0, 1_000, null, "", 0, ""));

        sink.answer("*", new Outcome.Refused("410 gone"));
        say("c-0");
        worker.step();
        assertThat(worker.condition()).isEqualTo(new SinkCondition("soc", 0, 1_000, null, "", 1, "410 gone"));
    }

    @Test
    void conditionsOfTheWorkersOfASinkAreOneThatHasTheWorstOfEach() {
        SinkCondition well = new SinkCondition("soc", 3, 10, null, "", 1, "410 gone");
        SinkCondition fails = new SinkCondition("soc", 1, 10, NOW, "away", 2, "");
        SinkCondition longer = new SinkCondition("soc", 0, 10, NOW.minusSeconds(1), "gone", 0, "");
        assertThat(well.and(fails)).isEqualTo(new SinkCondition("soc", 3, 10, NOW, "away", 3, "410 gone"));
        assertThat(fails.and(well)).isEqualTo(new SinkCondition("soc", 3, 10, NOW, "away", 3, "410 gone"));
        assertThat(fails.and(longer).failingSince()).isEqualTo(NOW.minusSeconds(1));
        assertThat(fails.and(longer).reason()).isEqualTo("gone");
        assertThat(well.and(well).failingSince()).isNull();
    }

    @Test
    void alertsGoInTheOrderInWhichTheyWereSaid() {
        say("a-0", "b-0", "a-1");
        worker.step();

        assertThat(sink.sent).containsExactly("a-0", "b-0", "a-1");
        assertThat(worker.step()).isPositive();
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void whatWasSaidBeforeASinkIsKnownIsNotForIt() {
        say("a-0");
        begin(POLICY);
        say("b-0");
        outbox.open("later");
        worker.step();

        assertThat(sink.sent).containsExactly("a-0", "b-0");
        assertThat(outbox.open("later").cursor()).isEqualTo(2);
    }

    @Test
    void failureIsTriedAgainAndHoldsUpOnlyLaterRevisionsOfItsAlert() {
        sink.answer("a-0", failed());
        say("a-0", "b-0", "a-1", "a-2");
        goOn(Duration.ofMillis(100));
        assertThat(sink.sent).containsExactly("a-0", "b-0");

        sink.recover();
        goOn(Duration.ofSeconds(3));
        assertThat(sink.sent).containsExactly("a-0", "b-0", "a-0", "a-1", "a-2");
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void delayGrowsWithJitterUpToItsMaximum() {
        sink.answer("a-0", failed());
        say("a-0");
        List<Instant> tries = new ArrayList<>();
        Instant end = NOW.plus(Duration.ofHours(1));
        int before = 0;
        while (clock.instant().isBefore(end)) {
            // Others go through, so the breaker stays closed.
            say("b-0", "c-0");
            worker.step();
            if (sink.sent.stream().filter("a-0"::equals).count() > before) {
                before++;
                tries.add(clock.instant());
            }
            clock.advance(Duration.ofMillis(250));
        }

        assertThat(Duration.between(tries.get(0), tries.get(1))).isBetween(ofMillis(500), ofMillis(1_750));
        assertThat(Duration.between(tries.get(1), tries.get(2))).isBetween(ofMillis(1_000), ofMillis(3_250));
        // Twelve a minute apart are about what 5 minutes with half of them as jitter allow in an hour, with the first
        // ones.
        assertThat(tries).hasSizeBetween(15, 40);
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void alertIsGivenUpAfterTheTimeWithTheLastReasonAndItsNextRevisionGoes() {
        sink.answer("a-0", failed());
        say("a-0", "a-1");
        for (int hour = 0; hour < 80; hour++) {
            say("b-0", "c-0", "d-0");
            worker.step();
            clock.advance(Duration.ofHours(1));
        }

        assertThat(sink.givenUp).containsExactly("a-0: away");
        assertThat(sink.sent).contains("a-1");
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void refusalIsGivenUpAtOnce() {
        sink.answer("a-0", new Outcome.Refused("answered 410"));
        say("a-0", "a-1");
        goOn(Duration.ofSeconds(1));

        assertThat(sink.sent).containsExactly("a-0", "a-1");
        assertThat(sink.givenUp).containsExactly("a-0: answered 410");
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void waitThatTheSinkAsksForHoldsAllOfIt() {
        sink.answer("a-0", new Outcome.Failed("answered 429", Duration.ofMinutes(2)));
        say("a-0", "b-0");
        goOn(Duration.ofMinutes(2));
        assertThat(sink.sent).containsExactly("a-0");

        sink.recover();
        goOn(Duration.ofSeconds(1));
        assertThat(sink.sent).containsExactlyInAnyOrder("a-0", "a-0", "b-0");
    }

    @Test
    void clockThatIsSetBackHoldsUpNothing() {
        sink.answer("a-0", failed());
        say("a-0");
        goOn(Duration.ofMillis(100));
        sink.recover();

        clock.set(clock.instant().minus(Duration.ofHours(1)));
        say("b-0", "a-1");
        goOn(Duration.ofSeconds(10));
        assertThat(sink.sent).as("a-1 keeps behind a-0").containsExactly("a-0", "b-0", "a-0", "a-1");
        assertThat(sink.givenUp).isEmpty();
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void breakerIsNotOpenLongerWhereTheClockIsSetBack() {
        sink.answer("*", failed());
        say("a-0", "b-0", "c-0", "d-0", "e-0", "f-0");
        goOn(Duration.ofMillis(500));
        assertThat(sink.sent).as("open").hasSize(5);
        sink.recover();

        clock.set(clock.instant().minus(Duration.ofDays(1)));
        goOn(Duration.ofMinutes(1));
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void deadSinkCostsFewCallsAndNothingIsLostWhenItIsBack() {
        sink.answer("*", failed());
        for (int i = 0; i < 500; i++) {
            say("alert" + i + "-0");
        }
        goOn(Duration.ofMinutes(10));
        // Five open the breaker; then one call after each of the growing waits, and the attempts that are due then.
        assertThat(sink.sent).hasSizeLessThan(40);

        sink.recover();
        goOn(Duration.ofMinutes(20));
        assertThat(worker.isDone()).isTrue();
        assertThat(sink.givenUp).isEmpty();
        assertThat(sink.sent).contains("alert0-0", "alert250-0", "alert499-0");
    }

    @Test
    void oldestAreGivenUpWhereMoreWaitThanMay() {
        begin(policy(1, 1, Duration.ZERO, 10, false));
        sink.answer("*", failed());
        for (int i = 0; i < 30; i++) {
            say("alert" + i + "-0");
        }
        goOn(Duration.ofSeconds(1));

        assertThat(sink.givenUp).hasSize(20).first().asString().startsWith("alert0-0: more than 10 alerts wait");
        assertThat(worker.condition().waiting()).isEqualTo(10);
    }

    @Test
    void sinkThatTookNothingForTheTimeIsAbandonedWhereNobodyGoesOnLater() {
        DeliveryPolicy run = new DeliveryPolicy(
                1,
                Optional.empty(),
                1,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                1_000,
                true);
        begin(run);
        sink.answer("*", failed());
        for (int i = 0; i < 100; i++) {
            say("alert" + i + "-0");
        }
        goOn(Duration.ofSeconds(12));

        assertThat(worker.isDone()).isTrue();
        assertThat(sink.givenUp).hasSize(100).contains("alert99-0: away");
    }

    @Test
    void callsAtATimeAreThoseOfTheWholeAndRevisionsOfAnAlertDoNotOvertake() {
        begin(policy(4, 1, Duration.ZERO, 1_000, false));
        say("a-0", "b-0", "a-1", "c-0", "a-2");
        goOn(Duration.ofSeconds(1));

        assertThat(sink.sent).containsExactlyInAnyOrder("a-0", "b-0", "a-1", "c-0", "a-2");
        assertThat(sink.sent.stream().filter(key -> key.startsWith("a"))).containsExactly("a-0", "a-1", "a-2");
    }

    @Test
    void severalGoTogetherWhereTheSinkTakesThem() {
        begin(policy(1, 3, Duration.ZERO, 1_000, false));
        say("a-0", "b-0", "c-0", "d-0");
        goOn(Duration.ofSeconds(1));

        assertThat(sink.calls).containsExactly(List.of("a-0", "b-0", "c-0"), List.of("d-0"));
    }

    @Test
    void oneThatIsRefusedTakesNoOtherWithIt() {
        begin(policy(1, 4, Duration.ZERO, 1_000, false));
        sink.answer("c-0", new Outcome.Refused("no"));
        say("a-0", "b-0", "c-0", "d-0");
        goOn(Duration.ofSeconds(1));

        assertThat(sink.calls)
                .containsExactly(
                        List.of("a-0", "b-0", "c-0", "d-0"),
                        List.of("a-0", "b-0"),
                        List.of("c-0", "d-0"),
                        List.of("c-0"),
                        List.of("d-0"));
        assertThat(sink.givenUp).containsExactly("c-0: no");
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void revisionsKeepTheirOrderWhereAPartOfARefusedCallFails() {
        begin(policy(1, 4, Duration.ZERO, 1_000, false));
        sink.answer("c-0", new Outcome.Refused("no"));
        sink.answer("a-0", failed());
        say("a-0", "b-0", "c-0", "a-1");
        worker.step();
        assertThat(sink.calls).containsExactly(List.of("a-0", "b-0", "c-0", "a-1"), List.of("a-0", "b-0"));
        assertThat(sink.givenUp).isEmpty();

        sink.calls.clear();
        sink.answers.remove("a-0");
        goOn(Duration.ofSeconds(10));
        assertThat(sink.givenUp).containsExactly("c-0: no");
        List<String> delivered = sink.calls.stream()
                .filter(call -> !call.contains("c-0"))
                .flatMap(List::stream)
                .toList();
        assertThat(delivered).containsExactlyInAnyOrder("a-0", "b-0", "a-1").containsSubsequence("a-0", "a-1");
    }

    @Test
    void digestThatIsRefusedIsOneRefusal() {
        begin(policy(1, 2, Duration.ofMinutes(1), 1_000, false));
        sink.answer("b-0", new Outcome.Refused("no"));
        say("a-0", "b-0");
        goOn(Duration.ofSeconds(1));

        assertThat(sink.calls).hasSize(1);
        assertThat(sink.givenUp).containsExactly("a-0: no", "b-0: no");
    }

    @Test
    void digestWaitsForItsTimeOrUntilItIsFull() {
        begin(policy(1, 3, Duration.ofMinutes(10), 1_000, false));
        say("a-0");
        goOn(Duration.ofMinutes(5));
        say("b-0");
        goOn(Duration.ofMinutes(4));
        assertThat(sink.calls).isEmpty();
        goOn(Duration.ofMinutes(1).plusSeconds(1));
        assertThat(sink.calls).containsExactly(List.of("a-0", "b-0"));

        say("c-0", "d-0", "e-0");
        goOn(Duration.ofSeconds(1));
        assertThat(sink.calls).hasSize(2);
    }

    @Test
    void whatTheSinkDoesNotWantIsPassedOver() {
        sink.unwanted = "b-0";
        say("a-0", "b-0", "c-0");
        goOn(Duration.ofSeconds(1));

        assertThat(sink.sent).containsExactly("a-0", "c-0");
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void nextWorkerGoesOnBehindWhatIsWritten() {
        sink.answer("a-0", failed());
        say("a-0", "b-0");
        worker.step();
        say("c-0");
        begin(POLICY);
        sink.recover();
        goOn(Duration.ofSeconds(5));

        assertThat(sink.sent).startsWith("a-0", "b-0").contains("c-0");
        assertThat(sink.sent.stream().filter("b-0"::equals)).hasSize(1);
    }

    @Test
    void alertsLeaveTheOutboxOnceTheSinkIsThroughWithThem() {
        say("a-0", "b-0");
        goOn(Duration.ofSeconds(1));

        assertThat(outbox.after(0, 10)).isEmpty();
    }

    /** An outbox that keeps all, and is asked by an operator for what was given up. */
    private static final class Kept implements Outbox {

        private final MemoryOutbox memory;
        private final Map<Long, Said> all = new HashMap<>();
        private final Map<Long, Attempt> dead = new HashMap<>();
        private final Map<Long, Attempt> retried = new HashMap<>();

        Kept(MemoryOutbox memory) {
            this.memory = memory;
        }

        void retry(long number, Instant now) {
            Attempt attempt = dead.remove(number);
            retried.put(number, new Attempt("soc", number, 0, now, now, null, attempt.reason()));
        }

        @Override
        public Outbox ofSlot(long slot) {
            return this;
        }

        @Override
        public long last() {
            return memory.last();
        }

        @Override
        public List<Said> after(long number, int most) {
            List<Said> after = memory.after(number, most);
            after.forEach(said -> all.put(said.number(), said));
            return after;
        }

        @Override
        public Optional<Said> get(long number) {
            return Optional.ofNullable(all.get(number));
        }

        @Override
        public Place open(String sink) {
            return memory.open(sink);
        }

        @Override
        public List<Attempt> retried(String sink) {
            return List.copyOf(retried.values());
        }

        @Override
        public Map<String, Long> keepOnly(Collection<String> sinks) {
            return Map.of();
        }

        @Override
        public void write(Progress progress) {
            for (Attempt attempt : progress.put()) {
                retried.remove(attempt.number());
                if (attempt.dead() != null) {
                    dead.put(attempt.number(), attempt);
                }
            }
            progress.done().forEach(retried::remove);
            memory.write(progress);
        }

        @Override
        public boolean isDurable() {
            return true;
        }
    }

    private Kept beginWithKept() {
        Kept kept = new Kept(outbox);
        worker = new SinkWorker("soc", POLICY, kept, sink, clock, lanes);
        worker.open();
        return kept;
    }

    @Test
    void alertThatWasGivenUpGoesAgainWithinSecondsOfBeingAskedForAndOnce() {
        Kept kept = beginWithKept();
        sink.answer("a-0", new Outcome.Refused("answered 410"));
        say("a-0", "a-1", "b-0");
        goOn(Duration.ofSeconds(10));
        assertThat(kept.dead).containsOnlyKeys(1L);

        sink.recover();
        kept.retry(1, clock.instant());
        goOn(Duration.ofSeconds(3));
        assertThat(sink.sent)
                .as("behind its later revision, which was delivered")
                .containsExactly("a-0", "a-1", "b-0", "a-0");
        assertThat(kept.retried).isEmpty();
        goOn(Duration.ofSeconds(10));
        assertThat(sink.sent).hasSize(4);
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void laterRevisionThatWaitsStaysBehindOneThatIsAskedForAgain() {
        Kept kept = beginWithKept();
        sink.answer("a-0", new Outcome.Refused("answered 410"));
        sink.answer("a-1", failed());
        say("a-0", "a-1");
        goOn(Duration.ofMillis(100));

        kept.retry(1, clock.instant());
        sink.answer("a-0", failed());
        goOn(Duration.ofSeconds(3));
        sink.recover();
        goOn(Duration.ofMinutes(1));
        assertThat(sink.sent).endsWith("a-0", "a-1");
        assertThat(worker.isDone()).isTrue();
    }

    @Test
    void whatIsRefusedAgainIsADeadLetterAgain() {
        Kept kept = beginWithKept();
        sink.answer("a-0", new Outcome.Refused("answered 410"));
        say("a-0");
        goOn(Duration.ofSeconds(1));
        kept.retry(1, clock.instant());
        goOn(Duration.ofSeconds(3));

        assertThat(sink.givenUp).containsExactly("a-0: answered 410", "a-0: answered 410");
        assertThat(kept.dead).containsOnlyKeys(1L);
        assertThat(kept.retried).isEmpty();
    }
}
