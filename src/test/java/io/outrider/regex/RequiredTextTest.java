package io.outrider.regex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the text is in each match, {@link RegexTwinTest} shows. */
class RequiredTextTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "abc,abc",
                "a(b|c)defg?,def",
                "\\\\Users\\\\\\w+,\\Users\\",
                "^x{2}yz$,yz",
                "(?<name>\\d+)-end,-end",
                "[\\]a]+bc*,b",
                "ab*cd+e,cd",
                "\\x{202E},\u202E",
                "(?<!a)(?:b|c)(?=d)efg,efg",
            })
    void longestTextThatIsInEachMatch(String expression, String text) {
        RequiredText required = RequiredText.of(expression);
        assertThat(required).isNotNull().extracting(RequiredText::text).isEqualTo(text);
        assertThat(required.ignoringCase()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // A drive letter's colon is no stream's.
        "(\\b)\\w+(\\.\\w+)?:\\w+,C:\\Users\\bob,C:\\Users\\bob\\a.txt:b.exe",
        "port=\\d,report= port=,report= port=5",
        "a\\s+b,a,a b",
        "a\\wxy-\\w,a1xy-.,a1xy-.axy-z",
    })
    void textIsFollowedByACharacterOfTheClassBehindIt(String expression, String without, String with) {
        RequiredText required = RequiredText.of(expression);
        assertThat(required).isNotNull();
        assertThat(required.mayBeIn(without)).isFalse();
        assertThat(required.mayBeIn(with)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\w*", "a\\w?b*", "a\\w{0,2}", "a(?=\\w)", "a[b]\\w", "aa*\\w", "a\\W", "a\\b"})
    void nothingIsAskedBehindTheTextWhereItMayBeAbsent(String expression) {
        RequiredText required = RequiredText.of(expression);
        assertThat(required).isNotNull();
        assertThat(required.mayBeIn("a")).isTrue();
    }

    @Test
    void caseIsOfNoAccountWhereTheExpressionBeginsWithThatOption() {
        RequiredText required = RequiredText.of("(?i)cmd\\.exe\\s+/c");
        assertThat(required).isNotNull().extracting(RequiredText::text).isEqualTo("cmd.exe");
        assertThat(required.ignoringCase()).isTrue();
        assertThat(required.mayBeIn("CMD.EXE")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|b",
                "a(?i)bc",
                "(?x)abc",
                "(a(?i:b))cd",
                "(a)(?:b)",
                "\\d+",
                "a?",
                "\\Qa.b\\E",
                "a{,2}",
                ".*",
                "[a",
                "(a",
                "\\u0041"
            })
    void noTextWhereItCannotBeTold(String expression) {
        assertThat(RequiredText.of(expression)).isNull();
    }
}
