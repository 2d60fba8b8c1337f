package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** {@link IsoTime} reads what {@link Timestamp}, its slow twin, reads, and nothing otherwise. */
class IsoTimeTest {

    @Property(tries = 5_000)
    void whatIsReadIsReadTheSame(@ForAll("times") String text) {
        Timestamp expected = Timestamp.parse(text);
        for (boolean zoned : new boolean[] {true, false}) {
            Instant time = parse(text, zoned);
            if (time != null) {
                assertThat(expected).isNotNull();
                assertThat(time).isEqualTo(expected.instant(ZoneOffset.UTC));
                assertThat(expected.isZoned()).isEqualTo(zoned);
            }
        }
    }

    @Test
    void theUsualFormsAreRead() {
        for (String text :
                List.of("2020-06-10T02:51:05.723Z", "2024-02-29 23:59:59Z", "1970-01-01T00:00:00.123456789Z")) {
            assertThat(parse(text, true)).isEqualTo(Timestamp.parse(text).instant(ZoneOffset.UTC));
        }
        for (String text : List.of("2020-06-09 22:51:04", "2100-12-31T23:59:59.5")) {
            assertThat(parse(text, false)).isEqualTo(Timestamp.parse(text).instant(ZoneOffset.UTC));
        }
    }

    @Test
    void everyDayFrom1970To2400IsCounted() {
        for (Instant day = Instant.EPOCH;
                day.isBefore(Instant.parse("2400-01-01T00:00:00Z"));
                day = day.plusSeconds(86_400)) {
            assertThat(parse(day.toString(), true)).isEqualTo(day);
        }
    }

    private static Instant parse(String text, boolean zoned) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IsoTime.parse(bytes, 0, bytes.length, zoned);
    }

    @Provide
    Arbitrary<String> times() {
        Arbitrary<String> year = Arbitraries.of("1969", "1970", "2019", "2020", "2100", "9999", "0000", "20x0");
        Arbitrary<String> number = Arbitraries.of(
                "00", "01", "02", "12", "13", "23", "24", "28", "29", "30", "31", "32", "59", "60", "-1", "1 ");
        Arbitrary<String> separator = Arbitraries.of("T", "T", " ", "t", "");
        Arbitrary<String> end = Arbitraries.of(
                "", "Z", ".5", ".5Z", ".123456789Z", ".1234567890Z", ".Z", ".", ",5", "z", "+02:00", " Z", ".x");
        return number.list()
                .ofSize(5)
                .flatMap(n -> year.flatMap(y -> separator.flatMap(s -> end.map(e ->
                        y + '-' + n.get(0) + '-' + n.get(1) + s + n.get(2) + ':' + n.get(3) + ':' + n.get(4) + e))));
    }
}
