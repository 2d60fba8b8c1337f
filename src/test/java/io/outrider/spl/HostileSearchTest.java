package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.outrider.cim.DataModels;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, the compiler answers, and soon. */
class HostileSearchTest {

    private static final String BEFORE = "| tstats count from datamodel=Endpoint.Processes ";

    // Linear work on a text of this length takes milliseconds, quadratic work minutes.
    private static final int LONG = 300_000;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SplCompiler compiler = new SplCompiler(
            new Macros(List.of(new Macro("m", List.of(), "a=1 `n`"), new Macro("n", List.of(), "| x [ \""))),
            DataModels.standard());

    @Property(tries = 2_000)
    void anyTextHasAnAnswer(@ForAll String text) {
        assertAnswer(text);
        assertAnswer(BEFORE + text);
        assertAnswer(BEFORE + "| where " + text);
    }

    @Property(tries = 10_000)
    void anyRowOfTokensHasAnAnswer(@ForAll("rows") String text) {
        assertAnswer(text);
        assertAnswer(BEFORE + text);
    }

    @Provide
    Arbitrary<String> rows() {
        return Arbitraries.of(
                        "|",
                        "(",
                        ")",
                        "[",
                        "]",
                        "\"",
                        "'",
                        "\\",
                        "`",
                        "```",
                        "`m`",
                        "`n`",
                        ",",
                        "=",
                        "!=",
                        "<",
                        "NOT",
                        "AND",
                        "OR",
                        "IN",
                        "LIKE",
                        "XOR",
                        "by",
                        "where",
                        "search",
                        "rename",
                        "convert",
                        "tstats",
                        "| eval x=",
                        "| stats",
                        "count(eval(",
                        "| rex field=",
                        "| regex",
                        "| lookup t",
                        "OUTPUT",
                        "| inputlookup t",
                        "| bin span=1h",
                        "| sort -",
                        "| dedup 2",
                        "sortby",
                        "| head",
                        "| replace",
                        "with",
                        "| fields -",
                        "| table",
                        "| spath",
                        "| fillnull value=",
                        "| transaction",
                        "startswith=(",
                        "endswith=\"",
                        "| join",
                        "| append [",
                        "| foreach * [",
                        "<<FIELD>>",
                        "{x}",
                        "| from datamodel:",
                        "TERM(",
                        "as",
                        "from",
                        "datamodel=Endpoint.Processes",
                        "Processes.user",
                        "count",
                        "ctime(",
                        "if(",
                        "1",
                        "1e9",
                        ".",
                        "-",
                        "*",
                        "&gt;",
                        " ",
                        "\n",
                        "\r",
                        "é",
                        "\uD83D\uDE00",
                        "\uD83D")
                .list()
                .ofMaxSize(25)
                .map(tokens -> String.join(" ", tokens));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "NOT ", "NOT(", "[", "a=(", "a=b(", "a IN (", "\"\"", "a=1 ", "a=1 OR ", "`m`", "```", ",", "\\",
                "a=\\\"", "=", "|", "| x ", "[]", "by "
            })
    void repeatedSearchTextIsAnsweredSoon(String part) {
        assertSoon(BEFORE + "where " + part.repeat(LONG / part.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "-", "if(", "a.", "1+", "a=1 OR ", "'a'", "x IN (", "- ", "a NOT IN (1) AND "})
    void repeatedEvalTextIsAnsweredSoon(String part) {
        assertSoon(BEFORE + "| where " + part.repeat(LONG / part.length()) + "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| eval a=b,",
                "| eval 'a",
                "| stats eval(",
                "| stats count(eval(a))",
                "| x [",
                "| append [",
                "<<",
                "<<A",
                "| eval a=<<A",
                "| rex a=\"b\" ",
                "| sort -",
                "| replace a with b,",
                "| fields -a,",
                "| y | "
            })
    void repeatedCommandsAreAnsweredSoon(String part) {
        assertSoon(BEFORE + part.repeat(LONG / part.length()));
        assertSoon(BEFORE + part.repeat(LONG / part.length() / 2) + "]".repeat(LONG / part.length() / 2));
    }

    @Test
    void wildcardOfManyPartsIsAnsweredSoon() {
        String column = "a".repeat(80);
        assertSoon(BEFORE + "| rename count as " + column + " | fields " + "*a".repeat(40) + "*b");
    }

    @Test
    void bracketsThatAreTooDeepAreRefusedWithTheirPlace() {
        int most = PipelineParser.DEEPEST;
        String open = "a=1 | append [search ";

        assertThat(errors(open.repeat(most) + "b=1" + "]".repeat(most))).isEmpty();
        assertThat(errors(open.repeat(most + 1) + "b=1" + "]".repeat(most + 1)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.construct()).isEqualTo("[");
                    assertThat(problem.position().offset()).isEqualTo(open.length() * most + open.indexOf('['));
                });
    }

    @Test
    void errorsInAndOutsideBracketsHideNoneOfEachOther() {
        assertThat(errors(
                        "a= | join x [search b=( | sort | stats count] | rename y | | head z | eval {k}=v | table t]"))
                .extracting(SplProblem::message)
                .containsExactly(
                        "expected a value behind 'a=', but found the end of the command",
                        "expected a value behind 'b=', but found '('",
                        "expected a field to sort by, but found the end of the command",
                        "expected AS behind y, but found the end of the command",
                        "expected a command, but found '|'",
                        "expected a number of rows behind head, but found 'z'",
                        "expected a fixed name for a field, but found '{k}', which names it by the value of another;"
                                + " it cannot be run",
                        "expected [ before ], but found none");
    }

    private static List<SplProblem> errors(String search) {
        Problems problems = new Problems();
        new PipelineParser(new MacroExpander(new Macros(List.of())).expand(search), problems).parse();
        return problems.errors();
    }

    @Test
    void nestingThatIsTooDeepIsRefusedWithItsPlace() {
        int most = TokenStream.DEEPEST;
        assertThat(compiler.compile(BEFORE + "where " + nested(most))).isInstanceOf(Compilation.Compiled.class);
        Compilation compilation = compiler.compile(BEFORE + "where " + nested(most + 1));

        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        SplProblem problem = ((Compilation.Refused) compilation).problems().get(0);
        assertThat(problem.construct()).isEqualTo("nesting");
        assertThat(problem.position().offset()).isEqualTo((BEFORE + "where ").length() + most);
    }

    @Test
    void longChainOfOperatorsIsRefusedBeforeItIsADeepTree() {
        Compilation compilation =
                compiler.compile(BEFORE + "| where a" + ".a".repeat(EvalExpressionParser.MOST_TOKENS));

        assertThat(((Compilation.Refused) compilation).problems())
                .extracting(SplProblem::construct)
                .containsExactly("expression");
    }

    private static String nested(int depth) {
        return "(".repeat(depth) + "Processes.user=x" + ")".repeat(depth);
    }

    private void assertSoon(String search) {
        assertTimeoutPreemptively(SOON, () -> assertAnswer(search));
    }

    private void assertAnswer(String search) {
        Compilation compilation = compiler.compile(search);
        if (compilation instanceof Compilation.Refused refused) {
            assertThat(refused.problems()).allSatisfy(problem -> {
                assertThat(problem.position().offset()).isBetween(0, search.length());
                assertThat(problem.construct()).isNotEmpty();
            });
        }
    }
}
