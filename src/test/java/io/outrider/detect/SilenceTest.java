package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Rule;
import io.outrider.spl.Compilation;
import io.outrider.spl.LookupSource;
import io.outrider.spl.Macros;
import io.outrider.spl.SplCompiler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that can never give a row are told with the reason, and no others. */
class SilenceTest {

    private static final DataModels MODELS = DataModels.standard();
    private static final Map<String, LookupTable> TABLES = Map.of(
            "empty", table("empty", List.of(), null),
            "empty_else_no", table("empty_else_no", List.of(), "no"),
            "few", table("few", List.of(List.of("a", "yes"), List.of("b", "no")), null));

    private static LookupTable table(String name, List<List<String>> rows, String otherwise) {
        return new LookupTable(
                name, List.of("key", "value"), rows, Map.of(), true, otherwise == null ? 0 : 1, 100, otherwise);
    }

    private static Rule rule(String search) {
        Compilation compilation = new SplCompiler(
                        new Macros(List.of()), MODELS, name -> new LookupSource.Found(TABLES.get(name)))
                .compile(search);
        assertThat(compilation).as(search).isInstanceOf(Compilation.Compiled.class);
        Compilation.Compiled compiled = (Compilation.Compiled) compilation;
        return EngineRun.rule("made-up", compiled.search(), compiled.window());
    }

    private static Optional<Silence> silence(String search) {
        return Silence.of(rule(search), MODELS, Duration.ofHours(1));
    }

