package io.outrider.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After PCRE2 10, pcre2pattern. */
class RegexTest {

    private static String first(String expression, String text) {
        Matches matches = Regex.compile(expression).matches(text);
        return matches.next() ? matches.group(0) : null;
    }

    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\\d+, a12b, 12",
                "(?i)B, abc, b",
                "[[:alpha:]]+, 12ab3, ab",
                "[[:^alpha:]]+, ab12c, 12",
                "[]a]+, x]a], ]a]",
                "[^]a]+, ]xy], xy",
                "[a[b]+, x[ab, [ab",
                "[a&&b]+, x&a, &a",
                "[\\w-.]+, ' a-b.c ', a-b.c",
                "[a-]+, x-a-, -a-",
                "a{b, xa{b, a{b",
                "a{2}, aaa, aa",
                "\"a{,2}\", \"a{,2}\", \"a{,2}\"",
                "\\x41, xA, A",
                "\\x{41}, xA, A",
                "\\101, xA, A",
                "\\<x\\>, a<x>, <x>",
                "\\Qa.b\\E+, a.bbb, a.bbb",
                "a(?#comment)b, ab, ab",
                "(?x) a b # comment, xab, ab",
                "\\h+, \"a \tb\", \" \t\"",
                "(?<n>a)\\k<n>, baa, aa",
                "(?P<n>a)(?P=n), baa, aa",
                "(a)\\g1, baa, aa",
                "(a)\\g{-1}0, baa0, aa0",
                "(?<!a)b, abcb, b",
                "(?>a+)b, aab, aab",
                "a++b, aab, aab",
                "\\bé, aé, é",
                "\\w+, aéb, a",
                "(?i)É, é, é",
            })
    void expressionOfPcreMatches(String expression, String text, String match) {
        assertThat(first(expression.strip(), text)).isEqualTo(match);
    }

    @Test
    void onlyALineFeedEndsALine() {
        assertThat(first(".+", "a\rb\u0085c\u2028d\ne")).isEqualTo("a\rb\u0085c\u2028d");
        assertThat(first("(?m)^b$", "a\nb\nc")).isEqualTo("b");
        assertThat(first("a$", "a\r")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a$", "a\\Z"})
    void endIsAlsoBeforeALastLineFeed(String expression) {
        assertThat(first(expression, "a\n")).isEqualTo("a");
        assertThat(first(expression, "a")).isEqualTo("a");
        assertThat(first(expression, "a\nb")).isNull();
        assertThat(first("a\\z", "a\n")).isNull();
    }

    @Test
    void lineDoesNotBeginBehindTheLastLineFeed() {
        assertThat(Regex.compile("(?m)^").replace("a\n", Replacement.compile("-", 0), 0))
                .isEqualTo("-a\n");
    }

    @Test
    void groupsHaveNamesWithUnderscoresAndDigits() {
        Regex regex = Regex.compile("(x)(?<a_1>y)(?P<b>z)?");
        assertThat(regex.groupNames()).isEqualTo(Map.of("a_1", 2, "b", 3));
        Matches matches = regex.matches("xy");
        assertThat(matches.next()).isTrue();
        assertThat(matches.group(2)).isEqualTo("y");
        assertThat(matches.group(3)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "(",
                ")",
                "[a",
                "a(?<n>",
                "*a",
                "(?<n>a)(?<n>b)",
                "(?<a-b>c)",
                "(?R)",
                "(?1)",
                "(?&n)",
                "(?(1)a)",
                "(?|a|b)",
                "(*UCP)a",
                "a\\Kb",
                "[z-a]",
                "\\x{110000}",
                "\\p{Foo}",
                "(?U)a",
                "\\g{3}",
                "(?P>n)",
                "a**"
            })
    void whatIsNotValidOrCannotBeRunIsRefused(String expression) {
        assertThatThrownBy(() -> Regex.compile(expression)).isInstanceOf(RegexSyntaxException.class);
    }

    @Test
    void refusalSaysWhatAndWhere() {
        assertThatThrownBy(() -> Regex.compile("ab(?R)"))
                .hasMessageContaining("recursion")
                .hasMessageContaining("character 5");
    }

    @Test
    void deepAndLongExpressionsAreRefused() {
        assertThatThrownBy(() -> Regex.compile("(".repeat(1000) + ")".repeat(1000)))
                .isInstanceOf(RegexSyntaxException.class);
        assertThatThrownBy(() -> Regex.compile("a".repeat(100_000))).isInstanceOf(RegexSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*)(.*)(.*)(.*)(.*)x$", "^(a+)+x$", "(a|aa)+x$", "^(a|b)+$", "(a{1,900}b{0,900}){2}x"})
    void expressionThatBacktrackingCouldNotEndIsDecided(String expression) {
        Regex regex = Regex.compile(expression);
        assertThat(regex.isLinear()).isTrue();
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(regex.find("a".repeat(5_000) + "!")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+\\1x$", "(?=(.*)(.*)(.*)x)b", "(?<!b)(a+)+(a+)+x$"})
    void expressionThatNeedsBacktrackingEndsAndWasWarnedOf(String expression) {
        Regex regex = Regex.compile(expression);
        assertThat(regex.isLinear()).isFalse();
        assertThat(regex.warnings()).isNotEmpty();
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                // The texts that a match needs are there.
                () -> assertThatThrownBy(() -> regex.find("a".repeat(5_000) + "!xb"))
                        .isInstanceOf(RegexAborted.class)
                        .hasMessageContaining("steps"));
    }

    @Test
    void deepNestingOnAValueEnds() {
        Regex regex = Regex.compile("^(?!x)(a|b)+$");
        assertThatThrownBy(() -> regex.find("a".repeat(200_000) + "!"))
                .isInstanceOf(RegexAborted.class)
                .hasMessageContaining("deeply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?i)(rundll32\\.exe.{0,4}$)", "^(?!x)[a-z]+$", "(?<a>\\w+)=(?<b>\\S*)"})
    void expressionsThatCannotStallAreNotWarnedOf(String expression) {
        assertThat(Regex.compile(expression).warnings()).isEmpty();
    }

    @Test
    void hugeRepetitionsAreNotWrittenOut() {
        assertThat(Regex.compile("((a{100}){100}){100}").isLinear()).isFalse();
        assertThat(Regex.compile("a{2000}").isLinear()).isFalse();
    }

    @ParameterizedTest(name = "s/{0}/{1}/ in {2}: {3}")
    @CsvSource({
        "(a)(b),\\2\\1,xaby,xbay",
        "b,[\\0],abc,a[b]c",
        "b,\\1,abc,a\\1c",
        "a*,-,baac,-b--c-",
        "b,,abc,ac",
        "b,\\\\,abc,a\\c",
        "x,y,abc,abc",
    })
    void matchesAreReplaced(String expression, String replacement, String text, String result) {
        Regex regex = Regex.compile(expression);
        int groups = expression.startsWith("(a)") ? 2 : 0;
        assertThat(regex.replace(text, Replacement.compile(replacement == null ? "" : replacement, groups), 0))
                .isEqualTo(result);
    }

    @Test
    void onlyOneOccurrenceMayBeReplaced() {
        assertThat(Regex.compile("a").replace("aaa", Replacement.compile("b", 0), 2))
                .isEqualTo("aba");
    }
}
