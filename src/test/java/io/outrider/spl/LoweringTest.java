package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Aggregation;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Grouping.Key;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.And;
import io.outrider.rule.Predicate.Compares;
import io.outrider.rule.Predicate.Differs;
import io.outrider.rule.Predicate.Matches;
import io.outrider.rule.Predicate.Not;
import io.outrider.rule.Predicate.Or;
import io.outrider.rule.Predicate.Order;
import io.outrider.rule.Predicate.Pattern.Cidr;
import io.outrider.rule.Predicate.Pattern.Wildcard;
import io.outrider.rule.Stage;
import io.outrider.rule.Stage.Renaming;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoweringTest {

    private static final String BEFORE = "| tstats count from datamodel=Endpoint.Processes";

    private final SplCompiler compiler = new SplCompiler(new Macros(List.of()), DataModels.standard());

    @Test
    void orBindsTighterThanAndAndNestedOperandsAreFlat() {
        assertThat(where("Processes.user=a OR Processes.user=b (Processes.os=c Processes.dest=d)"))
                .isEqualTo(new And(List.of(
                        new Or(List.of(matches("user", "a"), matches("user", "b"))),
                        matches("os", "c"),
                        matches("dest", "d"))));
        assertThat(where("Processes.user=a OR (Processes.user=b OR Processes.user IN (c, d))"))
                .isEqualTo(new Or(List.of(
                        matches("user", "a"), matches("user", "b"), matches("user", "c"), matches("user", "d"))));
    }

    @Test
    void quotedLiteralKeepsItsBackslash() {
        assertThat(where("Processes.process=\"*\\\\temp\\\\*\"")).isEqualTo(matches("process", "*\\temp\\*"));
        assertThat(where("Processes.process=\"*\\Temp\\*\"")).isEqualTo(matches("process", "*\\Temp\\*"));
        assertThat(where("Processes.process=\"*stop \\\"samss\\\"*\""))
                .isEqualTo(matches("process", "*stop \"samss\"*"));
    }

    @Test
    void bareLiteralIsReadAsTheQuotedOne() {
        assertThat(where("Processes.process=*\\\\\\\\*")).isEqualTo(matches("process", "*\\\\*"));
        assertThat(where("Processes.process=*GetCurrent()*")).isEqualTo(matches("process", "*GetCurrent()*"));
    }

    @Test
    void entityInALiteralStandsForBothForms() {
        assertThat(where("Processes.process=\"*2&gt;&amp;1*\""))
                .isEqualTo(new Or(List.of(matches("process", "*2&gt;&amp;1*"), matches("process", "*2>&1*"))));
        assertThat(where("Processes.process!=\"&quot;&apos;&lt;&amp;lt;\""))
                .isEqualTo(new And(List.of(
                        new Differs("process", new Wildcard("&quot;&apos;&lt;&amp;lt;")),
                        new Differs("process", new Wildcard("\"'<&lt;")))));
    }

    @Test
    void addressRangeIsNoText() {
        assertThat(where("Processes.dest=10.0.0.0/8")).isEqualTo(new Matches("dest", new Cidr("10.0.0.0/8")));
        assertThat(where("Processes.dest=\"fe80::/10\"")).isEqualTo(new Matches("dest", new Cidr("fe80::/10")));
        assertThat(where("Processes.dest=300.0.0.0/8")).isEqualTo(matches("dest", "300.0.0.0/8"));
        assertThat(where("Processes.dest=10.0.0.0/33")).isEqualTo(matches("dest", "10.0.0.0/33"));
    }

    @Test
    void unequalNeedsTheFieldAndNotDoesNot() {
        assertThat(where("Processes.process_guid!=null")).isEqualTo(new Differs("process_guid", new Wildcard("null")));
        assertThat(where("NOT Processes.process_guid=null")).isEqualTo(new Not(matches("process_guid", "null")));
    }

    @Test
    void starMeansThatTheFieldExists() {
        assertThat(where("Processes.process_guid=*")).isEqualTo(matches("process_guid", "*"));
        assertThat(where("*")).isEqualTo(new Predicate.Always());
    }

    @Test
    void ordersCompareWithTheBound() {
        assertThat(where("Processes.process_id>=5 Processes.process_id<\"9\""))
                .isEqualTo(new And(List.of(
                        new Compares("process_id", Order.AT_LEAST, "5"), new Compares("process_id", Order.LESS, "9"))));
    }

    @Test
    void nodenameChoosesTheDatasetAndIsNoCondition() {
        Compilation.Compiled compiled = compile("| tstats count from datamodel=Endpoint where"
                + " nodename=Processes Processes.user=a by Processes.dest");

        assertThat(feed(compiled).name()).isEqualTo("Endpoint.Processes");
        assertThat(feed(compiled).where()).isEqualTo(matches("user", "a"));
    }

    @Test
    void columnsAreNamedAsSplunkNamesThem() {
        Compilation.Compiled compiled =
                compile("| tstats count min(_time) as firstTime max(_time) values(Processes.process)"
                        + " distinct_count(Processes.user) from datamodel=Endpoint.Processes by Processes.dest");

        assertThat(compiled.search().grouping())
                .isEqualTo(new Grouping.By(
                        List.of(new Key("dest", "Processes.dest")),
                        List.of(
                                Aggregation.of(Function.COUNT, null, "count"),
                                Aggregation.of(Function.MIN, "_time", "firstTime"),
                                Aggregation.of(Function.MAX, "_time", "max(_time)"),
                                Aggregation.of(Function.VALUES, "process", "values(Processes.process)"),
                                Aggregation.of(Function.DISTINCT_COUNT, "user", "distinct_count(Processes.user)")),
                        null));
    }

    @Test
    void fillnullValueIsTheGroupingsFill() {
        assertThat(compile("| tstats fillnull_value=null count from datamodel=Endpoint.Processes")
                        .search()
                        .grouping()
                        .fill())
                .isEqualTo("null");
    }

    @Test
    void nameThatDiffersInCaseOnlyIsTakenWithAWarning() {
        Compilation.Compiled compiled = compile(BEFORE + " where processes.process_name=cmd.exe by processes.dest");

        assertThat(feed(compiled).where()).isEqualTo(matches("process_name", "cmd.exe"));
        assertThat(compiled.search().grouping().keys()).containsExactly(new Key("dest", "Processes.dest"));
        assertThat(compiled.warnings())
                .extracting(SplProblem::construct)
                .containsExactly("processes.process_name", "processes.dest");
    }

    @Test
    void keyGivenTwiceIsOneKeyWithAWarning() {
        Compilation.Compiled compiled = compile(BEFORE + " by Processes.dest Processes.dest");

        assertThat(compiled.search().grouping().keys()).hasSize(1);
        assertThat(compiled.warnings()).hasSize(1);
    }

    @Test
    void commandsBehindTstatsAreStagesInOrder() {
        Compilation.Compiled compiled = compile(BEFORE + " | rename Processes.* AS *, a as \"b c\""
                + " | convert timeformat=\"%H\" ctime(x) ctime(y) as z | search dest=a* | search * | where count > -1");

        assertThat(compiled.search().tail())
                .containsExactly(
                        new Stage.Rename(List.of(new Renaming("Processes.*", "*"), new Renaming("a", "b c"))),
                        new Stage.FormatTime("x", null, "%H"),
                        new Stage.FormatTime("y", "z", "%H"),
                        new Stage.Search(matches("dest", "a*")),
                        new Stage.Where(new Expression.Comparison(
                                new Expression.Field("count"),
                                Expression.Operator.GREATER,
                                new Expression.Literal(Value.of(-1)))));
    }

    @Test
    void convertWithoutFormatHasSplunksDefault() {
        assertThat(compile(BEFORE + " | convert ctime(x)").search().tail())
                .containsExactly(new Stage.FormatTime("x", null, "%m/%d/%Y %H:%M:%S"));
    }

    @Test
    void functionsAreFoundInAnyCase() {
        Expression.Field x = new Expression.Field("x");
        assertThat(compile(BEFORE + " | where ISNOTNULL(x) AND x LIKE \"a%\" AND x IN (1)")
                        .search()
                        .tail())
                .containsExactly(new Stage.Where(new Expression.And(
                        new Expression.And(
                                new Expression.Call(Expression.Function.ISNOTNULL, List.of(x)),
                                new Expression.Like(x, new Expression.Literal(Value.of("a%")))),
                        new Expression.Call(Expression.Function.IN, List.of(x, new Expression.Literal(Value.of(1)))))));
    }

    @Test
    void digitsOfSubsecondsAreWrittenByTheVariableThatHasThem() {
        assertThat(compile(BEFORE + " | convert timeformat=\"%S.%3N %6N %9N %3Q %%3N\" ctime(x)")
                        .search()
                        .tail())
                .containsExactly(new Stage.FormatTime("x", null, "%S.%Q %N %N000 %Q %%3N"));
    }

    @Test
    void fieldThatNoEarlierCommandGivesIsAWarningWithASuggestion() {
        assertThat(warnings(" by Processes.dest | rename Processes.* AS * | where cuont > 0 | search NOT dst=a"))
                .containsExactly(
                        "cuont: expected a field of the rows, but no earlier command gives a field cuont; did you mean"
                                + " count?",
                        "dst: expected a field of the rows, but no earlier command gives a field dst; did you mean"
                                + " dest?");
        assertThat(warnings(" by Processes.dest | search dest=a OR dest=b (dest=c)"))
                .containsExactly(
                        "dest: expected a field of the rows, but no earlier command gives a field dest; did you"
                                + " mean Processes.dest?");
    }

    @Test
    void fieldsAreFollowedThroughRenameAndConvert() {
        assertThat(warnings(" by Processes.dest Processes.user | rename Processes.* AS *, user AS \"the user\""
                        + " | convert ctime(count) AS first ctime(nothing) ctime(dest)"
                        + " | where first!=\"\" AND count > 0 AND len(dest) > 1 | search \"the user\" IN (a, b)"))
                .isEmpty();
        assertThat(warnings(" by Processes.dest | rename count AS c | where count > 0"))
                .singleElement()
                .asString()
                .startsWith("count: ");
        assertThat(warnings(" by Processes.dest | rename nothing AS count | where count > 0"))
                .singleElement()
                .asString()
                .startsWith("count: ");
        assertThat(warnings(" by Processes.dest | rename count AS count | where count > 0"))
                .isEmpty();
    }

    @Test
    void longestPatternThatIsTakenCompilesWithHalfOfTheUsualStack() throws InterruptedException {
        int half = RegexSyntax.LONGEST / 2;
        List<Throwable> thrown = new ArrayList<>();
        for (String pattern : List.of(
                "(".repeat(half) + ")".repeat(half),
                "[".repeat(half) + "a]".repeat(half / 2),
                "a?".repeat(half),
                "(a)?".repeat(half / 2),
                "(?:".repeat(half / 2) + ")*".repeat(half / 2),
                "a|".repeat(half))) {
            Thread thread = new Thread(
                    null,
                    () -> compiler.compile(BEFORE + " | where match(count, \"" + pattern + "\")"),
                    "half of the stack",
                    1 << 19);
            thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
            thread.start();
            thread.join();
        }

        assertThat(thrown).isEmpty();
    }

    @Test
    void patternThatIsTooLongIsRefused() {
        String pattern = "a".repeat(RegexSyntax.LONGEST + 1);

        assertThat(compiler.compile(BEFORE + " | where match(count, \"" + pattern + "\")"))
                .isInstanceOfSatisfying(
                        Compilation.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(SplProblem::message)
                                .containsExactly(
                                        "expected a regular expression of at most 2000 characters for match, but found one"
                                                + " of 2001"));
    }

    private List<String> warnings(String behind) {
        return compile(BEFORE + behind).warnings().stream()
                .map(warning -> warning.construct() + ": " + warning.message())
                .toList();
    }

    private Predicate where(String expression) {
        return feed(compile(BEFORE + " where " + expression)).where();
    }

    private Compilation.Compiled compile(String search) {
        Compilation compilation = compiler.compile(search);
        assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
        return (Compilation.Compiled) compilation;
    }

    private static Matches matches(String field, String text) {
        return new Matches(field, new Wildcard(text));
    }

    private static Feed.Dataset feed(Compilation.Compiled compiled) {
        return (Feed.Dataset) compiled.search().feed();
    }
}
