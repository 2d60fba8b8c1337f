package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {

    @ParameterizedTest
    @CsvSource({
        "abc, ABC, true",
        "abc, abcd, false",
        "abc*, ABCd, true",
        "abc*, xabc, false",
        "*abc, xABC, true",
        "*abc, abcx, false",
        "*abc*, xaBcx, true",
        "*abc*, ab, false",
        "*, '', true",
        "*, x, true",
        "'', '', true",
        "'', x, false",
        "a*b, a*B, true",
        "a*b, axb, false"
    })
    void starsAtEitherEndStandForAnyText(String pattern, String text, boolean fits) {
        assertThat(TextPattern.of(pattern).fits(text)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"abc", "abc*", "*abc", "*abc*", "*", "a*b"})
    void isShownAsItWasWritten(String pattern) {
        assertThat(TextPattern.of(pattern)).hasToString(pattern);
    }

    @Property
    void fitsAsTheRegularExpressionDoes(
            @ForAll @Chars({'a', 'B', '*'}) @StringLength(max = 5) String pattern,
            @ForAll @Chars({'a', 'b', 'A', '*'}) @StringLength(max = 6) String text) {
        boolean start = pattern.startsWith("*");
        boolean end = pattern.length() > 1 && pattern.endsWith("*");
        String middle = pattern.substring(start ? 1 : 0, pattern.length() - (end ? 1 : 0));
        String slow = (start ? ".*" : "") + Pattern.quote(middle) + (end || pattern.equals("*") ? ".*" : "");
        assertThat(TextPattern.of(pattern).fits(text))
                .isEqualTo(Pattern.compile(slow, Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .matches());
    }
}
