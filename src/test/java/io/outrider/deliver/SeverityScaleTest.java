package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityScaleTest {

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 5", "2, 4", "3, 3", "4, On Fire", "5, 1", "6, 1", "99, 5"})
    void wordFollowsTheSeverityOfOcsf(int severity, String word) {
        SeverityScale scale = SeverityScale.of("critical=1, high = On Fire,medium=3,low=4, informational=5");

        assertThat(scale.of(new Finding(Map.of(
                        "activity_id",
                        1,
                        "severity_id",
                        severity,
                        "metadata",
                        Map.of("uid", "0a1b", "sequence", 0, "logged_time", 0L)))))
                .isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "high=1",
                "informational=3, low=3, medium=2, high=1, severe=1",
                "informational=3, low=3, medium=2, high=1, critical=",
                "informational=3, low=3, medium=2, high=1, high=1, critical=1",
                "informational=3, low=3, medium=2, high=1, critical=1, 7",
            })
    void eachSeverityHasOneWord(String text) {
        assertThatThrownBy(() -> SeverityScale.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a word for each of informational, low, medium, high, critical, once")
                .hasMessageEndingWith("but found '" + text + "'");
    }
}
