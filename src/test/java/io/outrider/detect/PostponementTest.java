package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The matches of a search beside others wait to be grouped until their rows are asked for, and give the same rows then. */
class PostponementTest {

    private static final Instant CLOSES = Synthetic.NOON.plus(Duration.ofHours(1));
    private static final int BATCH = 500;

    private final UndoLog undo = new UndoLog();

    private static Rule joined(Grouping grouping, Stage.RowWise... rowStages) {
        Search other = new Search(
                new Feed.Dataset(Synthetic.LOGINS.qualifiedName(), Synthetic.matches("action", "other")),
                List.of(),
                Synthetic.by("host", Synthetic.count()),
                List.of());
        return Synthetic.rule(
                "joined",
                Synthetic.ALWAYS,
                List.of(rowStages),
                grouping,
                new Stage.Join(other, List.of("host"), false, 1, true));
    }

    private static CompiledSearch search(Rule rule) {
        return new CompiledRule(rule, Synthetic.MODELS, Synthetic.bounded())
                .searches()
                .get(0);
    }

    private static SearchDelta delta(CompiledSearch search, int from, int to, IntFunction<String> host) {
        SearchDelta delta = new SearchDelta();
        for (int i = from; i < to; i++) {
            Event event =
                    Synthetic.event(Synthetic.NOON.plusSeconds(i % 3600), "host", host.apply(i), "user", "u" + i % 3);
            search.add(delta, event, Synthetic.LOGINS.view(event), Place.of(event), CLOSES);
        }
        return delta;
    }

    private static List<Map<String, Value>> rows(SearchTable table) {
        UndoLog passing = new UndoLog();
        List<Map<String, Value>> rows = new ArrayList<>();
        table.sorted(null, passing)
                .forEach(state -> rows.add(state.result(CLOSES).columns()));
        passing.rollback();
        return rows;
    }

    private static Grouping.By byHost() {
        return Synthetic.byThoseThatHave(
                "host",
                Synthetic.count(),
                Synthetic.aggregation(Grouping.Function.MIN, "_time", "firstTime"),
                Synthetic.aggregation(Grouping.Function.VALUES, "user", "users"));
    }

    /** The same without a join: grouped at once. */
    private static List<Map<String, Value>> atOnce(int events, IntFunction<String> host) {
        CompiledSearch alone = search(Synthetic.rule("alone", byHost()));
        SearchTable table = new SearchTable(alone, CLOSES);
        table.merge(delta(alone, 0, events, host), new RowBudget(1_000_000), new UndoLog(), new ArrayList<>());
        return rows(table);
    }

    @Test
    void matchesOfASearchBesideOthersArePendingAndGiveItsRows() {
        CompiledSearch search = search(joined(byHost()));
        SearchDelta delta = delta(search, 0, 10, i -> "h" + i % 4);
        assertThat(delta.pending()).hasSize(10);
        assertThat(delta.states()).isEmpty();
        SearchTable table = new SearchTable(search, CLOSES);
        table.merge(delta, new RowBudget(100), undo, new ArrayList<>());
        assertThat(table.isEmpty()).isFalse();
        // Twice: to look at them does not change them.
        assertThat(rows(table)).hasSize(4).isEqualTo(rows(table)).isEqualTo(atOnce(10, i -> "h" + i % 4));
    }

    @Test
    void eventWithoutAKeyFieldIsNotKept() {
        CompiledSearch search = search(joined(Synthetic.byThoseThatHave("code", Synthetic.count())));
        assertThat(delta(search, 0, 10, i -> "h").isEmpty()).isTrue();
    }

    @Test
    void eventOfSeveralGroupsIsGroupedAtOnce() {
        CompiledSearch search = search(joined(byHost()));
        SearchDelta delta = delta(search, 0, 1, i -> "a|b");
        assertThat(delta.pending()).isEmpty();
        assertThat(delta.states()).hasSize(2);
        SearchTable table = new SearchTable(search, CLOSES);
        table.merge(delta, new RowBudget(100), undo, new ArrayList<>());
        table.merge(delta(search, 0, 1, i -> "a"), new RowBudget(100), undo, new ArrayList<>());
        assertThat(rows(table))
                .extracting(row -> row.get("host") + " " + row.get("count"))
                .isEqualTo(rows(table).stream()
                        .map(row -> row.get("host") + " " + row.get("count"))
                        .toList())
                .containsExactly(Value.of("a") + " " + Value.of(2), Value.of("b") + " " + Value.of(1));
    }

