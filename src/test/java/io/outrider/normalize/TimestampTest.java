package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2021-01-14T23:41:40.145335200Z | 2021-01-14T23:41:40.145335200Z",
                "2021-01-14T23:41:40Z           | 2021-01-14T23:41:40Z",
                "2021-01-14T23:41:40.1Z         | 2021-01-14T23:41:40.1Z",
                "2021-01-14T23:41:40.123456789Z | 2021-01-14T23:41:40.123456789Z",
                "2021-01-14T23:41:40.1234567899Z| 2021-01-14T23:41:40.123456789Z",
                "2021-01-14T23:41:40,5Z         | 2021-01-14T23:41:40.5Z",
                "2021-01-14T23:41:40+02:00      | 2021-01-14T21:41:40Z",
                "2021-01-14T23:41:40.5+0200     | 2021-01-14T21:41:40.5Z",
                "2021-01-14T23:41:40-05         | 2021-01-15T04:41:40Z",
                "2021-01-14T23:41:40-05:30      | 2021-01-15T05:11:40Z",
                "2021-01-14 23:41:40.5 UTC      | 2021-01-14T23:41:40.5Z",
                "1610667700                     | 2021-01-14T23:41:40Z",
                "1610667700.25                  | 2021-01-14T23:41:40.25Z",
                "1610667700123                  | 2021-01-14T23:41:40.123Z",
                "1610667700123.5                | 2021-01-14T23:41:40.1235Z",
            })
    void timesWithAZoneKeepIt(String text, String instant) {
        Timestamp time = Timestamp.parse(text);
        assertThat(time).isNotNull();
        assertThat(time.isZoned()).isTrue();
        assertThat(time.instant(BERLIN)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-10-18 10:56:18.799     | 2020-10-18T08:56:18.799Z",
                "2020-12-18 10:56:18         | 2020-12-18T09:56:18Z",
                "01/14/2021 11:41:39 PM      | 2021-01-14T22:41:39Z",
                "01/14/2021 12:00:00 AM      | 2021-01-13T23:00:00Z",
                "01/14/2021 12:00:00.123 PM  | 2021-01-14T11:00:00.123Z",
            })
    void timesWithoutAZoneAreReadInTheSources(String text, String instant) {
        Timestamp time = Timestamp.parse(text);
        assertThat(time).isNotNull();
        assertThat(time.isZoned()).isFalse();
        assertThat(time.instant(BERLIN)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "yesterday",
                "2021-02-30 00:00:00",
                "2021-01-14 25:00:00",
                "2021-01-14T23:41:40X",
                "2021-01-14T23:41:40+99:00",
                "2021-01-14T23:41:40+2",
                "2021-01-14T23:41:40Z trailing",
                "2021-01-14",
                "01/14/2021 13:41:39 PM",
                "01/14/2021 11:41:39",
                "13/01/2021 11:41:39 AM",
                "12345678",
                "999999999999999",
                "1610667700x",
            })
    void otherTextsAreNoTimes(String text) {
        assertThat(Timestamp.parse(text)).isNull();
    }

    @Property
    void anyTextIsATimeOrNone(@ForAll String text, @ForAll int cut) {
        Timestamp.parse(text);
        String mixed = "2021-01-14T23:41:40.145335200+02:00";
        int at = Math.floorMod(cut, mixed.length());
        Timestamp.parse(mixed.substring(0, at) + text + mixed.substring(at));
    }
}
