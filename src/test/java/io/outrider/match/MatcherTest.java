package io.outrider.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.outrider.cim.SharedTexts;
import io.outrider.cim.Value;
import io.outrider.detect.SlowTwin;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Pattern;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private static final LazyFields NOTHING = (fields, slot) -> {};

    private static Predicate matches(String field, String wildcard) {
        return new Predicate.Matches(field, new Pattern.Wildcard(wildcard));
    }

    private static Predicate and(Predicate... all) {
        return new Predicate.And(List.of(all));
    }

    private static Predicate or(Predicate... any) {
        return new Predicate.Or(List.of(any));
    }

    private static Matcher matcher(Predicate... rules) {
        return SlowTwin.index(List.of(rules)).newMatcher();
    }

    @Test
    void rulesThatNoValueBringsUpAreListed() {
        MatchIndex index = matcher(
                        matches("a", "text"),
                        new Predicate.Not(matches("a", "text")),
                        new Predicate.Always(),
                        or(matches("a", "text"), new Predicate.Not(matches("b", "text"))),
                        and(matches("a", "text"), new Predicate.Not(matches("b", "text"))))
                .index();
        assertThat(index.unindexed()).containsExactly(1, 2, 3);
    }

    @Test
    void onlyRulesThatCouldHoldAreTried() {
        Matcher matcher = matcher(IntStream.range(0, 1_000)
                .mapToObj(i -> and(matches("name", "program" + i), matches("line", "*option" + i + "*")))
                .toArray(Predicate[]::new));
        Map<String, Value> event =
                Map.of("name", Value.of("program7"), "line", Value.of("x option7 y"), "other", Value.of("z"));
        assertThat(Matching.of(matcher, event::get)).containsExactly(7);
        assertThat(matcher.statistics().candidates()).isEqualTo(1);
        assertThat(matcher.statistics().matches()).isEqualTo(1);
        assertThat(matcher.statistics().events()).isEqualTo(1);
    }

    @Test
    void whatSharedTextsMakeTrueIsWorkedOutOnce() {
        Matcher matcher = matcher(matches("source", "*sysmon*"), matches("source", "other"));
        int source = matcher.index().slot("source");
        SharedTexts sysmon = new SharedTexts(List.of("XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"));
        FoldedFields fields = new FoldedFields();
        for (int event = 0; event < 3; event++) {
            fields.begin(matcher.index().slots());
            fields.add(source, sysmon);
            assertThat(matcher.match(fields, NOTHING)).isEqualTo(1);
            assertThat(matcher.rule(0)).isZero();
        }
        assertThat(matcher.statistics().shared()).isEqualTo(3);
        assertThat(matcher.statistics().known()).isEqualTo(2);
    }

    @Test
    void rawTextIsNotAskedForUnlessAllElseHolds() {
        Matcher matcher = matcher(and(matches("name", "program"), matches("_raw", "*secret*")));
        MatchIndex index = matcher.index();
        int raw = index.slot("_raw");
        int name = index.slot("name");
        assertThat(index.lazy(raw)).isTrue();
        List<Integer> filled = new ArrayList<>();
        LazyFields fill = (fields, slot) -> {
            filled.add(slot);
            fields.add(slot, "the Secret text");
        };
        FoldedFields fields = new FoldedFields();
        fields.begin(index.slots());
        fields.add(name, "other");
        assertThat(matcher.match(fields, fill)).isZero();
        assertThat(filled).isEmpty();
        fields.begin(index.slots());
        fields.add(name, "program");
        assertThat(matcher.match(fields, fill)).isEqualTo(1);
        assertThat(filled).containsExactly(raw);
    }

    @Test
    void fieldsOfRulesOnAnotherSourceAreNotLookedAt() {
        Matcher matcher = matcher(IntStream.range(0, 20)
                .mapToObj(i -> and(
                        matches("source", "source" + i), matches("field" + i, "*text*"), matches("common", "*word*")))
                .toArray(Predicate[]::new));
        MatchIndex index = matcher.index();
        List<String> filled = new ArrayList<>();
        FoldedFields fields = new FoldedFields();
        fields.begin(index.slots());
        int found = matcher.match(fields, (values, slot) -> {
            filled.add(index.field(slot));
            values.add(slot, index.field(slot).equals("source") ? "source7" : "a text and a word");
        });
        assertThat(found).isEqualTo(1);
        assertThat(matcher.rule(0)).isEqualTo(7);
        assertThat(filled).contains("source", "field7", "common").hasSize(3);
    }

    @Test
    void ruleOnTheRawTextAloneIsBroughtUpByIt() {
        Matcher matcher = matcher(matches("_raw", "*secret*"));
        assertThat(matcher.index().unindexed()).isEmpty();
        assertThat(matcher.index().lazy(matcher.index().slot("_raw"))).isFalse();
        assertThat(Matching.of(matcher, Map.of("_raw", Value.of("a SECRET"))::get))
                .containsExactly(0);
    }

    @Test
    void conditionThatTheIndexDoesNotKnowIsLetThroughAndSaid() {
        Predicate term = new Predicate.Matches("line", new Pattern.Term("word"));
        MatchIndex index = MatchIndex.compile(
                List.of(
                        and(matches("name", "program"), term),
                        and(matches("name", "program"), new Predicate.Not(term)),
                        matches("name", "program")),
                condition -> null);
        assertThat(IntStream.range(0, 3).mapToObj(index::exact)).containsExactly(false, false, true);
        Map<String, Value> with = Map.of("name", Value.of("program"), "line", Value.of("swordfish"));
        Map<String, Value> without = Map.of("name", Value.of("program"), "line", Value.of("fish"));
        assertThat(Matching.of(index.newMatcher(), with::get)).containsExactly(0, 1, 2);
        assertThat(Matching.of(index.newMatcher(), without::get)).containsExactly(1, 2);
    }

    @Test
    void witnessThatIsTrueTooOftenIsReplacedByAnother() {
        List<Predicate> rules = List.of(and(matches("name", "common"), matches("line", "*rare*")));
        SharedIndex shared = SlowTwin.shared(rules);
        Map<String, Value> event = Map.of("name", Value.of("common"), "line", Value.of("other"));
        MatchIndex first = shared.current();
        assertThat(candidatesOfBatch(shared, event)).isEqualTo(5_000);
        assertThat(shared.current()).isNotSameAs(first);
        assertThat(candidatesOfBatch(shared, event)).isZero();
        assertThat(shared.statistics().events()).isEqualTo(10_000);
    }

    private static long candidatesOfBatch(SharedIndex shared, Map<String, Value> event) {
        Matcher matcher = shared.borrow();
        for (int i = 0; i < 5_000; i++) {
            assertThat(Matching.of(matcher, event::get)).isEmpty();
        }
        shared.giveBack(matcher);
        return matcher.statistics().candidates();
    }

    @Test
    void matcherIsLentToOneAtATimeAndUsedAgain() {
        SharedIndex shared = SlowTwin.shared(List.of(matches("a", "b")));
        Matcher one = shared.borrow();
        Matcher other = shared.borrow();
        assertThat(other).isNotSameAs(one);
        shared.giveBack(one);
        assertThat(shared.borrow()).isSameAs(one);
    }

    @Test
    void threadsThatShareAnIndexFindTheSameWhileItLearns() {
        List<Predicate> rules = IntStream.range(0, 50)
                .mapToObj(i -> and(matches("name", "program" + i % 5), matches("line", "*option" + i + "*")))
                .toList();
        SharedIndex shared = SlowTwin.shared(rules);
        MatchIndex first = shared.current();
        List<List<Integer>> wrong = IntStream.range(0, 400)
                .parallel()
                .mapToObj(batch -> {
                    Matcher matcher = shared.borrow();
                    List<List<Integer>> others = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        int rule = (batch + i) % 50;
                        Map<String, Value> event = Map.of(
                                "name", Value.of("program" + rule % 5), "line", Value.of("x option" + rule + " y"));
                        List<Integer> found = Matching.of(matcher, event::get);
                        // "option1" is in "option17" too, but for every fifth number only the name is the same.
                        if (!found.contains(rule) || found.stream().anyMatch(other -> other % 5 != rule % 5)) {
                            others.add(found);
                        }
                    }
                    shared.giveBack(matcher);
                    return others;
                })
                .flatMap(List::stream)
                .toList();
        assertThat(wrong).isEmpty();
        assertThat(shared.current()).isNotSameAs(first);
        assertThat(shared.statistics().events()).isEqualTo(40_000);
    }

    @Test
    void ruleBeyondThoseFoundIsRefused() {
        Matcher matcher = matcher(matches("a", "b"));
        assertThat(Matching.of(matcher, name -> null)).isEmpty();
        assertThatThrownBy(() -> matcher.rule(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void valueThatRepeatsAPieceIsHeldAgainstItsPatternOnce() {
        Matcher matcher = matcher(matches("line", "*abcdef*never*"));
        String hostile = "abcdef".repeat(200_000);
        long begin = System.nanoTime();
        assertThat(Matching.of(matcher, Map.of("line", Value.of(hostile))::get)).isEmpty();
        // Once is milliseconds; once for each of the 200,000 places would be minutes.
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
    }

    @Test
    void eventIsMatchedWithoutGarbage() {
        Matcher matcher = matcher(IntStream.range(0, 200)
                .mapToObj(i -> and(
                        or(matches("name", "a" + i % 3), matches("name", "b" + i), matches("name", "c" + i)),
                        matches("line", "*option" + i % 7 + "*"),
                        new Predicate.Not(matches("line", "*x*"))))
                .toArray(Predicate[]::new));
        FoldedFields fields = new FoldedFields();
        byte[] line = "command with an OPTION3 and Options".getBytes(StandardCharsets.UTF_8);
        int slots = matcher.index().slots();
        int name = matcher.index().slot("name");
        int lineSlot = matcher.index().slot("line");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long matched = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                fields.begin(slots);
                fields.add(name, "A1");
                fields.add(lineSlot, line, 0, line.length);
                matched += matcher.match(fields, NOTHING);
            }
            // The first rounds load classes.
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(matched).isPositive();
        // The call that measures may allocate; one object for each event would be 160,000 bytes.
        assertThat(least).isLessThan(1_000);
    }
}
