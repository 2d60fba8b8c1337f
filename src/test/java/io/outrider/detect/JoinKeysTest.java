package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.rename;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.rule.Expression;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that a join behind them has no partner for are left out before they are made, and nothing else is. */
class JoinKeysTest {

    private static final Grouping.By BY_HOST_AND_USER = Synthetic.byThoseThatHave(
            "host user", Synthetic.count(), Synthetic.aggregation(Grouping.Function.VALUES, "code", "codes"));

    private static Stage.Join join(String... fields) {
        Search other = new Search(
                new Feed.Dataset(Synthetic.LOGINS.qualifiedName(), Synthetic.matches("action", "other")),
                List.of(),
                Synthetic.byThoseThatHave("host user", Synthetic.aggregation(Grouping.Function.MAX, "code", "code")),
                List.of());
        return new Stage.Join(other, List.of(fields), false, 0, true);
    }

    private static Stage.RowWise eval(String field, Expression value) {
        return new Stage.Eval(List.of(new Stage.Assignment(field, value)));
    }

    private static @Nullable JoinKeys keys(Stage.Join join, Stage... leading) {
        return JoinKeys.of(Synthetic.rule("r", BY_HOST_AND_USER).search(), List.of(leading), join);
    }

    private static boolean wants(@Nullable JoinKeys keys, String host, String user, ResultRow... partners) {
        assertThat(keys).isNotNull();
        return keys.wanted(List.of(partners)).has(new RowKey(List.of(host, user)));
    }

    @Test
    void groupIsWantedWhereAPartnerHasItsKeys() {
        ResultRow partner = Synthetic.row("host", "a", "user", "x");
        assertThat(wants(keys(join("host")), "a", "y", partner)).isTrue();
        assertThat(wants(keys(join("host")), "b", "x", partner)).isFalse();
        assertThat(wants(keys(join("host", "user")), "a", "y", partner)).isFalse();
    }

    @Test
    void keyIsFollowedThroughRenamesAndCopies() {
        ResultRow partner = Synthetic.row("machine", "a", "src_user", "x");
        assertThat(wants(keys(join("machine"), rename("host", "machine")), "a", "y", partner))
                .isTrue();
        assertThat(wants(keys(join("src_user"), rename("us*", "src_us*")), "b", "y", partner))
                .isFalse();
        assertThat(wants(keys(join("machine"), eval("machine", Synthetic.field("host"))), "b", "y", partner))
                .isFalse();
    }

    @Test
    void fieldThatIsComputedTellsNothing() {
        assertThat(keys(join("host"), eval("host", Synthetic.text("a")))).isNull();
        assertThat(keys(join("codes"))).isNull();
        assertThat(keys(join("host"), new Stage.XmlFields("user"))).isNull();
        // What the renaming writes over may be absent, and then the key stays.
        assertThat(keys(join("user"), rename("codes", "user"))).isNull();
    }

    @Test
    void partnerWithSeveralValuesIsNone() {
        assertThat(wants(keys(join("host")), "a", "x", Synthetic.row("host", "a|b")))
                .isFalse();
    }

    @Test
    void outerJoinKeepsRowsWithoutAPartner() {
        Stage.Join join = join("host");
        assertThat(keys(new Stage.Join(join.other(), join.fields(), true, 1, true)))
                .isNull();
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> values = Arbitraries.of("a", "b", "c", "a|b");
        return Arbitraries.integers()
                .between(0, 3_599)
                .flatMap(second -> values.flatMap(host -> values.flatMap(user -> Arbitraries.of("own", "other")
                        .map(action -> Synthetic.event(
                                NOON.plusSeconds(second),
                                "host",
                                host,
                                "user",
                                user,
                                "code",
                                Integer.toString(second % 7),
                                "action",
                                action)))))
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Stage>> tails() {
        Arbitrary<Stage> leading = Arbitraries.of(
                rename("host", "machine"),
                rename("machine", "host"),
                rename("us*", "us*_name"),
                rename("codes", "user"),
                eval("user", Synthetic.field("host")),
                eval("host", Synthetic.field("codes")),
                new Stage.Fields(true, List.of("host", "user*")),
                new Stage.Fields(false, List.of("host")),
                Synthetic.search(Synthetic.differs("host", "c")));
        Arbitrary<Stage.Join> joins = Arbitraries.of(join("host"), join("user"), join("host", "user"), join("code"));
        return leading.list()
                .ofMaxSize(3)
                .flatMap(stages -> joins.map(join -> {
                    List<Stage> tail = new ArrayList<>(stages);
                    tail.add(join);
                    return tail;
                }));
    }

    @Property(tries = 500)
    void rowsAreThoseOfAllGroups(@ForAll("events") List<Event> events, @ForAll("tails") List<Stage> tail) {
        Rule rule = Synthetic.rule(
                "joined", Synthetic.matches("action", "own"), List.of(), BY_HOST_AND_USER, tail.toArray(Stage[]::new));
        CompiledRule compiled = new CompiledRule(rule, Synthetic.MODELS, Synthetic.bounded());
        WindowSpan span = new WindowSpan(NOON, NOON.plus(Duration.ofHours(1)));
        WindowDelta delta = new WindowDelta(new WindowKey(rule.about().id(), NOON), compiled, span);
        for (Event event : events) {
            for (CompiledSearch search : compiled.searches()) {
                if (search.matches(event)) {
                    delta.add(search, event, Synthetic.LOGINS.view(event), Place.of(event));
                }
            }
        }
        WindowTable table = new WindowTable(delta.key(), compiled, span.end());
        table.merge(delta, new RowBudget(1_000), new UndoLog());
        List<RuleFailure> failures = new ArrayList<>();
        assertThat(new WindowEvaluation(table, failures::add).rows())
                .isEqualTo(WindowEvaluation.whole(table).rows());
        assertThat(failures).isEmpty();
    }
}
