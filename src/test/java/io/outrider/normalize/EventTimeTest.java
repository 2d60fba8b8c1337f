package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decision 1: which of the times that an event states is its {@code _time}. Synthetic. */
class EventTimeTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'SystemTime':'2021-01-01T00:00:01Z','@timestamp':'2021-01-01T00:00:02Z'  | 2021-01-01T00:00:01Z",
                "'TimeCreated':'2021-01-01T00:00:01Z','@timestamp':'2021-01-01T00:00:02Z' | 2021-01-01T00:00:01Z",
                "'TimeCreated':'2021-01-01 00:00:01','@timestamp':'2021-01-01T00:00:02Z'  | 2021-01-01T00:00:02Z",
                "'EventTime':'2021-01-01 00:00:01','@timestamp':'2021-01-01T00:00:02Z'    | 2021-01-01T00:00:02Z",
                "'EventTime':'2021-01-01 00:00:01','UtcTime':'2021-01-01 00:00:02'        | 2021-01-01T05:00:01Z",
                "'TimeCreated':'2021-01-01 00:00:01.5','EventTime':'2021-01-01 00:00:01'  | 2021-01-01T05:00:01.5Z",
                "'EventTime':'2021-01-01T00:00:01Z','TimeGenerated':'2021-01-01T00:00:02Z'| 2021-01-01T00:00:01Z",
                "'TimeGenerated':'2021-01-01T00:00:01Z','UtcTime':'2021-01-01 00:00:02'   | 2021-01-01T00:00:01Z",
                "'TimeGenerated':'2021-01-01 00:00:01','UtcTime':'2021-01-01 00:00:02'    | 2021-01-01T00:00:02Z",
                "'UtcTime':'2021-01-01 00:00:01.123'                                      | 2021-01-01T00:00:01.123Z",
                "'timestamp':1609459201123                                                | 2021-01-01T00:00:01.123Z",
                "'TimeCreated':'nonsense','@timestamp':'2021-01-01T00:00:02+01:00'        | 2020-12-31T23:00:02Z",
            })
    void theFirstOfTheTimesThatCanBeReadCounts(String members, String expected) throws IOException {
        Reading reading = Reading.of("{" + members.replace('\'', '"') + "}", NEW_YORK);
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.events().get(0).time()).isEqualTo(Instant.parse(expected));
    }

    @Test
    void eventWithoutATimeHasThatOfReceiptAndIsReported() throws IOException {
        Reading reading = Reading.of("{\"EventTime\":\"soon\"}");
        assertThat(reading.events().get(0).time()).isEqualTo(Reading.RECEIVED);
        assertThat(reading.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.repaired()).isTrue();
            assertThat(reject.reason()).contains("time of receipt");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+292278994-08-17T07:12:55Z",
                "0001-01-01T00:00:00Z",
                "1600-12-31T23:59:59.999999999Z",
                "1601-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "0001-01-01 00:00:00",
            })
    void timeThatNoLogCanHoldIsNoTime(String time) throws IOException {
        String xml = Samples.sysmonProcessCreation()
                .get("xml")
                .replaceAll("SystemTime='[^']*'", "SystemTime='" + time + "'");

        Reading next = Reading.of(xml);
        assertThat(next.rejects()).isEmpty();
        assertThat(next.events().get(0).time()).isEqualTo(Instant.parse("2024-03-01T10:20:30.100Z"));

        Reading none = Reading.of(xml.replace("2024-03-01 10:20:30.100", time));
        assertThat(none.events().get(0).time()).isEqualTo(Reading.RECEIVED);
        assertThat(none.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.repaired()).isTrue();
            assertThat(reject.reason()).contains("time of receipt");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1601-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
    void firstAndLastTimeOfALogAreTimes(String time) throws IOException {
        assertThat(Reading.event("{\"TimeCreated\":\"" + time + "\"}").time()).isEqualTo(Instant.parse(time));
    }

    @Test
    void timeThatATextMessageQuotesIsNotItsTime() throws IOException {
        Reading reading = Reading.of(
                "01/14/2021 11:41:39 PM\nLogName=Application\nEventCode=1\nMessage=x\nSystemTime: 2031-01-01T00:00:00Z",
                NEW_YORK);
        assertThat(reading.events().get(0).time()).isEqualTo(Instant.parse("2021-01-15T04:41:39Z"));
    }
}
