package io.outrider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.alert.Alert;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchersTest {

    private static final Alert ALERT = Alerts.create(
            Alerts.detection("one", 50), 0, "dest", "WS-042|WS-043", "user", "alice", "a*b", "x*y", "empty", "");

    private static Matchers read(String... texts) {
        return Matchers.parse(List.of(texts), selector -> about -> about.id().equals(selector));
    }

    @ParameterizedTest
    @CsvSource({
        "dest=WS-042,true",
        "dest=ws-043,true",
        "dest=ws-*,true",
        "dest=*,true",
        "dest=ws-04,false",
        "dest=ws-04?,false",
        "src=*,false",
        "user = alice,true",
        "user=*lic*,true",
        "user=bob,false",
        "a*b=x*,true",
        "empty=*,true",
        "severity:medium,true",
        "SEVERITY:Med*,true",
        "severity:high,false",
        "detection:one,true",
        "detection:two,false"
    })
    void conditionHoldsInAnyCaseAndWithStars(String text, boolean holds) {
        assertThat(read(text).match(ALERT)).isEqualTo(holds);
    }

    @Test
    void allConditionsMustHold() {
        assertThat(read("dest=ws-*", "user=alice", "detection:one").match(ALERT))
                .isTrue();
        assertThat(read("dest=ws-*", "user=bob", "detection:one").match(ALERT)).isFalse();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Matchers matchers = read("detection: one", "severity:medium", "dest = WS=*", "user=alice");
        assertThat(matchers.lines()).isEqualTo("detection:one\nseverity:medium\ndest=WS=*\nuser=alice");
        assertThat(Matchers.ofLines(matchers.lines(), selector -> about -> true).lines())
                .isEqualTo(matchers.lines());
    }

    @ParameterizedTest
    @CsvSource({"dest", "=x", "dest=", "severity:", "''"})
    void whatIsNoConditionIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void noneTooManyTooLongAndSeveralLinesAreRefused() {
        assertThatThrownBy(() -> read()).hasMessageContaining("from 1 to 20");
        assertThatThrownBy(() -> read(Collections.nCopies(21, "a=b").toArray(String[]::new)))
                .hasMessageContaining("but found 21");
        assertThatThrownBy(() -> read("a=" + "b".repeat(1_000))).hasMessageContaining("at most 1000");
        assertThatThrownBy(() -> read("a=b\nc=d")).hasMessageContaining("one line");
    }
}
