package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "10m,PT10M", "-10m,PT-10M", "1h,PT1H", "1d,PT24H", "0,PT0S"})
    void durationIsANumberAndAUnit(String text, Duration duration) {
        assertThat(new DurationText().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "1 banana", "PT1H", "1h30m", "99999999999d"})
    void anythingElseIsRefusedWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a duration such as")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void blanksAroundItDoNotCount() {
        assertThat(new DurationText().convert(" 5s ")).isEqualTo(Duration.ofSeconds(5));
    }
}