    private static boolean fires(String search) {
        Rule rule = rule(search);
        return Scenario.firing(MODELS, rule)
                .anyMatch(events -> !EngineRun.alerts(MODELS, rule, events).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a=x | table a | lookup empty key AS a OUTPUT value | search value=*   ~ EmptyTable
            a=x | table a | lookup empty key AS a OUTPUT value | where value="x"  ~ EmptyTable
            a=x | table a | lookup empty_else_no key AS a OUTPUT value | search value=yes ~ EmptyTable
            a=x | table a | lookup few key AS a OUTPUT value | search value=maybe ~ OtherValues
            a=x | search [| inputlookup empty | fields key]                 ~ Contradiction
            | inputlookup empty | rename key AS b                           ~ EmptyTable
            | from datamodel Web.Web | search no_such_field=x               ~ NotInModel
            | from datamodel Web.Web | dedup no_such_field                  ~ NotInModel
            | from datamodel Web.Web | stats count by no_such_field         ~ NotInModel
            a=x | table a b | where c="x"                                   ~ NoColumn
            a=x | stats count by b | search a=x                             ~ NoColumn
            a=x | stats count by b | where like(a, "x%")                    ~ NoColumn
            a=x | fields - b | search b=*                                   ~ NoColumn
            a=x | rename b AS c | search b=*                                ~ NoColumn
            a=x | stats count by b | regex a="x"                            ~ NoColumn
            a=x | stats count by b | eval c=a."!" | where isnotnull(c)      ~ NoColumn
            a=x | stats count by b | join a [search a=y | stats count by a] ~ NoPartner
            a=x | stats count by a | join a [search a=y | stats count by b] ~ NoPartner
            a!=*                                                            ~ Contradiction
            a=x b=y NOT a=*                                                 ~ Contradiction
            a=x NOT a=X                                                     ~ Contradiction
            a=x* NOT (a=x*)                                                 ~ Contradiction
            a=x | eval b="no" | search b=yes                                ~ OtherValues
            a=x | eval b=if(c>1, "no", "none") | where b="yes"              ~ OtherValues
            a=x | eval b=case(c>1, 1, c>2, 2) | where b>2                   ~ OtherValues
            a=x | eval b=1+2 | where b=4                                    ~ OtherValues
            a=x | eval b=tonumber("y") | where b=4                          ~ Contradiction
            a=x | bin _time span=10m | stats count by _time b | stats count AS n by b | where n>7 ~ TooFewSpans
            a=x | bin _time span=1h | stats count by _time b | eventstats count AS n by b | where n>=5 ~ TooFewSpans
            a=x | bin _time span=1h | stats count by _time | eventstats max(_time) AS m | where _time<relative_time(m, "-1d@d") ~ BeforeTheWindow
            a=x | eventstats max(_time) AS m | stats avg(eval(if(_time<=relative_time(m, "-1d"), b, null()))) AS n by c | where n>0 ~ BeforeTheWindow
            a=x | stats latest(_time) AS t by b | convert timeformat="%Y-%m-%d" ctime(t) | where t<now() ~ DateAgainstSeconds
            """)
    void ruleThatCannotGiveARowIsTold(String search, String reason) {
        assertThat(silence(search).map(silence -> silence.getClass().getSimpleName()))
                .contains(reason);
        assertThat(fires(search)).isFalse();
    }

    // Each differs little from one above, or asks for what is hard to make up: events that meet in a grouping of rows,
    // and
    // texts that a search finds and a lookup does not.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=x | lookup few key AS a OUTPUT value | search NOT value=yes",
                "a=* | lookup few key AS a OUTPUT value | search value=YES",
                "a=x | lookup empty_else_no key AS a OUTPUT value | search value=no",
                "a=x | eval value=\"own\" | lookup empty key AS a OUTPUT value | search value=own",
                "a=x | search NOT [| inputlookup empty | fields key]",
                "| from datamodel Web.Web | search NOT no_such_field=x",
                "| from datamodel Web.Web | dedup no_such_field keepempty=true",
                "| from datamodel Web.Web | fillnull value=x no_such_field | stats count by no_such_field",
                "a=x | table a b* | where b1=\"x\"",
                "a=x | table a b | where isnull(c)",
                "a=x | stats count by b | search NOT a=x",
                "a=x | fields - b | rex field=a \"(?<b>.)\" | search b=*",
                "a=x | rename b AS c | search c=*",
                "a=x | rename b* AS c* | search c1=*",
                "a=x | stats count by b | eval c=coalesce(a, \"x\") | search c=x",
                "a=x | stats count by b | join type=outer a [search a=y | stats count by b]",
                "a=x | stats count by b | append [search a=y | stats count by a] | search a=y",
                "a=x | stats count by a | appendcols [search a=y | stats count AS n by a] | search n=1",
                "a!=x*",
                "a=x* NOT a=xy*",
                "a=x NOT b=x",
                "a=x | eval b=if(c>1, \"no\", d) | where b=\"yes\"",
                "a=x | eval b=case(c<1, 1, true(), c) | where b>2",
                "a=x | eval b=tonumber(strftime(now(), \"%Y\")) | where b>2000",
                "a=x | bin _time span=10m | stats count by _time b | stats count AS n by b | where n>0",
                "a=x | stats count by c b | stats count AS n by b | where n>7",
                "a=x | bin _time span=10m | stats count by _time b | mvexpand b | stats count AS n by b | where n>0",
                "a=x | bin _time span=10m | stats count by _time | eventstats max(_time) AS m | where _time<relative_time(m, \"-10m\")",
                "a=x | eventstats max(_time) AS m | where _time<relative_time(m, \"-50m\") OR b=\"y\"",
                "a=x | stats latest(_time) AS t by b | where t<now()",
                "a=x | stats count by q | rex field=q \"(?<d>[^.]+)$\" | stats values(q) AS q by d | search q=one* q=two* NOT d=one*",
                "a=x | stats values(b) AS b by c | rex field=b max_match=9 \"<(?<d>.*?)>\" | mvexpand d"
                        + " | rex field=d \"(?<e>.*);(?<f>.*)\" | search e=y* | stats values(e) AS e by f | search e=y1 e=y2",
                "a=x b=a | lookup few key AS b OUTPUT value | eval c=coalesce(value, b) | search c=a",
                "a=x | stats latest(_time) AS t by b | convert timeformat=\"%Y-%m-%d\" ctime(t) | where t>now()"
            })
    void ruleThatMayGiveARowIsNot(String search) {
        assertThat(silence(search)).isEmpty();
        assertThat(fires(search)).isTrue();
    }

    /** The row of zeros that Splunk gives of no rows. */
    @Test
    void ruleWhoseRowsComeOfNothingIsNotEither() {
        assertThat(silence("a=x | stats count by b | search c=1 | stats count | where count=0"))
                .isEmpty();
    }

    @Test
    void windowOfALengthThatIsNotKnownHasAnyNumberOfSpans() {
        Rule rule = rule("a=x | bin _time span=10m | stats count by _time b | stats count AS n by b | where n>7");

        assertThat(Silence.of(rule, MODELS, null)).isEmpty();
        assertThat(Silence.of(rule.with(Duration.ofHours(2)), MODELS, null)).isEmpty();
        assertThat(Silence.of(rule.with(Duration.ofMinutes(30)), MODELS, null))
                .hasValueSatisfying(silence -> assertThat(silence.text())
                        .isEqualTo("n counts rows of different spans of time, of which a window of 30 minutes has 4 at"
                                + " most, and more are asked for; set a longer window for the detection"));
    }
}
