package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "cmd.exe, CMD.exe, true",
        "cmd.exe, cmd_exe, false",
        "cmd?.exe, cmd?.exe, true",
        "cmd?.exe, cmd1.exe, false",
        "net*.exe, net.exe, true",
        "net*.exe, NET1.EXE, true",
        "net*.exe, dotnet.exe, false",
        "*\\temp\\*, C:\\Temp\\a, true",
        "*\\temp\\*, C:\\temp, false",
        "*, '', true",
        "**, any, true",
        "'', '', true",
        "'', a, false",
        "a*a, a, false",
        "a*a, aa, true",
        "a*b*b, ab, false",
        "*a*a*, a, false",
        "*ab*ba*, aba, false",
        "*ab*ba*, abba, true",
        "*.exe, .exe, true",
        "[a-z]+, abc, false",
        "straße, STRASSE, false",
        "É*, école, true",
        "*k*, aK, true",
        "*K*, aK, true",
        "*S*, ſ, true",
    })
    void starStandsForAnyCharactersAndCaseForNone(String pattern, String text, boolean matches) {
        assertThat(Wildcard.compile(pattern).test(text)).isEqualTo(matches);
    }

    @Test
    void starStandsForLineFeedsToo() {
        assertThat(Wildcard.compile("a*b").test("a\r\n\nb")).isTrue();
    }

    @Test
    void manyStarsTakeNoExponentialTime() {
        assertThat(Wildcard.compile("*a".repeat(500) + "b").test("a".repeat(20_000)))
                .isFalse();
    }

    @Property
    void agreesWithARegularExpression(
            @ForAll @Chars({'a', 'A', 'b', '*', '\\', '.', 'é', 'É', '\n'}) @StringLength(max = 8) String pattern,
            @ForAll @Chars({'a', 'A', 'b', '*', '\\', '.', 'é', 'É', '\n'}) @StringLength(max = 12) String text) {
        assertThat(Wildcard.compile(pattern).test(text))
                .isEqualTo(NaiveTstats.regex(new Predicate.Pattern.Wildcard(pattern))
                        .matcher(text)
                        .matches());
    }
}
