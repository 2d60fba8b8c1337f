package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeTest {

    @ParameterizedTest(name = "{0} is like {1}: {2}")
    @CsvSource({
        "cmd.exe, cmd%, true",
        "CMD.exe, cmd%, false",
        "cmd.exe, cmd_exe, true",
        "cmdexe, cmd_exe, false",
        "cmd.exe, %, true",
        "'', %, true",
        "'', _, false",
        "a*b, a*b, true",
        "axb, a*b, false",
        "abab, %ab, true",
        "aba, %ab, false",
        "100%, 100%, true",
        "a, a%%, true",
    })
    void percentStandsForAnyCharactersAndUnderscoreForOne(String text, String pattern, boolean matches) {
        assertThat(Like.compile(pattern).test(text)).isEqualTo(matches);
    }

    @Test
    void underscoreStandsForACharacterOutsideTheBasicPlane() {
        assertThat(Like.compile("a_b").test("a\uD83D\uDE00b")).isTrue();
        assertThat(Like.compile("a__b").test("a\uD83D\uDE00b")).isFalse();
    }

    @Test
    void manyPercentSignsTakeNoExponentialTime() {
        assertThat(Like.compile("%a".repeat(500) + "b").test("a".repeat(20_000)))
                .isFalse();
    }

    @Property
    void agreesWithARegularExpression(
            @ForAll @Chars({'a', 'b', 'A', '%', '_', '\\', '\n', '\uD83D', '\uDE00'}) @StringLength(max = 12)
                    String text,
            @ForAll @Chars({'a', 'b', 'A', '%', '_', '\\', '\n'}) @StringLength(max = 8) String pattern) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        assertThat(Like.compile(pattern).test(text))
                .isEqualTo(Pattern.compile(regex.toString(), Pattern.DOTALL)
                        .matcher(text)
                        .matches());
    }
}
