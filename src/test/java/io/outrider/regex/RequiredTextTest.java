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
        assertThat(RequiredText.of(expression)).isEqualTo(new RequiredText(text, false));
    }

    @Test
    void caseIsOfNoAccountWhereTheExpressionBeginsWithThatOption() {
        assertThat(RequiredText.of("(?i)cmd\\.exe\\s+/c")).isEqualTo(new RequiredText("cmd.exe", true));
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
