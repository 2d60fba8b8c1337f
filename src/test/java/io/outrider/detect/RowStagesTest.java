package io.outrider.detect;

import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.row;
import static io.outrider.detect.Synthetic.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Arithmetic;
import io.outrider.rule.LookupTable;
import io.outrider.rule.LookupTable.Matching;
import io.outrider.rule.Stage;
import io.outrider.rule.Stage.Assignment;
import io.outrider.rule.Stage.LookupField;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After Splunk Enterprise 9, Search Reference, the command that each name begins with. */
class RowStagesTest {

    private static List<String> apply(ResultRow row, Stage... stages) {
        return StageCompiler.compile(List.of(stages)).apply(row).stream()
                .map(RowStagesTest::show)
                .toList();
    }

    private static String one(ResultRow row, Stage... stages) {
        List<String> rows = apply(row, stages);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static String show(ResultRow row) {
        return row.columns().entrySet().stream()
                .map(column -> column.getKey() + "="
                        + String.join("|", column.getValue().texts()))
                .collect(Collectors.joining("; "));
    }

    private static Expression plus(String fieldName, String literal) {
        return new Expression.Calculation(field(fieldName), Arithmetic.CONCATENATE, text(literal));
    }

    @Test
    void evalSeesWhatItAssignedBeforeAndRemovesWhatHasNoValue() {
        Stage eval = new Stage.Eval(List.of(
                new Assignment("b", plus("a", "1")),
                new Assignment("c", plus("b", "2")),
                new Assignment("a", field("absent"))));
        assertThat(one(row("a", "x", "z", "y"), eval)).isEqualTo("z=y; b=x1; c=x12");
    }

    @Test
    void fieldsKeepsTimeAndRawAndRemovesByPattern() {
        ResultRow row = row("_time", "1", "_raw", "r", "ab", "1", "ac", "2", "b", "3");
        assertThat(one(row, new Stage.Fields(true, List.of("a*")))).isEqualTo("_time=1; _raw=r; ab=1; ac=2");
        assertThat(one(row, new Stage.Fields(false, List.of("a*", "_raw")))).isEqualTo("_time=1; b=3");
    }

    @Test
    void tableOrdersItsColumns() {
        ResultRow row = row("_time", "1", "ab", "1", "ac", "2", "b", "3");
        assertThat(one(row, new Stage.Table(List.of("b", "a*", "absent", "ab"))))
                .isEqualTo("b=3; ab=1; ac=2");
    }

    @Test
    void rexMakesFieldsOfGroupsThatHavePartInTheMatch() {
        assertThat(one(row("f", "k=v", "b", "old"), new Stage.Extract("f", "(?<a_1>\\w)=(?P<c>\\w)|(?<b>q)", 1)))
                .isEqualTo("f=k=v; b=old; a_1=k; c=v");
        assertThat(one(row("f", "none"), new Stage.Extract("f", "(?<a>\\d)", 1)))
                .isEqualTo("f=none");
        assertThat(one(row("g", "1"), new Stage.Extract("f", "(?<a>\\d)", 1))).isEqualTo("g=1");
    }

    @Test
    void rexMatchesAsOftenAsItMay() {
        assertThat(one(row("f", "abc"), new Stage.Extract("f", "(?<x>.)", 1))).isEqualTo("f=abc; x=a");
        assertThat(one(row("f", "abc"), new Stage.Extract("f", "(?<x>.)", 2))).isEqualTo("f=abc; x=a|b");
        assertThat(one(row("f", "ab|c"), new Stage.Extract("f", "(?<f>.)", 0))).isEqualTo("f=a|b|c");
    }

    @Test
    void rexInModeSedReplaces() {
        assertThat(one(row("f", "a1b2"), new Stage.Substitute("f", "([a-z])\\d", "<\\1>", 0)))
                .isEqualTo("f=<a><b>");
        assertThat(one(row("f", "aaa"), new Stage.Substitute("f", "a", "b", 2))).isEqualTo("f=aba");
        assertThat(one(row("f", "abc"), new Stage.Transliterate("f", "ac", "xy")))
                .isEqualTo("f=xby");
    }

    @ParameterizedTest(name = "{0}, negated {1}: {2} rows")
    @CsvSource({"ab, false, 1", "ab, true, 0", "xy, false, 0", "xy, true, 1", "x|ab, false, 1", "x|ab, true, 0"})
    void regexFilters(String value, boolean negated, int rows) {
        assertThat(apply(row("f", value), new Stage.Regex("f", "^a", negated))).hasSize(rows);
    }

    @Test
    void regexOnAnAbsentFieldDoesNotMatch() {
        assertThat(apply(row("g", "a"), new Stage.Regex("f", "a", false))).isEmpty();
        assertThat(apply(row("g", "a"), new Stage.Regex("f", "a", true))).hasSize(1);
    }

    @ParameterizedTest(name = "{0} in bins of {1} s: {2}")
    @CsvSource({
        "3599, 3600, 0",
        "3600, 3600, 3600",
        "-1, 3600, -3600",
        "86401.5, 86400, 86400",
        "1.75, 0.5, 1.5",
        "x, 1, x"
    })
    void binTakesTheLowerEnd(String value, double width, String lower) {
        assertThat(one(row("t", value), new Stage.Bin("t", "t", new Stage.Span.Number(width))))
                .isEqualTo("t=" + lower);
        assertThat(one(row("t", value), new Stage.Bin("t", "t", new Stage.Span.Time(Duration.ofMillis((long)
                        (width * 1000))))))
                .isEqualTo("t=" + lower);
    }

    @Test
    void fillnullFillsWhatIsAbsent() {
        assertThat(one(row("a", ""), new Stage.FillNull("0", List.of("a", "b"))))
                .isEqualTo("a=; b=0");
    }

    @Test
    void mvexpandGivesARowForEachValue() {
        assertThat(apply(row("a", "x|y|z", "b", "1"), new Stage.ExpandValues("a", 0)))
                .containsExactly("a=x; b=1", "a=y; b=1", "a=z; b=1");
        assertThat(apply(row("a", "x|y|z"), new Stage.ExpandValues("a", 2))).containsExactly("a=x", "a=y");
        assertThat(apply(row("b", "1"), new Stage.ExpandValues("a", 0))).containsExactly("b=1");
    }

    @Test
    void makemvSplits() {
        assertThat(one(row("a", "x,,y"), new Stage.MakeValues("a", ",", null, false)))
                .isEqualTo("a=x|y");
        assertThat(one(row("a", "x,,y"), new Stage.MakeValues("a", ",", null, true)))
                .isEqualTo("a=x||y");
        assertThat(one(row("a", "x-y z"), new Stage.MakeValues("a", null, "([\\w-]+)", false)))
                .isEqualTo("a=x-y|z");
        assertThat(one(row("a", "x y"), new Stage.MakeValues("a", null, null, false)))
                .isEqualTo("a=x|y");
    }

    @Test
    void foreachComputesForEachFieldThatMatches() {
        Stage foreach = new Stage.ForEach(
                List.of("avg_*"), List.of(new Assignment("sum_<<MATCHSTR>>", plus("<<FIELD>>", "<<MATCHSTR>>"))));
        assertThat(one(row("avg_a", "1", "avg_b", "2", "c", "3"), foreach))
                .isEqualTo("avg_a=1; avg_b=2; c=3; sum_a=1a; sum_b=2b");
    }

    @Test
    void foreachSeesWhatEarlierTurnsAssigned() {
        Stage foreach = new Stage.ForEach(
                List.of("a*"),
                List.of(new Assignment(
                        "all",
                        new Expression.Call(Expression.Function.MVAPPEND, List.of(field("all"), field("<<FIELD>>"))))));
        assertThat(one(row("a0", "1", "b", "2", "a1", "3"), foreach)).isEqualTo("a0=1; b=2; a1=3; all=1|3");
    }

    @Test
    void replaceTakesWholeValuesWithRegardToCase() {
        Stage replace = new Stage.Replace(
                List.of(new Stage.Replacement("::ffff:*", "*"), new Stage.Replacement("x", "y")), List.of("a"));
        assertThat(one(row("a", "::ffff:10.0.0.1", "b", "x"), replace)).isEqualTo("a=10.0.0.1; b=x");
        assertThat(one(row("a", "x|X|xx"), replace)).isEqualTo("a=y|X|xx");
        assertThat(one(row("a", "x", "b", "x"), new Stage.Replace(List.of(new Stage.Replacement("x", "y")), List.of())))
                .isEqualTo("a=y; b=y");
    }

    @Test
    void spathGivesAllFieldsOfJson() {
        String json = "{\"a\":{\"b\":1.50,\"c\":[{\"d\":true},{\"d\":null}]},\"e\":\"x\",\"f\":[1,2]}";
        assertThat(one(row("_raw", json), new Stage.Spath("_raw", null, null)))
                .isEqualTo("_raw=" + json + "; a.b=1.50; a.c{}.d=true|null; e=x; f{}=1|2");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "a.b 1",
                "a.c{}.d 2|3",
                "a.c{1}.d 3",
                "a.c{} {\"d\":2}|{\"d\":3}",
                "a.c [{\"d\":2},{\"d\":3}]",
                "x.y dotted",
                "{} ''",
                "a.q ''"
            })
    void spathFollowsAPathOfJson(String path, String result) {
        String json = "{\"a\":{\"b\":1,\"c\":[{\"d\":2},{\"d\":3}]},\"x.y\":\"dotted\"}";
        String shown = one(row("j", json), new Stage.Spath("j", path, "o"));
        assertThat(shown).isEqualTo("j=" + json + (result.isEmpty() ? "" : "; o=" + result));
    }