    @Test
    void timeIsBinnedWhenTheMatchIsGrouped() {
        CompiledSearch search = search(joined(
                Synthetic.byThoseThatHave("hour host", Synthetic.count()),
                new Stage.Bin("_time", "hour", new Stage.Span.Time(Duration.ofMinutes(30)))));
        SearchDelta delta = delta(search, 0, 3_600, i -> "h");
        assertThat(delta.pending()).hasSize(3_600);
        SearchTable table = new SearchTable(search, CLOSES);
        table.merge(delta, new RowBudget(10_000), undo, new ArrayList<>());
        assertThat(rows(table)).extracting(row -> row.get("count")).containsExactly(Value.of(1800), Value.of(1800));
    }

    @Test
    void aggregationThatHangsOnThePlaceOfAnEventIsNotPostponed() {
        CompiledSearch search = search(joined(
                Synthetic.byThoseThatHave("host", Synthetic.aggregation(Grouping.Function.LATEST, "user", "user"))));
        assertThat(delta(search, 0, 10, i -> "h").pending()).isEmpty();
    }

    @Test
    void manyMatchesInFewGroupsAreGroupedSoThatTheyTakeLessRoom() {
        CompiledSearch search = search(joined(byHost()));
        SearchTable table = new SearchTable(search, CLOSES);
        merge(table, search, 20_000, i -> "h" + i % 10, new RowBudget(1_000_000));
        assertThat(table.weight()).isLessThan(5_000);
        assertThat(rows(table)).hasSize(10).isEqualTo(atOnce(20_000, i -> "h" + i % 10));
    }

    @Test
    void matchesInAsManyGroupsArePendingStill() {
        CompiledSearch search = search(joined(byHost()));
        SearchTable table = new SearchTable(search, CLOSES);
        merge(table, search, 20_000, i -> "h" + i, new RowBudget(1_000_000));
        assertThat(table.weight()).isEqualTo(20_000);
        undo.rollback();
        assertThat(table.weight()).isZero();
        assertThat(table.isEmpty()).isTrue();
    }

    @Test
    void atTheBoundOfRowsMatchesAreGroupedBeforeAnyIsRefused() {
        CompiledSearch search = search(joined(byHost()));
        SearchTable table = new SearchTable(search, CLOSES);
        RowBudget budget = new RowBudget(1_000);
        assertThat(merge(table, search, 3_000, i -> "h" + i % 700, budget)).isZero();
        assertThat(rows(table)).isEqualTo(atOnce(3_000, i -> "h" + i % 700));
        assertThat(merge(table, search, 1_000, i -> "more" + i, budget)).isEqualTo(700);
        assertThat(table.weight()).isEqualTo(1_000);
    }

    @Test
    void whatABatchAddedIsTakenBackThoughItWasGroupedMeanwhile() {
        CompiledSearch search = search(joined(byHost()));
        SearchTable table = new SearchTable(search, CLOSES);
        RowBudget budget = new RowBudget(1_000);
        merge(table, search, 900, i -> "h" + i % 700, budget);
        List<Map<String, Value>> before = rows(table);
        undo.clear();
        merge(table, search, 1_000, i -> "h" + i % 300, budget);
        assertThat(rows(table)).isNotEqualTo(before);
        undo.rollback();
        assertThat(rows(table)).isEqualTo(before);
        assertThat(table.weight()).isEqualTo(900);
    }

    /** @return how many were refused */
    private long merge(
            SearchTable table, CompiledSearch search, int events, IntFunction<String> host, RowBudget budget) {
        long refused = 0;
        for (int from = 0; from < events; from += BATCH) {
            SearchDelta delta = delta(search, from, Math.min(events, from + BATCH), host);
            refused += table.merge(delta, budget, undo, new ArrayList<>());
        }
        return refused;
    }
}
