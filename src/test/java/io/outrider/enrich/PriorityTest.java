package io.outrider.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {

    @ParameterizedTest
    @CsvSource({
        // severity, and what it is for an unknown, a low, a medium, a high and a critical priority
        "INFORMATIONAL,INFORMATIONAL,INFORMATIONAL,INFORMATIONAL,INFORMATIONAL,INFORMATIONAL",
        "LOW,LOW,LOW,LOW,MEDIUM,MEDIUM",
        "MEDIUM,MEDIUM,MEDIUM,MEDIUM,MEDIUM,HIGH",
        "HIGH,HIGH,HIGH,HIGH,HIGH,CRITICAL",
        "CRITICAL,CRITICAL,CRITICAL,CRITICAL,CRITICAL,CRITICAL"
    })
    void priorityRaisesTheSeverityAndNeverLowersIt(
            Severity severity, Severity unknown, Severity low, Severity medium, Severity high, Severity critical) {
        assertThat(Priority.UNKNOWN.raise(severity)).isEqualTo(unknown);
        assertThat(Priority.LOW.raise(severity)).isEqualTo(low);
        assertThat(Priority.MEDIUM.raise(severity)).isEqualTo(medium);
        assertThat(Priority.HIGH.raise(severity)).isEqualTo(high);
        assertThat(Priority.CRITICAL.raise(severity)).isEqualTo(critical);
    }
}
