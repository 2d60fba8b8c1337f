package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.search;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Predicate;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import io.outrider.rule.Stage.Order;
import io.outrider.rule.Stage.SortKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Commands over tables, each as rows in and rows out. A row is written {@code a=1 b=x|y}, several with {@code ;} between
 * them; {@code |} parts the values of a multivalue field. The documents are those that the classes name: Splunk Enterprise
 * 9.4, Search Reference.
 */
class TableStagesTest {

    private static final Search OTHER = new Search(
            new Feed.Dataset("Synthetic.Logins", Synthetic.ALWAYS), List.of(), new Grouping.Rows(null), List.of());

    private static String apply(String rows, Stage... stages) {
        return applyBeside("", rows, stages);
    }

    /** @param other the rows of the one search that a stage runs beside its own */
    private static String applyBeside(String other, String rows, Stage... stages) {
        return show(run(other, table(rows), stages));
    }

    private static List<ResultRow> run(String other, List<ResultRow> rows, Stage... stages) {
        AtomicInteger next = new AtomicInteger(1);
        List<ResultRow> current = rows;
        for (TableStage stage : new TableStageCompiler(next::getAndIncrement, 1000).compile(List.of(stages))) {
            current = stage.apply(current, new WindowRows() {
                @Override
                public Instant closes() {
                    return NOON;
                }

                @Override
                public List<ResultRow> of(int number) {
                    assertThat(number).isEqualTo(1);
                    return table(other);
                }
            });
        }
        return current;
    }

    private static List<ResultRow> table(String text) {
        List<ResultRow> rows = new ArrayList<>();
        for (String row : text.isEmpty() ? new String[0] : text.split("; *", -1)) {
            Map<String, Value> columns = new LinkedHashMap<>();
            for (String column : row.isEmpty() ? new String[0] : row.split(" ")) {
                String[] parts = column.split("=", 2);
                columns.put(parts[0], Value.of(List.of(parts[1].split("\\|"))));
            }
            rows.add(ResultRow.of(columns, new Provenance(NOON, NOON, 1, false, null, NOON)));
        }
        return rows;
    }

    private static String show(List<ResultRow> rows) {
        return rows.stream()
                .map(row -> row.columns().entrySet().stream()
                        .map(column -> column.getKey()
                                + '='
                                + String.join("|", column.getValue().texts()))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining("; "));
    }

    private static Stage stats(String keys, Grouping.Aggregation... aggregations) {
        return new Stage.Stats(byThoseThatHave(keys, aggregations));
    }

    @Test
    void statsGivesARowForEachGroupInTheOrderOfItsValues() {
        assertThat(apply("h=b u=x; h=a u=y; h=b u=z", stats("h", count(), aggregation(Function.VALUES, "u", "users"))))
                .isEqualTo("h=a count=1 users=y; h=b count=2 users=x|z");
    }

    @Test
    void statsLeavesOutRowsWithoutAKeyAndPutsThoseWithSeveralInSeveralGroups() {
        assertThat(apply("h=a|b; u=x; h=b", stats("h", count()))).isEqualTo("h=a count=1; h=b count=2");
    }

    @Test
    void statsWithoutKeysHasARowOverNothing() {
        assertThat(apply("", stats("", count()))).isEqualTo("count=0");
        assertThat(apply("", stats("h", count()))).isEmpty();
    }

    @Test
    void firstAndLastGoByTheOrderOfTheRowsEarliestAndLatestByTime() {
        assertThat(apply(
                        "v=a _time=5; v=b _time=9; v=c _time=1; v=d",
                        stats(
                                "",
                                aggregation(Function.FIRST, "v", "first"),
                                aggregation(Function.LAST, "v", "last"),
                                aggregation(Function.EARLIEST, "v", "earliest"),
                                aggregation(Function.LATEST, "v", "latest"),
                                aggregation(Function.LIST, "v", "list"))))
                .isEqualTo("first=a last=d earliest=c latest=b list=a|b|c|d");
    }

    @Test
    void statsSumsTheEventsOfItsRowsAndKnowsItsKeys() {
        ResultRow row = run("", table("h=a; h=a"), stats("h", count())).get(0);
        assertThat(row.from().count()).isEqualTo(2);
        assertThat(row.from().by()).isEqualTo(Map.of("h", "a"));
    }

