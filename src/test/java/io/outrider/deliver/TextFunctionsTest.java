package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFunctionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a       | ` a `
            ''      | ` - `
            a`b     | `` a`b ``
            ```     | ```` ``` ````
            `a``    | ``` `a`` ```
            """)
    void codeHasAFenceLongerThanAnyInTheText(String text, String code) {
        assertThat(TextFunctions.code(text)).isEqualTo(code);
    }

    @Property
    void codeIsOneLine(@ForAll String text) {
        assertThat(TextFunctions.code(text)).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u0085");
    }

    @Property
    void cutTextFitsAndHasWholeCharacters(
            @ForAll @Size(max = 30) List<Boolean> wide, @ForAll @IntRange(min = 1, max = 20) int most) {
        String text = wide.stream().map(each -> each ? "\ud83d\ude00" : "a").collect(Collectors.joining());

        String cut = TextFunctions.cut(text, most);

        assertThat(cut.length()).isLessThanOrEqualTo(most);
        assertThat(cut.chars().filter(c -> Character.isHighSurrogate((char) c)).count())
                .isEqualTo(cut.chars()
                        .filter(c -> Character.isLowSurrogate((char) c))
                        .count());
        assertThat(text).startsWith(cut.endsWith("\u2026") ? cut.substring(0, cut.length() - 1) : cut);
    }
}