    @Test
    void spathOfADocumentThatIsAnArrayTakesItsElements() {
        assertThat(one(row("j", "[{\"a\":1},{\"a\":2}]"), new Stage.Spath("j", "{}", "o")))
                .endsWith("o={\"a\":1}|{\"a\":2}");
        assertThat(one(row("j", "[{\"a\":1},{\"a\":2}]"), new Stage.Spath("j", "{}.a", null)))
                .endsWith("{}.a=1|2");
    }

    @Test
    void spathReadsXml() {
        String xml = "<e k='v'><a>1</a><a>2</a><b><c>3</c></b></e>";
        assertThat(one(row("x", xml), new Stage.Spath("x", null, null)))
                .isEqualTo("x=" + xml + "; e{@k}=v; e.a=1|2; e.b.c=3");
        assertThat(one(row("x", xml), new Stage.Spath("x", "e.b.c", "o"))).endsWith("; o=3");
    }

    @Test
    void spathTakesTheFieldsOfAllValues() {
        assertThat(one(row("j", "{\"a\":1,\"b\":2}|{\"a\":3}"), new Stage.Spath("j", null, null)))
                .endsWith("; a=1|3; b=2");
    }

    @Test
    void spathReadsTextsWithControlCharactersAsTheyAre() {
        assertThat(one(row("j", "{\"a\":\"x\ty\",\"b\":2}"), new Stage.Spath("j", null, null)))
                .endsWith("; a=x\ty; b=2");
        assertThat(one(row("j", "{\"a\":\"x\ny\",\"b\":2}"), new Stage.Spath("j", "b", "o")))
                .endsWith("; o=2");
    }

