package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "any, 2024-01-01T00:00:00Z, 2024-01-01T00:00:00Z",
        "any, 2024-01-01T01:00:00, 2024-01-01T00:00:00Z",
        "epoch, 1704067200, 2024-01-01T00:00:00Z",
        "epoch, 1704067200.5, 2024-01-01T00:00:00.500Z",
        "epoch_ms, 1704067200500, 2024-01-01T00:00:00.500Z",
        "epoch_us, 1704067200500000, 2024-01-01T00:00:00.500Z",
        "epoch_ns, 1704067200500000001, 2024-01-01T00:00:00.500000001Z",
        "dd/MMM/yyyy:HH:mm:ss Z, 01/Jan/2024:02:00:00 +0200, 2024-01-01T00:00:00Z",
        "yyyy/MM/dd HH:mm:ss, 2024/01/01 01:00:00, 2024-01-01T00:00:00Z",
    })
    void readsWhatASourceWrites(String format, String text, Instant expected) {
        assertThat(TimeFormat.of(format).read(text, BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch, -1",
        "epoch, 1e9",
        "epoch, 1.2.3",
        "epoch, .",
        "epoch, ''",
        "epoch, 99999999999999",
        "epoch_ms, soon",
        "dd/MMM/yyyy:HH:mm:ss Z, 31/Feb/2024",
        "any, soon"
    })
    void whatIsNoSuchTimeIsNone(String format, String text) {
        assertThat(TimeFormat.of(format).read(text, BERLIN)).isNull();
    }

    @Property
    void noTextBreaksAFormat(@ForAll String text) {
        for (String format :
                new String[] {"any", "epoch", "epoch_ns", "dd/MMM/yyyy:HH:mm:ss Z", "yyyy-MM-dd HH:mm:ss"}) {
            TimeFormat.of(format).read(text, BERLIN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jjj", "{", "'"})
    void whatIsNoPatternIsRefused(String format) {
        assertThatThrownBy(() -> TimeFormat.of(format)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void patternWithoutATimeOfDayReadsNothing() {
        assertThat(TimeFormat.of("yyyy-MM-dd").read("2024-01-01", BERLIN)).isNull();
    }
}
