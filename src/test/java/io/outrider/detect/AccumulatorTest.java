package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping.Function;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccumulatorTest {

    private static final int MANY = 1000;

    private static Accumulator of(Function function, int maxValues) {
        return Accumulator.of(function, maxValues);
    }

    private static void add(Accumulator accumulator, Event event) {
        accumulator.add(event.cim().get("code"), Place.of(event));
    }

    private static Accumulator over(Function function, int maxValues, List<Event> events) {
        Accumulator accumulator = of(function, maxValues);
        events.forEach(event -> add(accumulator, event));
        return accumulator;
    }

    private static Event event(int second, String raw, @Nullable String texts) {
        return Synthetic.eventOf(
                Instant.EPOCH.plusSeconds(second),
                raw,
                texts == null ? Map.of() : Map.of("code", Value.of(List.of(texts.split("\\|")))));
    }

    private static @Nullable Value result(Function function, String... texts) {
        List<Event> events = new ArrayList<>();
        for (String text : texts) {
            events.add(event(events.size(), "raw", text));
        }
        return over(function, MANY, events).result();
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("raw 1", "raw 2"),
                        Arbitraries.of("1", "2", "10", "2.0", "-3", "x", "a|b", "b|1|b", "c", "d", "E")
                                .injectNull(0.2))
                .as(AccumulatorTest::event)
                .list()
                .ofMaxSize(20);
    }

    @Property
    void stateThatIsWrittenAndReadGoesOnAsIfItHadNotBeen(
            @ForAll("events") List<Event> before,
            @ForAll("events") List<Event> after,
            @ForAll Function function,
            @ForAll @IntRange(min = 1, max = 5) int maxValues) {
        List<Event> all = new ArrayList<>(before);
        all.addAll(after);
        Accumulator whole = over(function, maxValues, all);
        Accumulator read = readAgain(function, maxValues, over(function, maxValues, before));
        Accumulator expected = over(function, maxValues, before);
        assertThat(read.result()).isEqualTo(expected.result());
        assertThat(read.truncated()).isEqualTo(expected.truncated());

        Accumulator more = over(function, maxValues, after);
        read.merge(readAgain(function, maxValues, more), new UndoLog());
        expected.merge(more, new UndoLog());
        assertThat(read.result()).isEqualTo(expected.result()).isEqualTo(whole.result());
        assertThat(read.truncated()).isEqualTo(expected.truncated());
    }

    private static Accumulator readAgain(Function function, int maxValues, Accumulator written) {
        StateWriter out = new StateWriter();
        out.single(StateWriter.VERSION);
        written.write(out);
        StateReader in = new StateReader(out.take());
        Accumulator read = of(function, maxValues);
        read.read(in);
        assertThat(in.isAtEnd()).isTrue();
        return read;
    }

    @Property
    void partitionAndOrderOfTheEventsDoNotMatter(
            @ForAll("events") List<Event> events,
            @ForAll Function function,
            @ForAll @IntRange(min = 1, max = 5) int maxValues,
            @ForAll long seed) {
        Accumulator whole = over(function, maxValues, events);
        Random random = new Random(seed);
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        List<Accumulator> parts = new ArrayList<>(List.of(of(function, maxValues)));
        for (Event event : shuffled) {
            if (random.nextInt(3) == 0) {
                parts.add(of(function, maxValues));
            }
            add(parts.get(parts.size() - 1), event);
        }
        while (parts.size() > 1) {
            Accumulator part = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(part, new UndoLog());
        }
        assertThat(parts.get(0).result()).isEqualTo(whole.result());
        assertThat(parts.get(0).truncated()).isEqualTo(whole.truncated());
    }

    @Property
    void undoRestoresExactly(
            @ForAll("events") List<Event> before,
            @ForAll("events") List<Event> rolledBack,
            @ForAll("events") List<Event> alsoRolledBack,
            @ForAll("events") List<Event> after,
            @ForAll Function function,
            @ForAll @IntRange(min = 1, max = 5) int maxValues) {
        Accumulator accumulator = over(function, maxValues, before);
        Accumulator untouched = over(function, maxValues, before);
        UndoLog undo = new UndoLog();
        accumulator.merge(over(function, maxValues, rolledBack), undo);
        accumulator.merge(over(function, maxValues, alsoRolledBack), undo);
        undo.rollback();
        assertSame(accumulator, untouched);
        accumulator.merge(over(function, maxValues, after), undo);
        untouched.merge(over(function, maxValues, after), undo);
        assertSame(accumulator, untouched);
    }

    private static void assertSame(Accumulator one, Accumulator other) {
        assertThat(one.result()).isEqualTo(other.result());
        assertThat(one.truncated()).isEqualTo(other.truncated());
    }

    @Property
    void theLeastValuesAreKeptAndTheRestIsMarked(
            @ForAll("events") List<Event> events, @ForAll @IntRange(min = 1, max = 5) int maxValues) {
        TreeSet<String> distinct = new TreeSet<>();
        events.stream()
                .filter(event -> event.cim().containsKey("code"))
                .forEach(event -> distinct.addAll(event.cim().get("code").texts()));
        List<String> kept = distinct.stream().limit(maxValues).toList();
        Accumulator values = over(Function.VALUES, maxValues, events);
        assertThat(values.result()).isEqualTo(kept.isEmpty() ? null : Value.of(kept));
        assertThat(values.truncated()).isEqualTo(distinct.size() > maxValues);
        assertThat(over(Function.DISTINCT_COUNT, maxValues, events).result()).isEqualTo(Value.of(kept.size()));
    }

    @Test
    void countOfAFieldTakesItsValues() {
        assertThat(over(Function.COUNT, MANY, List.of(event(0, "raw", null), event(0, "raw", "a|b|b")))
                        .result())
                .isEqualTo(Value.of(3));
    }

    @Test
    void numbersHaveTheirExtremesByNumber() {
        assertThat(result(Function.MIN, "10", "9", "1e1")).isEqualTo(Value.of(9));
        assertThat(result(Function.MAX, "10", "9", "-20")).isEqualTo(Value.of(10));
    }

    @Test
    void oneTextAmongNumbersMakesAllOfThemTexts() {
        assertThat(result(Function.MIN, "10", "9", "x")).isEqualTo(Value.of("10"));
        assertThat(result(Function.MAX, "10", "9", "x")).isEqualTo(Value.of("x"));
        assertThat(result(Function.MAX, "10", "9", "")).isEqualTo(Value.of("9"));
    }

    @Test
    void upperCaseComesBeforeLowerCase() {
        assertThat(result(Function.MIN, "b", "C")).isEqualTo(Value.of("C"));
    }

    @Test
    void fieldThatNoEventHasGivesNoValueButZeroForTheCounts() {
        for (Function function : Function.values()) {
            Value result = over(function, MANY, List.of(event(0, "raw", null))).result();
            boolean counts = function == Function.COUNT || function == Function.DISTINCT_COUNT;
            assertThat(result).as(function.text()).isEqualTo(counts ? Value.of(0) : null);
        }
    }

    @Test
    void eventsOfOneMomentAreOrderedByTheHashOfTheirText() {
        String less = RawHash.of("a") < RawHash.of("b") ? "a" : "b";
        String greater = less.equals("a") ? "b" : "a";
        for (List<Event> events : List.of(
                List.of(event(0, less, "of less"), event(0, greater, "of greater")),
                List.of(event(0, greater, "of greater"), event(0, less, "of less")))) {
            assertThat(over(Function.EARLIEST, MANY, events).result()).isEqualTo(Value.of("of less"));
            assertThat(over(Function.LATEST, MANY, events).result()).isEqualTo(Value.of("of greater"));
        }
    }

    @Test
    void eventWithoutTheFieldIsNeitherEarliestNorLatest() {
        List<Event> events = List.of(event(0, "1", null), event(1, "2", "x"), event(2, "3", null));
        assertThat(over(Function.EARLIEST, MANY, events).result()).isEqualTo(Value.of("x"));
        assertThat(over(Function.LATEST, MANY, events).result()).isEqualTo(Value.of("x"));
    }

    @Test
    void latestKeepsAllValuesOfItsEvent() {
        assertThat(over(Function.LATEST, MANY, List.of(event(0, "1", "x|y"))).result())
                .isEqualTo(Value.of(List.of("x", "y")));
    }

    @Test
    void hashIsThatOfFnv1a() {
        // Test vectors of draft-eastlake-fnv for 64 bits.
        assertThat(RawHash.of("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(RawHash.of("a")).isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(RawHash.of("foobar")).isEqualTo(0x85944171f73967e8L);
    }
}
