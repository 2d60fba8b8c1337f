package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "0, %Y-%m-%dT%H:%M:%S, 1970-01-01T00:00:00",
                "1772366400.25, %Y-%m-%dT%H:%M:%S.%Q, 2026-03-01T12:00:00.250",
                "1772366400.000123, %f %N, 000123 000123",
                "1772366400.999999, %S.%f, 00.999999",
                "-0.25, %Y-%m-%dT%H:%M:%S.%Q, 1969-12-31T23:59:59.750",
                "-1, %F %T, 1969-12-31 23:59:59",
                "1772366400, %I %p %j %y %b %B %a %A %e, 12 PM 060 26 Mar March Sun Sunday  1",
                "0, %I %p, 12 AM",
                "1772366400, %s %z %Z, 1772366400 +0000 UTC",
                "0, 100%% %q %, 100% %q %",
                "0, '', ''",
                "0, no variable, no variable",
                "-62135596800, %F, 0001-01-01",
                "-62198755200, %F %y, -0001-01-01 99",
                "253402300799, %F, 9999-12-31",
                "9e12, %Y, 287168",
            })
    void secondsAreWrittenInUtc(double seconds, String format, String text) {
        assertThat(TimeFormat.compile(format).format(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e13, -1e13, 9.2e15, 1e300, -1e300})
    void numberThatIsNoDateHasNone(double seconds) {
        assertThat(TimeFormat.compile("%F").format(seconds)).isNull();
    }

    @Test
    void fractionIsNotRoundedUpIntoTheNextSecond() {
        assertThat(TimeFormat.compile("%T").format(59.999999)).isEqualTo("00:00:59");
    }
}
