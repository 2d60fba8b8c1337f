package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.outbox.DeliveryPolicy.Rate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkPropertiesTest {

    private static final OutriderConfig.Delivery COMMON = new OutriderConfig.Delivery() {
        @Override
        public Duration delay() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration maximumDelay() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration giveUpAfter() {
            return Duration.ofDays(3);
        }

        @Override
        public int maxWaiting() {
            return 1_000;
        }
    };

    private static SinkProperties read(Map<String, String> given) {
        return SinkProperties.of(given, 1, COMMON, false);
    }

    @Test
    void propertiesOfDeliveryAreNotTheTemplates() {
        SinkProperties sink = read(Map.of(
                "type", "webhook",
                "url", "https://soc.example.com/",
                "when", " ${body.severity_id} >= 4 ",
                "updates", "false",
                "rate", "60/m",
                "concurrency", "4",
                "maximumDelay", "1m"));

        assertThat(sink.template())
                .containsOnly(Map.entry("type", "webhook"), Map.entry("url", "https://soc.example.com/"));
        assertThat(sink.when()).contains("${body.severity_id} >= 4");
        assertThat(sink.updates()).isFalse();
        assertThat(sink.policy().rate()).contains(new Rate(60, Duration.ofMinutes(1)));
        assertThat(sink.policy().concurrency()).isEqualTo(4);
        assertThat(sink.policy().maximumDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(sink.policy().delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            updates      | yes  | updates: expected true or false, but found 'yes'
            rate         | 10   | rate: expected calls in a time such as 10/s, 60/m or 1000/h, but found '10'
            rate         | 0/s  | rate: expected one call or more, but found 0
            concurrency  | 0    | concurrency: expected 1 to 64, but found 0
            concurrency  | many | concurrency: expected a whole number, but found 'many'
            digest       | 10m  | digest: expected a sink that takes several alerts at a time, but this type takes one
            giveUpAfter  | 3    | giveUpAfter: expected a duration such as 500ms, 30s, 10m, 1h or 1d, but found '3'
            delay        | -1s  | delay: expected no negative duration, but found '-1s'
            delay        | 10m  | delay: expected more than 0 and at most 300000 ms, the maximum delay, but found 600000 ms
            """)
    void whatIsWrongIsToldByName(String property, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(property, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