    @Test
    void eventstatsAddsToEachRowWhatItsGroupGives() {
        assertThat(apply(
                        "h=a n=1; h=b n=5; h=a n=3; n=9",
                        new Stage.EventStats(byThoseThatHave("h", aggregation(Function.SUM, "n", "sum"), count()))))
                .isEqualTo("h=a n=1 sum=4 count=2; h=b n=5 sum=5 count=1; h=a n=3 sum=4 count=2; n=9");
    }

    @Test
    void streamstatsCountsTheRowsUpToEach() {
        assertThat(apply("h=a; h=b; h=a", new Stage.StreamStats(byThoseThatHave("", count()), true, 0)))
                .isEqualTo("h=a count=1; h=b count=2; h=a count=3");
        assertThat(apply("h=a; h=b; h=a", new Stage.StreamStats(byThoseThatHave("h", count()), true, 0)))
                .isEqualTo("h=a count=1; h=b count=1; h=a count=2");
        assertThat(apply("h=a; h=b; h=a", new Stage.StreamStats(byThoseThatHave("", count()), false, 0)))
                .isEqualTo("h=a count=0; h=b count=1; h=a count=2");
    }

    @Test
    void windowOfStreamstatsIsOneOverAllRows() {
        String rows = "h=a n=1; h=b n=2; h=a n=3; h=a n=4";
        assertThat(apply(
                        rows, new Stage.StreamStats(byThoseThatHave("", aggregation(Function.SUM, "n", "s")), true, 2)))
                .isEqualTo("h=a n=1 s=1; h=b n=2 s=3; h=a n=3 s=5; h=a n=4 s=7");
        assertThat(apply(
                        rows,
                        new Stage.StreamStats(byThoseThatHave("h", aggregation(Function.SUM, "n", "s")), true, 2)))
                .isEqualTo("h=a n=1 s=1; h=b n=2 s=2; h=a n=3 s=3; h=a n=4 s=7");
    }

    @Test
    void fillnullFillsWhatOnlyOtherRowsHave() {
        assertThat(apply("a=1; b=2; a=3 b=4", new Stage.FillAll("0"))).isEqualTo("a=1 b=0; b=2 a=0; a=3 b=4");
    }

    @Test
    void dedupKeepsTheFirstRowsOfEachCombination() {
        String rows = "h=a n=1; h=b n=2; h=a n=3; n=4; h=a n=5";
        assertThat(apply(rows, new Stage.Dedup(1, List.of("h"), false, false))).isEqualTo("h=a n=1; h=b n=2");
        assertThat(apply(rows, new Stage.Dedup(2, List.of("h"), false, false))).isEqualTo("h=a n=1; h=b n=2; h=a n=3");
        assertThat(apply(rows, new Stage.Dedup(1, List.of("h"), true, false))).isEqualTo("h=a n=1; h=b n=2; n=4");
        assertThat(apply("h=a n=1; h=a n=2; h=b n=3; h=a n=4", new Stage.Dedup(1, List.of("h"), false, true)))
                .isEqualTo("h=a n=1; h=b n=3; h=a n=4");
    }

    @Test
    void sortOrdersNumbersAsNumbersAndAddressesAsAddresses() {
        assertThat(sorted("v=10; v=9; v=9.5", false, Order.AUTO)).isEqualTo("v=9; v=9.5; v=10");
        assertThat(sorted("v=10.0.0.10; v=10.0.0.9; v=9.0.0.1", false, Order.AUTO))
                .isEqualTo("v=9.0.0.1; v=10.0.0.9; v=10.0.0.10");
        assertThat(sorted("v=10; v=9", false, Order.TEXT)).isEqualTo("v=10; v=9");
        assertThat(sorted("v=b; v=a; v=C", false, Order.AUTO)).isEqualTo("v=C; v=a; v=b");
    }

    @Test
    void sortPutsRowsWithoutTheFieldLastInEitherDirection() {
        assertThat(sorted("u=1; v=1; v=2", false, Order.AUTO)).isEqualTo("v=1; v=2; u=1");
        assertThat(sorted("u=1; v=1; v=2", true, Order.AUTO)).isEqualTo("v=2; v=1; u=1");
    }

    @Test
    void sortOfMixedValuesIsAnOrder() {
        assertThat(sorted("v=1a; v=9; v=x; v=10; v=1.1.1.1; v=9", false, Order.AUTO))
                .isEqualTo("v=9; v=9; v=10; v=1.1.1.1; v=1a; v=x");
    }

    private static String sorted(String rows, boolean descending, Order order) {
        return apply(rows, new Stage.Sort(0, List.of(new SortKey("v", descending, order))));
    }

