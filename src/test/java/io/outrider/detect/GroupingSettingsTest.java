package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupingSettingsTest {

    private static GroupingSettings settings(Duration window, Duration offset, Duration lateness, int maxValues) {
        Duration five = Duration.ofMinutes(5);
        return new GroupingSettings(window, offset, lateness, five, five, five, maxValues, 1, true, false);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.5S, PT0S, PT0S, 1, window",
        "PT25H, PT0S, PT0S, 1, window",
        "PT1.5S, PT0S, PT0S, 1, whole seconds",
        "PT1H, PT0.5S, PT0S, 1, whole seconds",
        "PT1H, PT1H, PT0S, 1, offset",
        "PT1H, PT-1H, PT0S, 1, offset",
        "PT1H, PT0S, PT-1S, 1, negative",
        "PT1H, PT0S, PT0S, 0, values",
    })
    void whatCannotBeIsRefused(Duration window, Duration offset, Duration lateness, int maxValues, String named) {
        assertThatThrownBy(() -> settings(window, offset, lateness, maxValues))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected")
                .hasMessageContaining(named);
    }

    @Test
    void scheduleOfThePublishedContentIsAllowed() {
        assertThat(settings(Duration.ofHours(1), Duration.ofMinutes(-10), Duration.ZERO, 1))
                .isNotNull();
    }
}
