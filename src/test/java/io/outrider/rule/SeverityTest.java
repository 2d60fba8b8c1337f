package io.outrider.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityTest {

    @ParameterizedTest
    @CsvSource({
        "0, INFORMATIONAL",
        "20, INFORMATIONAL",
        "21, LOW",
        "40, LOW",
        "41, MEDIUM",
        "54, MEDIUM",
        "60, MEDIUM",
        "61, HIGH",
        "80, HIGH",
        "81, CRITICAL",
        "100, CRITICAL",
    })
    void upperBoundBelongsToItsBand(int riskScore, Severity severity) {
        assertThat(Severity.of(riskScore)).isEqualTo(severity);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void scoreOutsideOfZeroToHundredIsRefused(int riskScore) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Severity.of(riskScore))
                .withMessageContaining("0 to 100")
                .withMessageContaining(Integer.toString(riskScore));
    }

    @Test
    void idsAreThoseOfOcsf() {
        assertThat(Severity.values())
                .extracting(severity -> severity.id() + " " + severity.caption())
                .containsExactly("1 Informational", "2 Low", "3 Medium", "4 High", "5 Critical");
        assertThat(Severity.values())
                .extracting(severity -> severity.riskLevelId() + " " + severity.riskLevel())
                .containsExactly("0 Info", "1 Low", "2 Medium", "3 High", "4 Critical");
    }
}
