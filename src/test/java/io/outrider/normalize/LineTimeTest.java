package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as lines of text state them. Synthetic. */
class LineTimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Oct 11 22:14:15                 | 2024-10-11T20:14:15Z",
                "Jan  5 01:02:03                 | 2025-01-05T00:02:03Z",
                "Jan 05 01:02:03                 | 2025-01-05T00:02:03Z",
                "Oct 11 22:14:15.123             | 2024-10-11T20:14:15.123Z",
                "Oct 11 22:14:15 UTC             | 2024-10-11T22:14:15Z",
                "Oct 11 2019 22:14:15            | 2019-10-11T20:14:15Z",
                "Oct 11 22:14:15 2019            | 2019-10-11T20:14:15Z",
                "2019 Oct 11 22:14:15            | 2019-10-11T20:14:15Z",
                "Fri Oct 11 22:14:15 2019        | 2019-10-11T20:14:15Z",
                "Oct 11 2019 22:14:15.5 -0500    | 2019-10-12T03:14:15.500Z",
                "Jun 30 23:59:60 2015            | 2015-06-30T21:59:59Z",
                "Feb 29 00:00:00                 | 2024-02-28T23:00:00Z",
                "2019-10-11T22:14:15.003Z        | 2019-10-11T22:14:15.003Z",
                "2019-10-11T22:14:15.003-07:00   | 2019-10-12T05:14:15.003Z",
                "2019-10-11T22:14:15+0200        | 2019-10-11T20:14:15Z",
                "2019-10-11T22:14:15             | 2019-10-11T20:14:15Z",
                "11/Oct/2019:22:14:15 -0500      | 2019-10-12T03:14:15Z",
                "11/Oct/2019:22:14:15            | 2019-10-11T20:14:15Z",
            })
    void everyFormIsReadInTheSourcesZoneUnlessItNamesOne(String text, String expected) {
        LineTime time = LineTimeScanner.whole(text);
        assertThat(time).isNotNull();
        assertThat(time.instant(BERLIN, Instant.parse("2025-06-15T12:00:00Z"))).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Oct",
                "Oct 11",
                "Oct 11 22:14",
                "Oct 32 22:14:15",
                "Feb 30 22:14:15",
                "Oct 11 25:14:15",
                "Okt 11 22:14:15",
                "11 22:14:15",
                "2019-10-11 22:14:15",
                "2019-13-11T22:14:15Z",
                "11/Oct/19:22:14:15 -0500",
                "2019 Oct",
                "1",
                "Mon ",
                "32/Oct/2019:22:14:15 -0500",
                "Oct 11 22:14:15 tomorrow",
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(LineTimeScanner.whole(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // A message of the old year comes in the new one.
        "Dec 31 23:59:58, 2025-01-01T00:00:02Z, 2024-12-31T23:59:58Z",
        // A clock that is ahead, or a zone to the east.
        "Jan  1 00:00:01, 2024-12-31T23:59:58Z, 2025-01-01T00:00:01Z",
        "Jan  1 10:00:00, 2024-12-31T23:59:58Z, 2025-01-01T10:00:00Z",
        // More than a day ahead is a year ago.
        "Jan  3 00:00:00, 2024-12-31T23:59:58Z, 2024-01-03T00:00:00Z",
        "Jun 15 12:00:00, 2025-06-15T12:00:00Z, 2025-06-15T12:00:00Z",
        "Jun 16 11:00:00, 2025-06-15T12:00:00Z, 2025-06-16T11:00:00Z",
        "Jun 17 12:00:00, 2025-06-15T12:00:00Z, 2024-06-17T12:00:00Z",
        // No century has eight years without a 29 February but one.
        "Feb 29 00:00:00, 2103-06-15T12:00:00Z, 2096-02-29T00:00:00Z",
    })
    void yearIsTheLastInWhichTheTimeIsNotMoreThanADayAheadOfReceipt(String text, String received, String expected) {
        assertThat(LineTimeScanner.whole(text).instant(ZoneOffset.UTC, Instant.parse(received)))
                .isEqualTo(Instant.parse(expected));
    }

    @Test
    void hostOfDigitsBehindATimeIsNoYear() {
        LineTimeScanner scanner = new LineTimeScanner("Oct 11 22:14:15 2019.example.org x");
        assertThat(scanner.scan(0).yearStated()).isFalse();
        assertThat(scanner.end()).isEqualTo("Oct 11 22:14:15".length());
    }
}