    @Test
    void sortIsStableAndHasALimit() {
        assertThat(apply("v=1 n=1; v=0 n=2; v=1 n=3", new Stage.Sort(2, List.of(new SortKey("v", true, Order.AUTO)))))
                .isEqualTo("v=1 n=1; v=1 n=3");
    }

    @Test
    void headTakesFromTheBeginningAndTailFromTheEnd() {
        assertThat(apply("v=1; v=2; v=3", new Stage.Head(2))).isEqualTo("v=1; v=2");
        assertThat(apply("v=1; v=2; v=3", new Stage.Last(2))).isEqualTo("v=3; v=2");
        assertThat(apply("v=1", new Stage.Head(2))).isEqualTo("v=1");
        assertThat(apply("v=1", new Stage.Last(2))).isEqualTo("v=1");
    }

    private static Stage join(boolean outer, int max, boolean overwrite, String... fields) {
        return new Stage.Join(OTHER, List.of(fields), outer, max, overwrite);
    }

    @Test
    void joinAddsTheFieldsOfTheFirstPartner() {
        assertThat(applyBeside("k=1 b=x; k=1 b=y; k=3 b=z", "k=1 a=p; k=2 a=q; a=r", join(false, 1, true, "k")))
                .isEqualTo("k=1 a=p b=x");
    }

    @Test
    void outerJoinKeepsRowsWithoutAPartner() {
        assertThat(applyBeside("k=1 b=x", "k=1 a=p; k=2 a=q; a=r", join(true, 1, true, "k")))
                .isEqualTo("k=1 a=p b=x; k=2 a=q; a=r");
    }

    @Test
    void joinWithoutBoundGivesARowForEachPartner() {
        assertThat(applyBeside("k=1 b=x; k=1 b=y", "k=1 a=p", join(false, 0, true, "k")))
                .isEqualTo("k=1 a=p b=x; k=1 a=p b=y");
    }

    @Test
    void joinTakesTheOthersValueUnlessToldOtherwise() {
        assertThat(applyBeside("k=1 c=2", "k=1 c=1", join(false, 1, true, "k"))).isEqualTo("k=1 c=2");
        assertThat(applyBeside("k=1 c=2 d=3", "k=1 c=1", join(false, 1, false, "k")))
                .isEqualTo("k=1 c=1 d=3");
    }

    @Test
    void joinWithoutFieldsTakesThoseThatBothHave() {
        assertThat(applyBeside("k=1 l=1 b=x; k=1 l=2 b=y", "k=1 l=2 a=p", join(false, 1, true)))
                .isEqualTo("k=1 l=2 a=p b=y");
        assertThat(applyBeside("b=x", "a=p", join(false, 1, true))).isEmpty();
    }

    @Test
    void joinComparesByCaseAndAllValuesOfAField() {
        assertThat(applyBeside("k=A b=x; k=a|b b=y", "k=a; k=a|b", join(false, 1, true, "k")))
                .isEqualTo("k=a|b b=y");
    }