    @Test
    void spathTakesTheTextOfElementsWithoutElementsInThem() {
        String xml = "<e>one<a>1</a>two</e>";
        assertThat(one(row("x", xml), new Stage.Spath("x", null, null))).isEqualTo("x=" + xml + "; e.a=1");
        assertThat(one(row("x", xml), new Stage.Spath("x", "e", "o"))).isEqualTo("x=" + xml);
    }

    @Test
    void spathCountsElementsOfXmlFromOne() {
        String xml = "<e><a k='v'>1</a><b/><a k='w'>2</a></e>";
        assertThat(one(row("x", xml), new Stage.Spath("x", "e.a{2}", "o"))).endsWith("; o=2");
        assertThat(one(row("x", xml), new Stage.Spath("x", "e{1}.a{1}", "o"))).endsWith("; o=1");
        assertThat(one(row("x", xml), new Stage.Spath("x", "e.a{3}", "o"))).isEqualTo("x=" + xml);
        assertThat(one(row("x", xml), new Stage.Spath("x", "e.a{@k}", "o"))).endsWith("; o=v|w");
        assertThat(one(row("x", xml), new Stage.Spath("x", "e.a{2}{@k}", "o"))).endsWith("; o=w");
    }

    @Test
    void spathWithoutAPathReadsFiveThousandCharacters() {
        String head = "{\"a\":1,\"filler\":\"";
        String json = head + "x".repeat(4_990 - head.length()) + "\",\"n\":12345678,\"b\":2}";
        assertThat(one(row("j", json), new Stage.Spath("j", null, null)))
                .contains("; a=1; filler=x")
                .doesNotContain("; n=", "; b=");
        assertThat(one(row("j", json), new Stage.Spath("j", "b", "o"))).endsWith("; o=2");
    }

    @Test
    void spathOfHostileTextGivesNoFieldsAndDoesNotFail() {
        String entities = "<!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><e>&x;</e>";
        for (String text : List.of("", "{", "[[[[", "{\"a\":", "no json", entities, "[".repeat(100_000))) {
            assertThat(one(row("x", text), new Stage.Spath("x", null, null))).isEqualTo("x=" + text);
            assertThat(one(row("x", text), new Stage.Spath("x", "a.b{}", "o"))).isEqualTo("x=" + text);
        }
    }

