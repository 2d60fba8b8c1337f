package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "42, 42",
        "-7, -7",
        "+7, 7",
        "05, 5",
        "1.50, 1.5",
        ".5, 0.5",
        "5., 5",
        "1e3, 1000",
        "1E-3, 0.001"
    })
    void decimalDigitsAreANumber(String text, double number) {
        assertThat(Numbers.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 1",
                "1 ",
                "-",
                ".",
                "e5",
                "1e",
                "1-1",
                "1.2.3",
                "--1",
                "NaN",
                "Infinity",
                "0x1p3",
                "1d",
                "1f",
                "1e999",
                "\u0661",
                "1,000",
                "abc"
            })
    void everythingElseIsAText(String text) {
        assertThat(Numbers.parse(text)).isNull();
    }

    @Test
    void severalTextsAreNoNumber() {
        assertThat(Numbers.of(Value.of(List.of("1", "2")))).isNull();
    }

    @Property
    void everyNumberIsReadBackFromItsText(@ForAll double number) {
        assertThat(Numbers.parse(Value.of(number).text())).isEqualTo(number + 0.0);
    }
}
