package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.policy.MaintenanceWindow;
import io.outrider.policy.Schedule;
import io.outrider.policy.Suppression;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPropertiesTest {

    private static PolicyProperties read(String... namesAndValues) {
        Map<String, String> all = new HashMap<>();
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            shipped.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        shipped.forEach((name, value) -> all.put((String) name, (String) value));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put("outrider." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new PolicyProperties(new SmallRyeConfigBuilder()
                .withMapping(OutriderConfig.class)
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "application.properties", 250))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(OutriderConfig.class));
    }

    @Test
    void shippedPropertiesHoldNothingBack() {
        assertThat(read().suppressions()).isEmpty();
        assertThat(read().maintenance()).isEmpty();
    }

    @Test
    void suppressionsAreReadInTheOrderOfTheirNames() {
        PolicyProperties properties = read(
                "suppress.users.fields", " user , src ,",
                "suppress.users.period", "2h",
                "suppress.hosts.detections", "type:TTP + status:production, name:Some*",
                "suppress.hosts.period", "30m");
        assertThat(properties.suppressions()).extracting(Suppression::name).containsExactly("hosts", "users");
        assertThat(properties.suppressions())
                .extracting(Suppression::period)
                .containsExactly(Duration.ofMinutes(30), Duration.ofHours(2));
        assertThat(properties.suppressions().get(1).fields()).containsExactly("user", "src");
    }

    @Test
    void maintenanceIsOnceOrEachWeek() {
        PolicyProperties properties = read(
                "maintenance.move.matchers", "dest=dc1-*, severity:low",
                "maintenance.move.from", "2026-03-07T22:00:00+01:00",
                "maintenance.move.until", "2026-03-08T04:00Z",
                "maintenance.patches.matchers", "detection:type:Anomaly",
                "maintenance.patches.days", "sat, SUNDAY",
                "maintenance.patches.start", "22:00",
                "maintenance.patches.end", "02:30",
                "maintenance.patches.timezone", "Europe/Berlin",
                "maintenance.daily.matchers", "dest=*",
                "maintenance.daily.start", "04:00",
                "maintenance.daily.end", "04:30");
        assertThat(properties.maintenance())
                .extracting(MaintenanceWindow::name)
                .containsExactly("daily", "move", "patches");
        assertThat(properties.maintenance())
                .extracting(MaintenanceWindow::schedule)
                .containsExactly(
                        new Schedule.Weekly(
                                Set.of(DayOfWeek.values()), LocalTime.of(4, 0), LocalTime.of(4, 30), ZoneId.of("UTC")),
                        new Schedule.Once(Instant.parse("2026-03-07T21:00:00Z"), Instant.parse("2026-03-08T04:00:00Z")),
                        new Schedule.Weekly(
                                Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                LocalTime.of(22, 0),
                                LocalTime.of(2, 30),
                                ZoneId.of("Europe/Berlin")));
        assertThat(properties.maintenance().get(1).matchers().lines()).isEqualTo("dest=dc1-*\nseverity:low");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "suppress.s.fields; dest; suppress.s.period: expected a duration such as 1h, but found nothing",
                "suppress.s.period; soon; suppress.s.period: expected a duration such as 500ms",
                "suppress.s.period; 90d; suppress.s.period: expected a period from 1s to 30d",
                "suppress.s.feilds; dest; suppress.s.feilds: expected one of detections, fields, period, but found 'feilds'; did you mean fields?",
                "suppress.s.detections; kind:x; suppress.s.detections: expected one of id, name",
                "maintenance.m.start; 22:00; maintenance.m.matchers: expected conditions such as dest=ws-*",
                "maintenance.m.matchers; dest; maintenance.m.matchers: expected detection:NAME, severity:NAME or FIELD=VALUE",
                "maintenance.m.matchers; dest=a; maintenance.m.*: expected either from and until, or start and end (and days), but found neither",
                "maintenance.m.when; now; maintenance.m.when: expected one of matchers"
            })
    void whatIsWrongIsNamed(String property, String value, String message) {
        assertThatThrownBy(() -> read(property, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("outrider." + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "from; tomorrow; until; 2026-03-08T04:00Z; from: expected a time such as 2026-03-01T22:00:00Z",
                "from; 2026-03-08T04:00Z; until; 2026-03-08T04:00Z; until: expected an end behind",
                "from; 2026-03-08T04:00Z; start; 22:00; *: expected either from and until, or start and end (and days), but found both",
                "from; 2026-03-08T04:00Z; timezone; UTC; until: expected a value, but found nothing",
                "start; 25:00; end; 02:00; start: expected a time of day such as 22:00, but found '25:00'",
                "start; 22:00; days; someday; days: expected days such as mon, tue, sat, but found 'someday'"
            })
    void wrongTimesAreNamed(String first, String value, String second, String other, String message) {
        assertThatThrownBy(() -> read(
                        "maintenance.m.matchers",
                        "dest=a",
                        "maintenance.m." + first,
                        value,
                        "maintenance.m." + second,
                        other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("outrider.maintenance.m." + message);
    }

    @ParameterizedTest
    @CsvSource({
        "2h,2026-03-02T03:00:00Z,2026-03-01T23:00:00Z",
        "2026-03-02T05:00:00.9Z,2026-03-02T05:00:00Z,2026-03-02T05:00:00Z",
        "2026-03-02T05:00+01:00,2026-03-02T04:00:00Z,2026-03-02T04:00:00Z"
    })
    void momentsAreTimesOrDurations(String text, Instant behind, Instant before) {
        Instant now = Instant.parse("2026-03-02T01:00:00.5Z");
        assertThat(MomentText.behind(now, text)).isEqualTo(behind);
        assertThat(MomentText.before(now, text)).isEqualTo(before);
    }

    @Test
    void whatIsNoMomentIsRefused() {
        assertThatThrownBy(() -> MomentText.behind(Instant.EPOCH, "later"))
                .hasMessageContaining("expected a duration such as 2h, or a time");
        assertThatThrownBy(() -> MomentText.moment("2026-03-02T05:00")).hasMessageContaining("expected a time such as");
    }
}