    @Test
    void xmlkvTakesLeavesWhereverTheyStand() {
        assertThat(one(row("m", "head <A>1</A><B><C k='v'>2</C></B> <A>3</A>"), new Stage.XmlFields("m")))
                .endsWith("; A=1|3; C=2");
        assertThat(one(row("m", "a < b > c <"), new Stage.XmlFields("m"))).isEqualTo("m=a < b > c <");
    }

    @Test
    void fromjsonMakesFieldsOfMembers() {
        assertThat(one(row("d", "{\"a\":1,\"b\":{\"c\":[2]}}"), new Stage.JsonFields("d", "p_")))
                .endsWith("; p_a=1; p_b={\"c\":[2]}");
        assertThat(one(row("d", "[1]"), new Stage.JsonFields("d", ""))).isEqualTo("d=[1]");
    }

    @Test
    void fromjsonMakesAMultivalueFieldOfAnArray() {
        assertThat(one(row("d", "{\"a\":[1,{\"b\":2},\"x\"],\"c\":[]}"), new Stage.JsonFields("d", "")))
                .endsWith("; a=1|{\"b\":2}|x");
    }

    @Test
    void extractLeavesOutPairsWithASecondDelimiterAndThoseWithoutAValue() {
        assertThat(one(row("_raw", "Referer: https://x.example;a=1;b=;c=2"), new Stage.PairFields(";", "=:")))
                .endsWith(";c=2; a=1; c=2");
    }

    @Test
    void extractKeepsTheFieldThatIsThereAndTheFirstOfAName() {
        assertThat(one(row("_raw", "a=1;b=2;b=3", "a", "0"), new Stage.PairFields(";", "=")))
                .isEqualTo("_raw=a=1;b=2;b=3; a=0; b=2");
    }

    @Test
    void extractTakesFiftyPairs() {
        String pairs = java.util.stream.IntStream.rangeClosed(1, 60)
                .mapToObj(i -> "f" + i + "=" + i)
                .collect(java.util.stream.Collectors.joining(";"));
        assertThat(one(row("_raw", pairs), new Stage.PairFields(";", "="))).endsWith("; f49=49; f50=50");
    }

    @Test
    void extractMakesFieldsOfPairs() {
        assertThat(one(row("_raw", "a:1; b c: \"x y\";d"), new Stage.PairFields(";", ":")))
                .endsWith("; a=1; b_c=x y");
    }

    @Test
    void addtotalsSumsNumbersOfTheRow() {
        ResultRow row = row("_time", "100", "a", "0.1", "b", "0.2", "c", "x");
        assertThat(one(row, new Stage.AddTotals(List.of(), "Total"))).endsWith("; Total=0.3");
        assertThat(one(row, new Stage.AddTotals(List.of("a*"), "s"))).endsWith("; s=0.1");
    }

    private static LookupTable table(boolean caseSensitive, int min, int max, String defaultMatch) {
        return new LookupTable(
                "synthetic",
                List.of("name", "net", "kind", "note"),
                List.of(
                        List.of("cmd*", "10.0.0.0/8", "shell", ""),
                        List.of("Bash", "::/0", "shell", "b"),
                        List.of("*", "192.168.1.1", "any", "n")),
                Map.of("name", Matching.WILDCARD, "net", Matching.CIDR),
                caseSensitive,
                min,
                max,
                defaultMatch);
    }

