package io.outrider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.store.DeadLetterStore.DeadLetter;
import io.outrider.store.DeadLetterStore.NewLetter;
import io.outrider.store.OutboxStore.Attempt;
import io.outrider.store.OutboxStore.Progress;
import io.outrider.store.OutboxStore.Queued;
import io.outrider.store.StateChange.AlertQueued;
import io.outrider.store.StateChange.DetectionPut;
import io.outrider.store.StateChange.EmissionPut;
import io.outrider.store.StateChange.EventTimePut;
import io.outrider.store.StateChange.FatePut;
import io.outrider.store.StateChange.FeedPut;
import io.outrider.store.StateChange.FeedsDropped;
import io.outrider.store.StateChange.HeldBackAdded;
import io.outrider.store.StateChange.HeldBackTrimmed;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.PassAdded;
import io.outrider.store.StateChange.PassDropped;
import io.outrider.store.StateChange.RanDropped;
import io.outrider.store.StateChange.RanPut;
import io.outrider.store.StateChange.UnitDropped;
import io.outrider.store.StateChange.UnitPut;
import io.outrider.store.StateChange.WindowForgotten;
import io.outrider.store.StateChange.WindowPut;
import io.outrider.store.StateChange.WindowSuperseded;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of database does for the state. */
abstract class StateStoreTest {

    private static final WindowId WINDOW = new WindowId("detection", 3_600);
    private static final long MOST = 1L << 40;
    private static final Instant MOMENT = Instant.parse("2026-03-02T01:02:03.000000001Z");
    private static final Instant LATER = Instant.parse("2026-03-02T01:02:03.999999999Z");

    private StateStore store;
    private OutboxStore outbox;
    private DeadLetterStore letters;
    private PolicyStore policy;

    /** A store of an empty database, which {@link #database} is from then on. */
    abstract StateStore open();

    abstract DataSource database();

    /** The same database, by connections of its own. */
    abstract DataSource ofCommands();

    /** The same database, as another process finds it. */
    StateStore reopen() {
        return new SqlStateStore(database(), "test");
    }

    OutboxStore openOutbox() {
        return new SqlOutboxStore(database(), "test");
    }

    private DeadLetterStore openDeadLetters() {
        return new SqlDeadLetterStore(database(), "test");
    }

    private StoreProbe probe() {
        return new StoreProbe(database(), "test", "");
    }

    /** How large the same database is. */
    abstract SqlStoreSize openSize(long most, Clock clock);

    /** Ends the store's connection behind its back. */
    abstract void breakConnection();

    @BeforeEach
    void openStore() {
        store = open();
        outbox = openOutbox();
        letters = openDeadLetters();
        policy = new PolicyStore(ofCommands(), "test");
    }

    @AfterEach
    void closeStore() {
        policy.close();
        letters.close();
        outbox.close();
        if (store != null) {
            store.close();
        }
    }

    private void write(StateChange... changes) {
        store.write(List.of(changes));
    }

    private static <T> List<T> all(Consumer<Consumer<T>> read) {
        List<T> all = new ArrayList<>();
        read.accept(all::add);
        return all;
    }

    private List<WindowPut> windows() {
        return all(store::windows);
    }

    private List<WindowId> forgotten() {
        return StateStoreTest.<StateStore.Forgotten>all(store::forgotten).stream()
                .map(StateStore.Forgotten::window)
                .toList();
    }

    private List<String> parts(WindowId window) {
        return StateStoreTest.<PartAdded>all(use -> store.parts(window, use)).stream()
                .map(part -> part.window().equals(window) + " " + part.search() + " " + part.kind() + " "
                        + text(part.bytes()))
                .toList();
    }

    private List<String> emissions(WindowId window) {
        return StateStoreTest.<EmissionPut>all(use -> store.emissions(window, use)).stream()
                .map(put -> put.alertId() + " " + put.earlier() + " " + text(put.bytes()))
                .toList();
    }

    private List<UnitPut> units() {
        return all(store::units);
    }

    private List<FeedPut> feeds() {
        return all(store::feeds);
    }

