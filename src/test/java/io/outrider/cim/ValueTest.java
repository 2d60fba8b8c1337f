package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {

    @Test
    void textIsItsOwnOnlyText() {
        assertThat(Value.of("a\nb").texts()).containsExactly("a\nb");
        assertThat(Value.of("").text()).isEmpty();
    }

    @Test
    void oneTextIsNoMultivalue() {
        assertThat(Value.of(List.of("a"))).isEqualTo(Value.of("a"));
    }

    @Test
    void textsOfAMultivalueKeepTheirOrderAndAreJoinedByLineFeeds() {
        Value value = Value.of(List.of("b", "a", "b"));
        assertThat(value.texts()).containsExactly("b", "a", "b");
        assertThat(value.text()).isEqualTo("b\na\nb");
    }

    @Test
    void multivalueIsACopy() {
        List<String> texts = new ArrayList<>(List.of("a", "b"));
        Value value = Value.of(texts);
        texts.clear();
        assertThat(value.texts()).containsExactly("a", "b");
    }

    @Test
    void noTextIsNoValue() {
        assertThatThrownBy(() -> Value.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-1.50, -1.5",
        "0, 0",
        "1e21, 1000000000000000000000",
        "1e-7, 0.0000001",
        "1610667700.145335, 1610667700.145335",
        "100, 100",
    })
    void numberIsWrittenWithoutExponentOrTrailingZeros(double number, String text) {
        assertThat(Value.of(number).text()).isEqualTo(text);
        assertThat(Value.of(number).texts()).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsRefused(double number) {
        assertThatThrownBy(() -> Value.of(number)).isInstanceOf(IllegalArgumentException.class);
    }
}