    private static Stage lookup(LookupTable table, String column, String input, boolean overwrite, String... outputs) {
        return new Stage.Lookup(
                table,
                List.of(new LookupField(column, input)),
                java.util.Arrays.stream(outputs).map(o -> new LookupField(o, o)).toList(),
                overwrite);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "cmd.exe, true, shell|any",
        "CMD.exe, true, any",
        "CMD.exe, false, shell|any",
        "bash, true, any",
        "bash, false, shell|any"
    })
    void lookupByWildcard(String name, boolean caseSensitive, String kinds) {
        assertThat(one(row("n", name), lookup(table(caseSensitive, 0, 10, null), "name", "n", true, "kind")))
                .isEqualTo("n=" + name + "; kind=" + kinds);
    }

    @Test
    void rowWithoutTheInputGetsNoDefaultMatch() {
        Stage lookup = lookup(table(true, 1, 1, "none"), "kind", "k", true, "name");
        assertThat(one(row("other", "q"), lookup)).isEqualTo("other=q");
        assertThat(one(row("k", "q"), lookup)).isEqualTo("k=q; name=none");
    }

    @Test
    void lookupOfMoreCombinationsThanAreLookedUpMarksItsRow() {
        LookupTable table = new LookupTable(
                "t", List.of("a", "b", "o"), List.of(List.of("1", "1", "x")), Map.of(), true, 0, 1, null);
        Stage lookup = new Stage.Lookup(
                table,
                List.of(new Stage.LookupField("a", "a"), new Stage.LookupField("b", "b")),
                List.of(new Stage.LookupField("o", "o")),
                true);
        String numbers =
                IntStream.rangeClosed(1, 101).mapToObj(Integer::toString).collect(Collectors.joining("|"));
        String fewer = IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).collect(Collectors.joining("|"));

        assertThat(truncated(row("a", numbers, "b", fewer), lookup)).isTrue();
        assertThat(truncated(row("a", fewer, "b", fewer), lookup)).isFalse();
        assertThat(truncated(
                        row("a", numbers, "b", numbers),
                        new Stage.Lookup(
                                table,
                                List.of(new Stage.LookupField("a", "b"), new Stage.LookupField("b", "a")),
                                List.of(new Stage.LookupField("o", "o")),
                                true)))
                .isTrue();
    }

    private static boolean truncated(ResultRow row, Stage stage) {
        return StageCompiler.compile(List.of(stage)).apply(row).get(0).from().truncated();
    }

    @Test
    void lookupByCidrAndExactly() {
        assertThat(one(row("ip", "10.1.2.3"), lookup(table(true, 0, 1, null), "net", "ip", true, "name")))
                .endsWith("; name=cmd*");
        assertThat(one(row("ip", "192.168.1.1"), lookup(table(true, 0, 1, null), "net", "ip", true, "name")))
                .endsWith("; name=*");
        assertThat(one(row("k", "SHELL"), lookup(table(false, 0, 10, null), "kind", "k", true, "name")))
                .endsWith("; name=cmd*|Bash");
    }

    @Test
    void lookupTakesTheFirstRowsUpToItsBound() {
        assertThat(one(row("k", "shell"), lookup(table(true, 0, 1, null), "kind", "k", true, "name", "note")))
                .isEqualTo("k=shell; name=cmd*");
    }

    @Test
    void lookupWithoutAMatchLeavesTheRowOrGivesTheDefault() {
        assertThat(one(row("k", "q", "name", "old"), lookup(table(true, 0, 1, null), "kind", "k", true, "name")))
                .isEqualTo("k=q; name=old");
        assertThat(one(row("k", "q"), lookup(table(true, 1, 1, "none"), "kind", "k", true, "name")))
                .isEqualTo("k=q; name=none");
        assertThat(one(row("other", "q"), lookup(table(true, 0, 1, null), "kind", "k", true, "name")))
                .isEqualTo("other=q");
    }

    @Test
    void lookupOutputnewKeepsWhatIsThere() {
        ResultRow row = row("k", "any", "name", "old");
        assertThat(one(row, lookup(table(true, 0, 1, null), "kind", "k", false, "name", "note")))
                .isEqualTo("k=any; name=old; note=n");
        assertThat(one(row, lookup(table(true, 0, 1, null), "kind", "k", true, "name")))
                .isEqualTo("k=any; name=*");
    }

    @Test
    void lookupOfSeveralValuesPutsTogetherWhatItFinds() {
        assertThat(one(row("k", "shell|any"), lookup(table(true, 0, 1, null), "kind", "k", true, "name")))
                .isEqualTo("k=shell|any; name=cmd*|*");
    }

    @Test
    void lookupOfAValueThatIsThereTwiceFindsItTwice() {
        assertThat(one(row("k", "shell|any|shell"), lookup(table(true, 0, 1, null), "kind", "k", true, "name")))
                .isEqualTo("k=shell|any|shell; name=cmd*|*|cmd*");
    }

    @Test
    void lookupOfAColumnThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> apply(row("k", "q"), lookup(table(true, 0, 1, null), "absent", "k", true, "name")))
                .hasMessageContaining("absent");
    }

    @Test
    void rowThatGoesInIsNotChanged() {
        ResultRow row = row("a", "x|y");
        apply(row, new Stage.ExpandValues("a", 0), new Stage.Eval(List.of(new Assignment("a", text("z")))));
        assertThat(row.get("a")).isEqualTo(Value.of(List.of("x", "y")));
    }
}