    private List<String> queue() {
        return Stream.concat(
                        outbox.after(Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE).stream(),
                        outbox.get(Long.MAX_VALUE).stream())
                .map(alert -> alert.number() + " " + text(alert.bytes()))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static WindowPut window(WindowId window) {
        return new WindowPut(window, window.start() + 3_600, "plan", false, false, null, null);
    }

    private static PartAdded part(WindowId window, int search, String bytes) {
        return new PartAdded(window, search, PartAdded.Kind.ROWS, bytes(bytes));
    }

    @Test
    void emptyDatabaseHasNothing() {
        assertThat(windows()).isEmpty();
        assertThat(forgotten()).isEmpty();
        assertThat(parts(WINDOW)).isEmpty();
        assertThat(emissions(WINDOW)).isEmpty();
        assertThat(store.detection("detection")).isNull();
        assertThat(units()).isEmpty();
        assertThat(feeds()).isEmpty();
        assertThat(store.eventTime()).isNull();
        assertThat(queue()).isEmpty();
    }

    @Test
    void noChangesAreATransactionToo() {
        write();
        assertThat(windows()).isEmpty();
    }

    @Test
    void whatOneProcessWroteAnotherReads() {
        WindowPut closed = new WindowPut(WINDOW, 7_200, "plan", true, true, MOMENT, LATER);
        byte[] every = new byte[256];
        IntStream.range(0, 256).forEach(i -> every[i] = (byte) i);
        write(
                closed,
                new PartAdded(WINDOW, 1, PartAdded.Kind.MATCHES, every),
                new EmissionPut(WINDOW, "alert", true, every),
                new DetectionPut("detection", every),
                new UnitPut("unit", Long.MAX_VALUE, MOMENT, LATER),
                new FeedPut(3_600, 7_200, "unit"),
                new EventTimePut(MOMENT),
                new AlertQueued(Long.MAX_VALUE, MOMENT, every));
        store.close();
        store = reopen();

        assertThat(windows()).containsExactly(closed);
        assertThat(parts(WINDOW)).containsExactly("true 1 MATCHES " + text(every));
        assertThat(emissions(WINDOW)).containsExactly("alert true " + text(every));
        assertThat(store.detection("detection")).isEqualTo(every);
        assertThat(units()).containsExactly(new UnitPut("unit", Long.MAX_VALUE, MOMENT, LATER));
        assertThat(feeds()).containsExactly(new FeedPut(3_600, 7_200, "unit"));
        assertThat(store.eventTime()).isEqualTo(MOMENT);
        assertThat(queue()).containsExactly(Long.MAX_VALUE + " " + text(every));
    }

    @Test
    void whatIsPutTakesThePlaceOfWhatThereWas() {
        write(
                new WindowPut(WINDOW, 7_200, "plan", true, true, MOMENT, LATER),
                new EmissionPut(WINDOW, "alert", true, bytes("1")),
                new DetectionPut("detection", bytes("1")),
                new UnitPut("unit", 1, MOMENT, LATER),
                new FeedPut(3_600, 7_200, "unit"),
                new EventTimePut(MOMENT));
        WindowPut window = new WindowPut(WINDOW, 7_201, "other", false, false, null, null);
        write(
                window,
                new EmissionPut(WINDOW, "alert", false, bytes("2")),
                new DetectionPut("detection", bytes("2")),
                new UnitPut("unit", 2, null, null),
                new FeedPut(3_600, 7_200, "unit"),
                new EventTimePut(LATER));

        assertThat(windows()).containsExactly(window);
        assertThat(emissions(WINDOW)).containsExactly("alert false 2");
        assertThat(store.detection("detection")).isEqualTo(bytes("2"));
        assertThat(units()).containsExactly(new UnitPut("unit", 2, null, null));
        assertThat(feeds()).hasSize(1);
        assertThat(store.eventTime()).isEqualTo(LATER);
    }

    @Test
    void forgottenWindowKeepsItsNameAloneAndMayComeBack() {
        WindowId other = new WindowId("detection", 7_200);
        write(
                window(WINDOW),
                part(WINDOW, 0, "1"),
                new EmissionPut(WINDOW, "alert", false, bytes("1")),
                window(other),
                part(other, 0, "2"),
                new EmissionPut(other, "alert", false, bytes("2")));
        write(new WindowForgotten(WINDOW));

        assertThat(forgotten()).containsExactly(WINDOW);
        assertThat(windows()).containsExactly(window(other));
        assertThat(parts(WINDOW)).isEmpty();
        assertThat(emissions(WINDOW)).isEmpty();
        assertThat(parts(other)).containsExactly("true 0 ROWS 2");
        assertThat(emissions(other)).containsExactly("alert false 2");

        write(window(WINDOW));
        assertThat(forgotten()).isEmpty();
        assertThat(windows()).hasSize(2);
    }

    @Test
    void supersededWindowLosesItsPartsAndItsAlertsAreOfAnEarlierPlan() {
        write(window(WINDOW), part(WINDOW, 0, "1"), new EmissionPut(WINDOW, "alert", false, bytes("1")));
        write(new WindowSuperseded(WINDOW), part(WINDOW, 0, "2"));

        assertThat(windows()).containsExactly(window(WINDOW));
        assertThat(parts(WINDOW)).containsExactly("true 0 ROWS 2");
        assertThat(emissions(WINDOW)).containsExactly("alert true 1");
    }

    @Test
    void whatIsDroppedIsGoneAndNothingElse() {
        write(
                new UnitPut("a", 1, null, null),
                new UnitPut("b", 1, null, null),
                new FeedPut(0, 1, "a"),
                new FeedPut(0, 1, "b"),
                new FeedPut(0, 2, "a"),
                new FeedPut(1, 2, "a"));
        write(new UnitDropped("a"), new FeedsDropped(0, 1));
        write(new UnitDropped("never there"), new FeedsDropped(8, 9));

        assertThat(units()).extracting(UnitPut::unit).containsExactly("b");
        assertThat(feeds()).containsExactly(new FeedPut(0, 2, "a"), new FeedPut(1, 2, "a"));
    }

    @Test
    void itIsKnownSinceWhenStretchesAndPlansAre() {
        write(new FeedPut(0, 1, "a", 3), new RanPut("one", "plan", 0), new RanPut("two", "plan", 3));
        write(new FeedPut(0, 1, "a", 4), new RanPut("one", "other", 4), new RanDropped("two"));
        assertThat(feeds()).containsExactly(new FeedPut(0, 1, "a", 3));
        assertThat(StateStoreTest.<RanPut>all(store::ran)).containsExactly(new RanPut("one", "other", 4));
    }

    @Test
    void windowsComeByTheirStartPartsAsTheyWereAddedAndAlertsByTheirNumber() {
        List<WindowId> ids = List.of(
                new WindowId("b", -3_600),
                new WindowId("a", 0),
                new WindowId("b", 0),
                new WindowId("a", 10_000_000_000L));
        List.of(2, 0, 3, 1).forEach(i -> write(window(ids.get(i))));
        for (int batch = 0; batch < 30; batch++) {
            write(
                    part(ids.get(1), batch % 3, "a" + batch),
                    part(ids.get(2), 0, "b" + batch),
                    new AlertQueued(100 - batch, MOMENT, bytes("")));
        }

        assertThat(windows()).extracting(WindowPut::window).containsExactlyElementsOf(ids);
        assertThat(parts(ids.get(1)))
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .mapToObj(i -> "true " + i % 3 + " ROWS a" + i)
                        .toList());
        assertThat(queue())
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> 71 + i + " ").toList());
    }

    @Test
    void changesAreMadeInTheirOrder() {
        write(part(WINDOW, 0, "before"), new WindowForgotten(WINDOW), window(WINDOW), part(WINDOW, 0, "after"));
        assertThat(windows()).hasSize(1);
        assertThat(parts(WINDOW)).containsExactly("true 0 ROWS after");
    }

    @Test
    void momentsKeepTheirNanosecondsHoweverFarAwayTheyAre() {
        List<Instant> moments = List.of(
                Instant.EPOCH,
                Instant.EPOCH.minusNanos(1),
                Instant.ofEpochSecond(1, 999_999_999),
                MOMENT,
                Instant.MIN,
                Instant.MAX);
        for (int i = 0; i < moments.size(); i++) {
            write(new UnitPut("unit " + i, i, moments.get(i), null), new EventTimePut(moments.get(i)));
            assertThat(store.eventTime()).isEqualTo(moments.get(i));
        }
        assertThat(units()).extracting(UnitPut::watermark).containsExactlyElementsOf(moments);
    }

    @Test
    void textsAreKeptWhateverTheyHoldAndNoTwoAreOne() {
        List<String> texts = Stream.of(
                        "",
                        " ",
                        "'",
                        "\"; DROP TABLE unit; --",
                        "?",
                        "%s $1 :a {d}",
                        "\\",
                        "\\\\",
                        "\\0000",
                        "a\\",
                        "C:\\logs\\a.log",
                        "\0",
                        "a\0b",
                        "a",
                        "A",
                        "a ",
                        "ä",
                        "a\u0308",
                        "\ud83d\ude00",
                        "\ud83d",
                        "\ude00",
                        "\ude00\ud83d",
                        "\ud83d\ud83d\ude00\ude00",
                        "\ufffd",
                        "\uffff",
                        "\r\n\t\u001a\u007f",
                        "x".repeat(200))
                .toList();
        for (String text : texts) {
            WindowId window = new WindowId(text, 0);
            write(
                    window(window),
                    part(window, 0, "1"),
                    new EmissionPut(window, text, false, bytes("1")),
                    new DetectionPut(text, bytes(Integer.toString(texts.indexOf(text)))),
                    new UnitPut(text, texts.indexOf(text), null, null),
                    new FeedPut(0, 1, text));
        }

        assertThat(windows()).extracting(put -> put.window().detection()).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(units()).extracting(UnitPut::unit).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(units()).allSatisfy(put -> assertThat(put.position()).isEqualTo(texts.indexOf(put.unit())));
        assertThat(feeds()).extracting(FeedPut::unit).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(texts).allSatisfy(text -> {
            assertThat(store.detection(text)).isEqualTo(bytes(Integer.toString(texts.indexOf(text))));
            assertThat(parts(new WindowId(text, 0))).hasSize(1);
            assertThat(emissions(new WindowId(text, 0))).containsExactly(text + " false 1");
        });

        texts.forEach(text -> write(new UnitDropped(text), new WindowForgotten(new WindowId(text, 0))));
        assertThat(units()).isEmpty();
        assertThat(forgotten()).extracting(WindowId::detection).containsExactlyInAnyOrderElementsOf(texts);
    }

    /** Each of its characters takes as much room as one can. */
    @Test
    void longestIdOfADetectionFindsRoom() {
        String id = IntStream.range(0, 200)
                .mapToObj(i -> String.valueOf((char) (0xd800 + i * 7 % 0x400)))
                .reduce("", String::concat);
        WindowId window = new WindowId(id, 0);
        write(window(window), new EmissionPut(window, "f".repeat(64), false, bytes("1")), part(window, 0, "1"));
        assertThat(windows()).containsExactly(window(window));
    }

    @Test
    void failureTakesBackAllOfItsTransactionAndTheStoreWorksOn() {
        write(new AlertQueued(1, MOMENT, bytes("1")), window(WINDOW), part(WINDOW, 0, "before"));

        assertThatThrownBy(() -> write(
                        part(WINDOW, 0, "lost"),
                        new WindowForgotten(WINDOW),
                        new UnitPut("unit", 1, null, null),
                        new AlertQueued(2, MOMENT, bytes("2")),
                        new AlertQueued(1, MOMENT, bytes("twice")),
                        new EventTimePut(MOMENT)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("could not be written");

        assertThat(queue()).containsExactly("1 1");
        assertThat(windows()).hasSize(1);
        assertThat(parts(WINDOW)).containsExactly("true 0 ROWS before");
        assertThat(units()).isEmpty();
        assertThat(store.eventTime()).isNull();

        write(new AlertQueued(2, MOMENT, bytes("2")), part(WINDOW, 0, "after"));
        assertThat(queue()).containsExactly("1 1", "2 2");
        assertThat(parts(WINDOW)).containsExactly("true 0 ROWS before", "true 0 ROWS after");
    }

    @Test
    void changesOfOneKindThatGoTogetherAreAsManyAndInTheirOrder() {
        // More than go at once, and some behind.
        List<StateChange> changes = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            changes.add(part(WINDOW, 0, "part " + i));
        }
        changes.add(0, window(WINDOW));
        for (int position = 1; position <= 3; position++) {
            changes.add(new UnitPut("unit", position, null, null));
        }
        changes.add(new UnitDropped("unit"));
        changes.add(new UnitPut("unit", 4, null, null));
        changes.add(new UnitPut("other", 5, null, null));

        store.write(changes);

        assertThat(parts(WINDOW))
                .containsExactlyElementsOf(IntStream.range(0, 250)
                        .mapToObj(i -> "true 0 ROWS part " + i)
                        .toList());
        assertThat(units()).extracting(UnitPut::position).containsExactly(5L, 4L);
    }

    @Test
    void failureOfOneOfSeveralThatGoTogetherTakesBackAllAndIsToldWithoutTheirValues() {
        AlertQueued first = new AlertQueued(1, MOMENT, bytes("secret"));

        assertThatThrownBy(() -> write(window(WINDOW), first, new AlertQueued(2, MOMENT, bytes("two")), first))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("outbox")
                .hasMessageNotContainingAny("secret", "INSERT", "\\x");
        assertThat(windows()).isEmpty();
        assertThat(queue()).isEmpty();

        write(first);
        assertThat(queue()).containsExactly("1 secret");
    }

    @Test
    void failureOfTheProgramTakesBackAllOfItsTransactionToo() {
        List<StateChange> changes = new ArrayList<>();
        changes.add(new AlertQueued(1, MOMENT, bytes("lost")));
        changes.add(new UnitPut(null, 1, null, null));
        assertThatThrownBy(() -> store.write(changes)).isInstanceOf(StoreException.class);
        changes.set(1, new WindowForgotten(null));
        assertThatThrownBy(() -> store.write(changes)).isInstanceOf(StoreException.class);

        write(new AlertQueued(2, MOMENT, bytes("2")));
        assertThat(queue()).containsExactly("2 2");
    }

    @Test
    void connectionThatBreaksFailsOneWriteAndIsMadeAnew() {
        write(part(WINDOW, 0, "before"));
        breakConnection();
        assertThatThrownBy(() -> write(part(WINDOW, 0, "lost"))).isInstanceOf(StoreException.class);
        write(part(WINDOW, 0, "after"));
        assertThat(parts(WINDOW)).containsExactly("true 0 ROWS before", "true 0 ROWS after");
    }

    @Test
    void connectionThatBreaksFailsOneReadAndIsMadeAnew() {
        write(new EventTimePut(MOMENT));
        breakConnection();
        assertThatThrownBy(() -> store.eventTime()).isInstanceOf(StoreException.class);
        assertThat(store.eventTime()).isEqualTo(MOMENT);
        breakConnection();
        // It ends though what it holds is broken.
        store.close();
        store = null;
    }

    private void queue(long... numbers) {
        for (long number : numbers) {
            write(new AlertQueued(number, MOMENT, bytes(Long.toString(number))));
        }
    }

    private static Attempt attempt(long number, Instant dead) {
        return new Attempt("soc", number, 2, MOMENT, LATER, dead, "webhook soc answered 500");
    }

    @Test
    void alertsAreReadBehindANumberAndSingly() {
        queue(3, 5, 8);

        assertThat(outbox.last(MOST)).isEqualTo(8);
        assertThat(outbox.after(3, MOST, 10)).extracting(Queued::number).containsExactly(5L, 8L);
        assertThat(outbox.after(0, MOST, 2)).extracting(Queued::number).containsExactly(3L, 5L);
        assertThat(outbox.get(5)).map(Queued::said).contains(MOMENT);
        assertThat(outbox.get(4)).isEmpty();
    }

    @Test
    void placeOfASinkIsKept() {
        assertThat(outbox.cursor("soc")).isEmpty();
        outbox.write(new Progress("soc", 5, List.of(attempt(3, null), attempt(4, LATER)), List.of()));
        outbox.close();
        outbox = openOutbox();

        assertThat(outbox.sinks()).containsExactly("soc");
        assertThat(outbox.cursor("soc")).contains(5L);
        assertThat(outbox.attempts("soc")).containsExactly(attempt(3, null));
        assertThat(outbox.attempts("other")).isEmpty();

        outbox.write(new Progress("soc", 6, List.of(), List.of(3L)));
        assertThat(outbox.attempts("soc")).isEmpty();
        outbox.drop("soc");
        assertThat(outbox.sinks()).isEmpty();
    }

    @Test
    void alertIsDeletedOnceNoSinkWaitsForIt() {
        queue(1, 2, 3, 4);
        outbox.write(new Progress("soc", 3, List.of(attempt(1, null), attempt(2, LATER)), List.of()));
        outbox.write(new Progress("other", 4, List.of(), List.of()));
        outbox.trim(0, MOST);
        assertThat(queue()).containsExactly("1 1", "2 2", "4 4");

        outbox.write(new Progress("soc", 4, List.of(), List.of(1L, 2L)));
        outbox.trim(0, MOST);
        assertThat(queue()).isEmpty();
    }

    @Test
    void alertsOfASlotAreToldFromThoseOfOthers() {
        queue(1, 2, MOST + 1, MOST + 2);
        outbox.write(new Progress("soc@1", MOST + 1, List.of(), List.of()));
        outbox.trim(MOST, 2 * MOST);

        assertThat(queue()).containsExactly("1 1", "2 2", (MOST + 2) + " " + (MOST + 2));
        assertThat(outbox.last(MOST)).isEqualTo(2);
        assertThat(outbox.after(0, MOST, 10)).extracting(Queued::number).containsExactly(1L, 2L);
    }

    @Test
    void numberIsNotUsedAgainThoughItsAlertIsGone() {
        assertThat(store.lastNumber()).isZero();
        queue(7);
        outbox.write(new Progress("soc", 7, List.of(), List.of()));
        outbox.trim(0, MOST);

        assertThat(queue()).isEmpty();
        assertThat(store.lastNumber()).isEqualTo(7);
    }

    @Test
    void outboxSeesWhatTheStateHasCommittedSince() {
        assertThat(outbox.last(MOST)).isZero();
        queue(1);
        assertThat(outbox.last(MOST)).isEqualTo(1);
        outbox.write(new Progress("soc", 1, List.of(), List.of()));
        queue(2);
        assertThat(outbox.last(MOST)).isEqualTo(2);
    }

    @Test
    void stateIsWrittenThoughItWasReadBeforeTheOutboxWrote() {
        assertThat(windows()).isEmpty();
        outbox.write(new Progress("soc", 1, List.of(), List.of()));
        write(window(WINDOW));
        assertThat(outbox.cursor("soc")).contains(1L);
        write(part(WINDOW, 0, "after"));
        assertThat(windows()).hasSize(1);
    }

    @Test
    void detectionOfAnAlertIsFoundInTheOutboxToo() {
        write(new DetectionPut("detection", bytes("1")));
        assertThat(outbox.detection("detection")).isEqualTo(bytes("1"));
        assertThat(outbox.detection("other")).isNull();
    }

    private static final int MEBIBYTE = 1 << 20;

    private void fill(WindowId window, int mebibytes) {
        byte[] part = new byte[MEBIBYTE / 64];
        for (int i = 0; i < 64 * mebibytes; i++) {
            write(new PartAdded(window, 0, PartAdded.Kind.ROWS, part));
        }
    }

    @Test
    void whatAWindowHeldIsNotInUseAnyMoreOnceItIsForgotten() {
        SettableClock clock = new SettableClock(MOMENT);
        try (SqlStoreSize size = openSize(100 * MEBIBYTE, clock)) {
            assertThat(size.most()).isEqualTo(100 * MEBIBYTE);
            long empty = size.used();
            assertThat(empty).isLessThan(MEBIBYTE / 2);
            write(window(WINDOW));
            fill(WINDOW, 4);
            long full = size.used();
            assertThat(full).isBetween(empty + 4 * MEBIBYTE, empty + 5 * MEBIBYTE);
            assertThat(size.contents()).startsWith("1 windows, 0 alerts");
            write(new WindowForgotten(WINDOW));
            assertThat(size.used()).isBetween(empty, empty + MEBIBYTE / 10);
            fill(new WindowId("another", 0), 4);
            assertThat(size.used())
                    .as("what is free is used again")
                    .isBetween(full - MEBIBYTE / 5, full + MEBIBYTE / 5);
            clock.advance(Duration.ofMinutes(1));
            assertThat(size.contents()).startsWith("0 windows, 0 alerts");
        }
    }

    @Test
    void whatOthersDeletedIsNotInUseAtTheBound() {
        SettableClock clock = new SettableClock(MOMENT);
        try (SqlStoreSize size = openSize(2 * MEBIBYTE, clock)) {
            long empty = size.used();
            write(new AlertQueued(1, MOMENT, new byte[3 * MEBIBYTE]));
            assertThat(size.used()).isGreaterThan(size.most());
            outbox.write(new Progress("soc", 1, List.of(), List.of()));
            outbox.trim(0, MOST);
            clock.advance(Duration.ofSeconds(11));
            assertThat(size.used()).isLessThan(empty + MEBIBYTE / 2);
        }
    }

    @Test
    void sizeIsKnownAgainAfterAFailure() {
        try (SqlStoreSize size = openSize(MEBIBYTE, new SettableClock(MOMENT))) {
            assertThat(size.used()).isNotNegative();
            breakConnection();
            try {
                size.used();
            } catch (StoreException e) {
                // One fails, the next makes a new connection.
            }
            assertThat(size.used()).isNotNegative();
        }
    }

    private static ClosedAt ended(long second) {
        return new ClosedAt(Instant.ofEpochSecond(second), Instant.ofEpochSecond(second));
    }

    @Test
    void keyOfAForgottenWindowIsDroppedUnlessItIsOpenAgain() {
        WindowId other = new WindowId("other", 7_200);
        write(window(WINDOW), window(other), new WindowForgotten(WINDOW), new WindowForgotten(other));
        assertThat(StateStoreTest.<StateStore.Forgotten>all(store::forgotten))
                .extracting(StateStore.Forgotten::closedAt)
                .as("that was never closed: its end")
                .containsExactlyInAnyOrder(ended(7_200), ended(10_800));
        write(window(WINDOW));
        write(new StateChange.WindowDropped(WINDOW), new StateChange.WindowDropped(other));
        assertThat(forgotten()).isEmpty();
        assertThat(windows()).extracting(WindowPut::window).containsExactly(WINDOW);
    }

    @Test
    void deliveriesThatWereGivenUpFirstGoBeyondTheBoundAndTheirAlertsWithThem() {
        queue(1, 2, 3, 4, 5);
        Instant first = MOMENT.minusSeconds(60);
        outbox.write(new Progress(
                "soc",
                5,
                List.of(attempt(1, LATER), attempt(2, first), attempt(3, null), attempt(4, LATER)),
                List.of()));
        outbox.write(new Progress("other", 5, List.of(attempt(5, LATER).in("other")), List.of()));
        assertThat(outbox.trimDead(4)).isZero();
        letters.retry(List.of(LetterId.delivery("soc", 1)), MOMENT);

        assertThat(outbox.trimDead(2)).isOne();
        outbox.trim(0, MOST);

        assertThat(letters())
                .extracting(DeadLetter::id)
                .containsExactlyInAnyOrder(LetterId.delivery("soc", 4), LetterId.delivery("other", 5));
        assertThat(outbox.attempts("soc")).extracting(Attempt::number).containsExactly(1L, 3L);
        assertThat(queue()).containsExactly("1 1", "3 3", "4 4", "5 5");
    }

    private static HeldBack heldBack(String alert, Hold by) {
        return new HeldBack(alert, 3, "Update", "d\0", "Name \\ \ud83d", "High", MOMENT, LATER, by, "dest=a");
    }

    private List<HeldBack> listed() {
        return all(policy::heldBack);
    }

    @Test
    void whatIsHeldBackIsKeptWithWhatHoldsItAndGoesWithItsWindow() {
        Hold silence = new Hold(Hold.Kind.SILENCE, "3f9a1c2b");
        Hold suppression = new Hold(Hold.Kind.SUPPRESSION, "per \\ host");
        WindowId other = new WindowId("d\0", 7_200);
        write(
                new FatePut(WINDOW, "a", suppression),
                new FatePut(WINDOW, "b", silence),
                new FatePut(other, "a", silence));
        write(new FatePut(WINDOW, "a", silence));
        store.close();
        store = reopen();
        assertThat(StateStoreTest.<FatePut>all(store::fates))
                .containsExactly(
                        new FatePut(WINDOW, "a", silence),
                        new FatePut(WINDOW, "b", silence),
                        new FatePut(other, "a", silence));
        write(new WindowForgotten(WINDOW));
        assertThat(StateStoreTest.<FatePut>all(store::fates)).containsExactly(new FatePut(other, "a", silence));
    }

    @Test
    void alertsThatSuppressOthersAreKeptUntilTheyAreDropped() {
        PassAdded pass = new PassAdded("s", "key", MOMENT, LATER);
        write(pass, pass, new PassAdded("s", "key", LATER, LATER), new PassAdded("t", "key", MOMENT, LATER));
        assertThat(StateStoreTest.<PassAdded>all(store::passes))
                .containsExactlyInAnyOrder(
                        pass, new PassAdded("s", "key", LATER, LATER), new PassAdded("t", "key", MOMENT, LATER));
        write(new PassDropped("s", "key", MOMENT), new PassDropped("t", "key", LATER));
        assertThat(StateStoreTest.<PassAdded>all(store::passes))
                .containsExactlyInAnyOrder(
                        new PassAdded("s", "key", LATER, LATER), new PassAdded("t", "key", MOMENT, LATER));
    }

    @Test
    void listOfWhatWasHeldBackBeginsWithTheLastAndTellsWhatIsNotListedAnyMore() {
        assertThat(store.heldBack()).isZero();
        assertThat(listed()).isEmpty();
        assertThat(policy.trimmed()).isZero();
        HeldBack one = heldBack("1", new Hold(Hold.Kind.MAINTENANCE, "patches"));
        HeldBack two = heldBack("2", new Hold(Hold.Kind.SILENCE, "3f9a1c2b"));
        HeldBack three = heldBack("3", new Hold(Hold.Kind.SUPPRESSION, "per host"));
        write(new HeldBackAdded(one), new HeldBackAdded(two), new HeldBackAdded(three));
        assertThat(listed()).containsExactly(three, two, one);
        assertThat(policy.trimmed()).isZero();
        assertThat(store.heldBack()).isEqualTo(3);
        write(new HeldBackTrimmed(1), new HeldBackTrimmed(1));
        assertThat(listed()).containsExactly(three);
        assertThat(policy.trimmed()).isEqualTo(2);
        write(new HeldBackAdded(one), new HeldBackTrimmed(1));
        assertThat(listed()).containsExactly(one);
        assertThat(policy.trimmed()).isEqualTo(3);
        assertThat(store.heldBack()).isEqualTo(1);
    }

    @Test
    void silencesAreMadeAndEndedByOthersWhileTheServiceReadsAndWrites() {
        Instant now = Instant.parse("2026-03-02T01:00:00Z");
        SilenceEntry silence =
                new SilenceEntry("1", "dest=a\nuser=\\ \0", now, now.plusSeconds(60), "who \ud83d", "why", null);
        SilenceEntry later =
                new SilenceEntry("2", "dest=b", now.plusSeconds(1), now.plusSeconds(90), "who", "why", null);
        // As at the start, when all is read before the first batch.
        assertThat(windows()).isEmpty();
        policy.add(silence);
        write(new EventTimePut(MOMENT));
        policy.add(later);
        assertThat(store.eventTime()).isEqualTo(MOMENT);
        policy.end("none", now);
        write(new EventTimePut(LATER));

        assertThat(policy.silences(false, now)).containsExactly(silence, later);
        assertThat(policy.silences(false, now.plusSeconds(60))).containsExactly(later);
        assertThat(policy.end("2", now.plusSeconds(2))).isTrue();
        assertThat(policy.end("2", now.plusSeconds(3))).isFalse();
        assertThat(policy.end("3", now)).isFalse();
        assertThat(policy.silences(false, now.plusSeconds(60))).isEmpty();
        assertThat(policy.silences(true, now.plusSeconds(60)))
                .containsExactly(
                        silence,
                        new SilenceEntry(
                                "2",
                                "dest=b",
                                now.plusSeconds(1),
                                now.plusSeconds(90),
                                "who",
                                "why",
                                now.plusSeconds(2)));
    }

    private List<DeadLetter> letters() {
        return all(letters::all);
    }

    private static NewLetter letter(LetterId.Kind kind, String obstacle, String bytes) {
        return new NewLetter(kind, MOMENT, "a.log", "synthetic: " + bytes, obstacle, bytes(bytes));
    }

    private static LetterId event(long number) {
        return new LetterId(LetterId.Kind.EVENT, "", number);
    }

    @Test
    void deliveryThatWasGivenUpIsADeadLetter() {
        queue(3, 4);
        outbox.write(new Progress("soc", 5, List.of(attempt(3, null), attempt(4, LATER)), List.of()));

        LetterId id = LetterId.delivery("soc", 4);
        DeadLetter letter = new DeadLetter(id, LATER, "", "webhook soc answered 500", 2, MOMENT, null);
        assertThat(letters()).containsExactly(letter);
        assertThat(letters.get(id)).contains(letter);
        assertThat(letters.get(LetterId.delivery("soc", 3))).isEmpty();
        assertThat(letters.get(LetterId.delivery("other", 4))).isEmpty();
        assertThat(letters.bytes(id)).isNull();
    }

    @Test
    void deliveryThatIsTriedAgainIsDueAsIfItHadNeverBeenTriedUntilItIsWritten() {
        outbox.write(new Progress("soc", 5, List.of(attempt(3, LATER), attempt(4, LATER)), List.of()));
        assertThat(outbox.retried("soc")).isEmpty();

        Instant now = LATER.plusSeconds(1);
        LetterId id = LetterId.delivery("soc", 4);
        assertThat(letters.retry(List.of(id, LetterId.delivery("soc", 9)), now)).isOne();
        Attempt due = new Attempt("soc", 4, 0, now, now, null, "webhook soc answered 500");
        assertThat(letters()).extracting(DeadLetter::id).containsExactly(LetterId.delivery("soc", 3));
        assertThat(letters.retry(List.of(id), now)).as("it is none any more").isZero();
        assertThat(letters.drop(List.of(id))).as("it is none any more").isZero();
        assertThat(outbox.retried("soc")).containsExactly(due);
        assertThat(outbox.retried("other")).isEmpty();
        assertThat(outbox.attempts("soc")).as("also for the next process").containsExactly(due);

        outbox.write(new Progress("soc", 5, List.of(due), List.of()));
        assertThat(outbox.retried("soc")).isEmpty();
        assertThat(outbox.attempts("soc")).containsExactly(due);

        Attempt again = new Attempt("soc", 4, 1, now, now, now, "refused again");
        outbox.write(new Progress("soc", 5, List.of(again), List.of()));
        assertThat(letters.get(id)).contains(new DeadLetter(id, now, "", "refused again", 1, now, null));
    }

    @Test
    void alertOfADeadLetterStaysThoughItsSinkIsNotNamedAnyMore() {
        queue(3, 4);
        outbox.write(new Progress("soc", 5, List.of(attempt(3, null), attempt(4, LATER)), List.of()));
        outbox.write(new Progress("other", 5, List.of(), List.of()));
        outbox.drop("soc");
        outbox.trim(0, MOST);

        LetterId id = LetterId.delivery("soc", 4);
        assertThat(queue()).containsExactly("4 4");
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(id);
            assertThat(letter.obstacle()).contains("outrider.sinks");
        });
        assertThat(letters.retry(List.of(id), LATER)).isZero();
        assertThat(letters.drop(List.of(id))).isOne();
        outbox.trim(0, MOST);
        assertThat(queue()).isEmpty();
        assertThat(letters()).isEmpty();
    }

    @Test
    void inputIsKeptWithItsReasonWhateverItHolds() {
        String text = "\0\\ \ud83d";
        NewLetter kept = new NewLetter(LetterId.Kind.MATCH, LATER, text, text, text, new byte[] {0, 1, -1});
        assertThat(letters.add(List.of(kept, letter(LetterId.Kind.EVENT, null, "e")), 10, MOST))
                .isZero();

        assertThat(letters()).hasSize(2);
        DeadLetter match = letters().get(0);
        assertThat(match)
                .isEqualTo(new DeadLetter(
                        new LetterId(LetterId.Kind.MATCH, "", match.id().number()), LATER, text, text, 0, null, text));
        assertThat(letters.get(match.id())).contains(match);
        assertThat(letters.bytes(match.id())).containsExactly(0, 1, -1);
        assertThat(letters.get(event(match.id().number())))
                .as("of another kind")
                .isEmpty();
        assertThat(letters.bytes(event(99))).isNull();
    }

    @Test
    void oldestInputGoesWhereThereIsTooMuchAndItsNumberIsNotUsedAgain() {
        List<NewLetter> three = List.of(
                letter(LetterId.Kind.EVENT, null, "1"),
                letter(LetterId.Kind.MATCH, "none", "2"),
                letter(LetterId.Kind.EVENT, null, "3"));
        assertThat(letters.add(three, 4, MOST)).isZero();
        assertThat(letters.add(three, 4, MOST)).isEqualTo(2);
        assertThat(letters()).hasSize(4).extracting(DeadLetter::reason).contains("synthetic: 2");
        long last = letters().get(0).id().number();

        assertThat(letters.drop(letters().stream().map(DeadLetter::id).toList()))
                .isEqualTo(4);
        letters.add(List.of(letter(LetterId.Kind.EVENT, null, "4")), 4, MOST);
        assertThat(letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.id().number()).isGreaterThan(last));
    }

    @Test
    void inputIsGivenAgainOnceIfItCanBe() {
        letters.add(
                List.of(
                        letter(LetterId.Kind.EVENT, null, "1"),
                        letter(LetterId.Kind.EVENT, "cut", "2"),
                        letter(LetterId.Kind.EVENT, null, "3")),
                10,
                MOST);
        List<LetterId> ids = letters().stream().map(DeadLetter::id).toList();
        assertThat(letters.retried(10, MOST)).isEmpty();

        assertThat(letters.retry(ids, LATER)).isEqualTo(2);
        assertThat(letters.retry(ids, LATER)).as("once").isZero();
        assertThat(letters()).extracting(DeadLetter::obstacle).containsExactly("cut");
        assertThat(letters.retried(1, MOST))
                .extracting(letter -> text(letter.bytes()))
                .containsExactly("1");
        assertThat(letters.retried(10, MOST))
                .extracting(letter -> text(letter.bytes()))
                .containsExactly("1", "3");

        letters.done(letters.retried(1, MOST).get(0).number());
        letters.failed(letters.retried(1, MOST).get(0).number(), "again none");
        assertThat(letters.retried(10, MOST)).isEmpty();
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly("again none", "synthetic: 2");
    }

    @Test
    void oldestInputGoesWhereThereIsTooMuchOfItInAll() {
        List<NewLetter> four = Collections.nCopies(4, letter(LetterId.Kind.EVENT, null, "x".repeat(100)));
        assertThat(letters.add(four, 100, 1_000)).isZero();
        assertThat(letters.add(four, 100, 1_000)).isZero();
        // 1200 bytes; 900 stay.
        assertThat(letters.add(four, 100, 1_000)).isEqualTo(3);
        assertThat(letters()).hasSize(9);

        assertThat(letters.drop(letters().stream().map(DeadLetter::id).limit(5).toList()))
                .isEqualTo(5);
        assertThat(letters.add(four, 100, 1_000)).as("others made room").isZero();

        // As a process finds it that begins: 800 bytes are there.
        try (DeadLetterStore other = openDeadLetters()) {
            assertThat(other.add(four, 100, 1_000)).isEqualTo(3);
        }
        assertThat(letters()).hasSize(9);
    }

    @Test
    void longInputIsGivenAgainOneAfterTheOther() {
        NewLetter longer = letter(LetterId.Kind.EVENT, null, "x".repeat(300_000));
        letters.add(List.of(longer, longer, longer), 10, MOST);
        letters.retry(letters().stream().map(DeadLetter::id).toList(), LATER);

        assertThat(letters.retried(10, 700_000)).hasSize(2);
        assertThat(letters.retried(10, 10))
                .singleElement()
                .satisfies(letter -> assertThat(text(letter.bytes())).isEqualTo("x".repeat(300_000)));
    }

    @Test
    void probeWritesAndCountsByNumbersBesideWhoElseUsesTheDatabase() {
        write(new UnitPut("unit", 1, null, null));
        try (StoreProbe probe = probe()) {
            assertThat(probe.deadLetters()).isZero();
            assertThat(probe.heldBack()).isZero();
            probe.write(MOMENT);
            probe.write(LATER);
            letters.add(Collections.nCopies(3, letter(LetterId.Kind.EVENT, null, "e")), 2, MOST);
            assertThat(probe.deadLetters()).isEqualTo(2);
        }
        write(new UnitPut("unit", 2, null, null));
        assertThat(units()).containsExactly(new UnitPut("unit", 2, null, null));
    }
}
