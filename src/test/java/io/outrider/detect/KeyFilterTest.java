package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.differs;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.fields;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.rename;
import static io.outrider.detect.Synthetic.search;
import static io.outrider.detect.Synthetic.text;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is filtered out before it is grouped. Synthetic. */
class KeyFilterTest {

    private static final Grouping BY_NAME = by("name", count());

    private static final Stage.Assignment LENGTH =
            new Stage.Assignment("length", call(Expression.Function.LEN, field("name")));

    private static boolean mayPass(Grouping grouping, List<Stage> tail, String... event) {
        KeyFilter filter = KeyFilter.of(grouping, tail);
        assertThat(filter).isNotNull();
        return filter.mayPass(fields(event), NOON);
    }

    private static void assertNoFilter(Grouping grouping, Stage... tail) {
        assertThat(KeyFilter.of(grouping, List.of(tail))).isNull();
    }

    private static Stage.Lookup lookup(int minMatches, @Nullable String defaultMatch) {
        LookupTable table = new LookupTable(
                "tools",
                List.of("tool", "kind"),
                List.of(List.of("nc*", "network"), List.of("procdump.exe", "memory")),
                Map.of("tool", LookupTable.Matching.WILDCARD),
                false,
                minMatches,
                10,
                defaultMatch);
        return new Stage.Lookup(
                table,
                List.of(new Stage.LookupField("tool", "name")),
                List.of(new Stage.LookupField("kind", "kind")),
                true);
    }

    @Test
    void groupThatASearchOnAKeyFiltersOutIsLeftOut() {
        List<Stage> tail = List.of(search(matches("name", "net*")));
        assertThat(mayPass(BY_NAME, tail, "name", "net.exe")).isTrue();
        assertThat(mayPass(BY_NAME, tail, "name", "cmd.exe")).isFalse();
    }

    @Test
    void keyGoesByTheNameThatARenamingGaveIt() {
        List<Stage> tail = List.of(rename("name", "process"), search(matches("process", "net*")));
        assertThat(mayPass(BY_NAME, tail, "name", "net.exe")).isTrue();
        assertThat(mayPass(BY_NAME, tail, "name", "cmd.exe")).isFalse();
    }

    @Test
    void whatIsComputedOfKeysIsComputed() {
        List<Stage> tail = List.of(new Stage.Eval(List.of(LENGTH)), where(compare(field("length"), ">", number(4))));
        assertThat(mayPass(BY_NAME, tail, "name", "abcde")).isTrue();
        assertThat(mayPass(BY_NAME, tail, "name", "abcd")).isFalse();
    }

    @Test
    void eventWithSeveralValuesOfAKeyIsLeftToTheTail() {
        KeyFilter filter = KeyFilter.of(BY_NAME, List.of(search(matches("name", "net*"))));
        assertThat(filter).isNotNull();
        assertThat(filter.mayPass(name -> Value.of(List.of("cmd.exe", "net.exe")), NOON))
                .isTrue();
    }

    @Test
    void conditionOnAnAggregationIsLeftToTheTail() {
        assertNoFilter(BY_NAME, where(compare(field("count"), ">", number(5))));
        assertNoFilter(by("host", aggregation(Function.VALUES, "name", "name")), search(matches("name", "net*")));
    }

    @Test
    void filterOnAKeyBehindOneOnAnAggregationCountsToo() {
        List<Stage> tail = List.of(where(compare(field("count"), ">", number(5))), search(matches("name", "net*")));
        assertThat(mayPass(BY_NAME, tail, "name", "cmd.exe")).isFalse();
    }

    @Test
    void filterBehindAnOperationOnTheTableIsLeftToTheTail() {
        assertNoFilter(BY_NAME, new Stage.Head(1), search(matches("name", "net*")));
    }

    @Test
    void filterThatNamesWhatItLeavesOutStaysInTheTailWhereOperatorsEditIt() {
        assertNoFilter(BY_NAME, search(differs("name", "svc*")));
        assertNoFilter(BY_NAME, search(new Predicate.Not(matches("name", "svc*"))));
        assertNoFilter(BY_NAME, where(compare(field("name"), "!=", text("svc"))));
        assertNoFilter(BY_NAME, new Stage.Regex("name", "^svc", true));
    }

    @Test
    void columnThatAnAggregationOverwritesIsNoKeyAnyMore() {
        assertNoFilter(BY_NAME, rename("count", "name"), search(matches("name", "5")));
    }

    @Test
    void indexLooksForWhatASearchAsksOfAKey() {
        assertThat(needed(byThoseThatHave("name", count()), search(matches("name", "net*"))))
                .isEqualTo(matches("name", "net*"));
    }

    @Test
    void whatTheFillOfAnAbsentKeyFulfilsIsAskedOfNoEvent() {
        KeyFilter filter = KeyFilter.of(BY_NAME, List.of(search(matches("name", "*"))));
        assertThat(filter).isNotNull();
        assertThat(filter.plan().needed()).isEqualTo(new Predicate.Always());
    }

    @Test
    void indexLooksForTheKeysOfALookupWhereAConditionAsksForWhatItGives() {
        Predicate tools = new Predicate.Or(List.of(matches("name", "nc*"), matches("name", "procdump.exe")));
        Grouping grouping = byThoseThatHave("name", count());
        assertThat(needed(grouping, lookup(0, null), search(matches("kind", "*"))))
                .isEqualTo(tools);
        assertThat(needed(grouping, lookup(1, "none"), search(differs("kind", "none"))))
                .isEqualTo(tools);
    }

    @Test
    void conditionThatTheDefaultOfALookupFulfilsAsksForNoKey() {
        assertThat(needed(byThoseThatHave("name", count()), lookup(1, "none"), search(differs("kind", "memory"))))
                .isEqualTo(new Predicate.Always());
    }

    private static Predicate needed(Grouping grouping, Stage... tail) {
        KeyFilter filter = KeyFilter.of(grouping, List.of(tail));
        assertThat(filter).isNotNull();
        return filter.plan().needed();
    }
}