    @Test
    void eventsOfBothSidesCountInAJoinedRow() {
        assertThat(run("k=1", table("k=1"), join(false, 1, true, "k"))
                        .get(0)
                        .from()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void appendPutsTheOthersRowsBehind() {
        assertThat(applyBeside("b=1", "a=1; a=2", new Stage.Append(OTHER))).isEqualTo("a=1; a=2; b=1");
    }

    @Test
    void appendcolsJoinsRowByRow() {
        assertThat(applyBeside("a=9 b=1 _time=3; b=2; b=3", "a=1; a=2", new Stage.AppendColumns(OTHER, false)))
                .isEqualTo("a=1 b=1; a=2 b=2; b=3");
        assertThat(applyBeside("a=9", "a=1; a=2", new Stage.AppendColumns(OTHER, true)))
                .isEqualTo("a=9; a=2");
    }

    @Test
    void appendpipePutsBehindWhatFurtherStagesMake() {
        assertThat(apply("h=a; h=b", new Stage.AppendPipe(List.of(stats("", count())))))
                .isEqualTo("h=a; h=b; count=2");
        assertThat(apply("h=a; h=b", new Stage.AppendPipe(List.of(search(matches("h", "b"))))))
                .isEqualTo("h=a; h=b; h=b");
    }

    @Test
    void subsearchKeepsRowsThatMatchOneOfItsRowsInAllFields() {
        String rows = "h=A u=x n=1; h=a u=y n=2; h=b u=z n=3; u=x n=4";
        assertThat(applyBeside("h=a u=x; h=B _time=1", rows, new Stage.KeepMatching(OTHER, false)))
                .isEqualTo("h=A u=x n=1; h=b u=z n=3");
        assertThat(applyBeside("h=a u=x; h=B _time=1", rows, new Stage.KeepMatching(OTHER, true)))
                .isEqualTo("h=a u=y n=2; u=x n=4");
    }

    @Test
    void subsearchTakesStarsAndAnyOfSeveralValues() {
        assertThat(applyBeside("h=a*", "h=abc; h=bac; h=x|ab", new Stage.KeepMatching(OTHER, false)))
                .isEqualTo("h=abc; h=x|ab");
        assertThat(applyBeside("h=a|b", "h=a; h=b; h=c; h=c|B", new Stage.KeepMatching(OTHER, false)))
                .isEqualTo("h=a; h=b; h=c|B");
    }

    @Test
    void subsearchWithoutRowsMatchesNothing() {
        assertThat(applyBeside("", "h=a", new Stage.KeepMatching(OTHER, false))).isEmpty();
        assertThat(applyBeside("", "h=a", new Stage.KeepMatching(OTHER, true))).isEqualTo("h=a");
    }

    private static Stage transaction(String fields, Predicate start, Predicate end, Integer span, Integer pause) {
        return new Stage.Transaction(
                fields.isEmpty() ? List.of() : List.of(fields.split(" ")),
                start,
                end,
                span == null ? null : Duration.ofSeconds(span),
                pause == null ? null : Duration.ofSeconds(pause),
                true,
                false);
    }

    @Test
    void transactionMergesTheRowsOfEachValue() {
        assertThat(apply(
                        "_time=9 u=a x=2; _time=7 u=b x=1; _time=5 u=a x=1 _raw=one; _time=4 x=9",
                        transaction("u", null, null, null, null)))
                .isEqualTo("_time=7 u=b x=1 duration=0 eventcount=1 closed_txn=0;"
                        + " _time=5 _raw=one u=a x=1|2 duration=4 eventcount=2 closed_txn=0");
    }

    @Test
    void transactionEndsWhereItsSpanOrAPauseIsTooLong() {
        String rows = "_time=100 u=a; _time=60 u=a; _time=30 u=a";
        assertThat(apply(rows, transaction("u", null, null, 40, null)))
                .isEqualTo("_time=60 u=a duration=40 eventcount=2 closed_txn=1;"
                        + " _time=30 u=a duration=0 eventcount=1 closed_txn=0");
        assertThat(apply(rows, transaction("u", null, null, null, 30)))
                .isEqualTo("_time=100 u=a duration=0 eventcount=1 closed_txn=1;"
                        + " _time=30 u=a duration=30 eventcount=2 closed_txn=0");
    }

    @Test
    void transactionNeedsTheStartAndEndThatAreAskedFor() {
        String rows =
                "_time=9 u=a e=end; _time=8 u=a e=mid; _time=7 u=a e=start; _time=6 u=a e=start; _time=5 u=a e=end";
        assertThat(apply(rows, transaction("u", matches("e", "start"), matches("e", "end"), null, null)))
                .isEqualTo("_time=7 u=a e=end|mid|start duration=2 eventcount=3 closed_txn=1");
        assertThat(apply(rows, transaction("u", matches("e", "start"), null, null, null)))
                .isEqualTo("_time=7 u=a e=end|mid|start duration=2 eventcount=3 closed_txn=1;"
                        + " _time=6 u=a e=start duration=0 eventcount=1 closed_txn=1");
    }

    @Test
    void evictedTransactionsStayIfAskedFor() {
        Stage keeping = new Stage.Transaction(List.of("u"), matches("e", "start"), null, null, null, true, true);
        assertThat(apply("_time=9 u=a e=mid", keeping))
                .isEqualTo("_time=9 u=a e=mid duration=0 eventcount=1 closed_txn=0");
    }

    @Test
    void rowThatSharesNoFieldJoinsOnlyWhereItNeedNotBeConnected() {
        String rows = "_time=9 u=a; _time=8 h=b; _time=7 u=a h=b";
        Stage connected = new Stage.Transaction(List.of("u", "h"), null, null, null, null, true, false);
        Stage loose = new Stage.Transaction(List.of("u", "h"), null, null, null, null, false, false);
        assertThat(run("", table(rows), connected)).hasSize(2);
        assertThat(apply(rows, loose)).isEqualTo("_time=7 u=a h=b duration=2 eventcount=3 closed_txn=0");
    }
}
