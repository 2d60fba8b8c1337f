package io.outrider.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.SharedTexts;
import io.outrider.cim.Value;
import io.outrider.detect.SlowTwin;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Order;
import io.outrider.rule.Predicate.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The index finds what the plain evaluation of each predicate finds, on generated rules and events. */
class MatcherAgreementTest {

    // Overlapping, shorter and longer than a window, in several cases and scripts; the Kelvin sign and the long s are k
    // and s
    // where case does not count, and the dotted I is an i.
    private static final String[] FRAGMENTS = {
        "abcd",
        "bcde",
        "abcdabcd",
        "cdab",
        "ABCDE",
        "a",
        "B",
        "ab",
        "abc",
        " -e ",
        ".exe",
        "cmd.exe",
        "\\temp\\",
        "powershell",
        "shell",
        "é",
        "ÉCOLE",
        "straße",
        "\u212Aelvin",
        "kelvin",
        "me\u017Fsage",
        "MESSAGE",
        "\u0130d",
        "id",
        "\uD83D\uDE00",
        "\uD801\uDC00abc",
        "\uD801\uDC28abc",
        "\uD83D",
        "\n",
        "10.0.0.7",
        "10.1.2.3",
        "12",
        "7.5",
        "-3",
        "1e3"
    };

    private static final String[] FIELDS = {"one", "two", "three", "_raw"};

    @Property(tries = 500)
    void indexFindsWhatEachPredicateFinds(
            @ForAll("rules") List<Predicate> rules, @ForAll("events") List<Map<String, Value>> events) {
        SlowTwin slow = new SlowTwin(rules);
        MatchIndex first = SlowTwin.index(rules);
        Matcher matcher = first.newMatcher();
        agree(slow, rules, matcher, events);
        Matcher replanned = first.replanned(matcher.frequencies()).newMatcher();
        agree(slow, rules, replanned, events);
    }

    @Property(tries = 300)
    void textsThatEventsShareAreTakenForWhatTheySay(
            @ForAll("rules") List<Predicate> rules, @ForAll("events") List<Map<String, Value>> events) {
        Matcher plain = SlowTwin.index(rules).newMatcher();
        Matcher matcher = SlowTwin.index(rules).newMatcher();
        FoldedFields folded = new FoldedFields();
        Map<List<String>, SharedTexts> shared = new HashMap<>();
        // Twice: what is known of the texts then comes from the first time.
        for (int round = 0; round < 2; round++) {
            for (Map<String, Value> event : events) {
                List<Integer> found = Matching.of(matcher, folded, event::get, (fields, slot, texts) -> {
                    if (texts.stream().allMatch(MatcherAgreementTest::isUtf8)) {
                        fields.add(slot, shared.computeIfAbsent(texts, SharedTexts::new));
                    } else {
                        texts.forEach(text -> fields.add(slot, text));
                    }
                });
                assertThat(found).isEqualTo(Matching.of(plain, event::get));
            }
        }
    }

    private static boolean isUtf8(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void agree(SlowTwin slow, List<Predicate> rules, Matcher matcher, List<Map<String, Value>> events) {
        for (Map<String, Value> event : events) {
            List<Integer> found = Matching.of(matcher, event::get);
            for (int rule = 0; rule < rules.size(); rule++) {
                boolean holds = slow.holds(rule, event::get);
                // What is not exact may be found though it does not hold.
                if (holds || matcher.index().exact(rule)) {
                    assertThat(found.contains(rule))
                            .as("%s on %s", rules.get(rule), event)
                            .isEqualTo(holds);
                }
            }
            assertThat(found).isSorted().doesNotHaveDuplicates();
        }
    }

    @Provide
    Arbitrary<List<Predicate>> rules() {
        return predicate(3).list().ofMinSize(1).ofMaxSize(20);
    }

    private Arbitrary<Predicate> predicate(int depth) {
        if (depth == 0) {
            return leaf();
        }
        return Arbitraries.frequencyOf(
                Tuple.of(4, leaf()),
                Tuple.of(
                        3, predicate(depth - 1).list().ofMinSize(2).ofMaxSize(6).map(Predicate.Or::new)),
                Tuple.of(
                        3, predicate(depth - 1).list().ofMinSize(2).ofMaxSize(3).map(Predicate.And::new)),
                Tuple.of(2, predicate(depth - 1).map(Predicate.Not::new)));
    }

    private Arbitrary<Predicate> leaf() {
        Arbitrary<String> field = Arbitraries.of(FIELDS);
        Arbitrary<Pattern> pattern = Arbitraries.frequencyOf(
                Tuple.of(9, patternText().map(Pattern.Wildcard::new)),
                Tuple.of(1, Arbitraries.of("10.0.0.0/8", "10.0.0.7", "abcd/8").map(Pattern.Cidr::new)));
        Arbitrary<Predicate> matches = Combinators.combine(field, pattern).as(Predicate.Matches::new);
        Arbitrary<Predicate> differs = Combinators.combine(field, pattern).as(Predicate.Differs::new);
        Arbitrary<Predicate> compares =
                Combinators.combine(field, Arbitraries.of(Order.class), text()).as(Predicate.Compares::new);
        return Arbitraries.frequencyOf(
                Tuple.of(10, matches),
                Tuple.of(2, differs),
                Tuple.of(1, compares),
                Tuple.of(1, Arbitraries.just(new Predicate.Always())));
    }

    private Arbitrary<String> patternText() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(FRAGMENTS)), Tuple.of(2, Arbitraries.just("*")))
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<Map<String, Value>>> events() {
        Arbitrary<Value> value = text().list().ofMinSize(1).ofMaxSize(3).map(Value::of);
        return Arbitraries.maps(Arbitraries.of(FIELDS), value)
                .ofMaxSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    /** Fragments, whole or with one character left out, in their own case or another, a few or very many. */
    private Arbitrary<String> text() {
        Arbitrary<String> fragment = Combinators.combine(
                        Arbitraries.of(FRAGMENTS), Arbitraries.integers().between(0, 9))
                .as(MatcherAgreementTest::changed);
        Arbitrary<String> few = fragment.list().ofMaxSize(4).map(parts -> String.join("", parts));
        Arbitrary<String> many = Combinators.combine(few, few).as((body, end) -> body.repeat(200) + end);
        return Arbitraries.frequencyOf(Tuple.of(20, few), Tuple.of(1, many));
    }

    private static String changed(String fragment, int how) {
        return switch (how) {
            case 0 -> fragment.substring(1);
            case 1 -> fragment.substring(0, fragment.length() - 1);
            case 2, 3 -> fragment.toUpperCase(Locale.ROOT);
            case 4 -> fragment.toLowerCase(Locale.ROOT);
            default -> fragment;
        };
    }

    @Property(tries = 20)
    void choiceOfManyIsFoundAsWell(@ForAll("events") List<Map<String, Value>> events) {
        Predicate any = new Predicate.Or(IntStream.range(0, 40)
                .mapToObj(i -> (Predicate) new Predicate.Matches(
                        FIELDS[i % 3], new Pattern.Wildcard("*" + FRAGMENTS[i % FRAGMENTS.length] + "*")))
                .toList());
        List<Predicate> rules = List.of(any, new Predicate.Not(any));
        agree(new SlowTwin(rules), rules, SlowTwin.index(rules).newMatcher(), events);
    }
}
