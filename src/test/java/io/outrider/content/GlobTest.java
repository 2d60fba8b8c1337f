package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "T1021.*, T1021.006, true",
        "T1021.*, T1021, false",
        "T1021*, T1021, true",
        "ransom*, Ransomware, true",
        "T102?, T1021, true",
        "T102?, T102, false",
        "*, anything, true",
        "a.c, abc, false",
    })
    void starIsAnyTextAndQuestionMarkOneCharacterInAnyCase(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Property
    void agreesWithTheRegularExpressionItStandsFor(
            @ForAll @StringLength(max = 8) @Chars({'a', 'b', '*', '?'}) String pattern,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'b') String text) {
        String regex = pattern.replace("*", ".*").replace('?', '.');

        assertThat(new Glob(pattern).matches(text.toUpperCase(Locale.ROOT)))
                .isEqualTo(Pattern.matches("(?i)" + regex, text));
    }

    @Test
    void manyStarsDoNotMakeItSlow() {
        String pattern = "*a".repeat(1_000) + "b";

        assertThat(new Glob(pattern).matches("a".repeat(10_000))).isFalse();
    }
}
