package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookMessageTest {

    private static Map<String, Object> finding(Object activity, Object uid) {
        Map<String, Object> finding = new HashMap<>();
        finding.put("activity_id", activity);
        finding.put("metadata", Map.of("uid", uid, "sequence", 3, "logged_time", 1735689600123L));
        return finding;
    }

    @ParameterizedTest
    @CsvSource({"1, alert.created", "2, alert.updated", "3, alert.closed"})
    void findingIsDataOfATypedMessage(int activity, String type) {
        WebhookMessage message = WebhookMessage.of(finding(activity, "0a1b"), PayloadFormat.OCSF);

        assertThat(message.id()).isEqualTo("0a1b-3");
        assertThat(message.body())
                .containsOnly(
                        Map.entry("type", type),
                        Map.entry("timestamp", "2025-01-01T00:00:00.123Z"),
                        Map.entry("data", finding(activity, "0a1b")));
    }

    @Test
    void whatIsNoFindingIsRefused() {
        assertThatThrownBy(() -> WebhookMessage.of(Map.of("x", 1), PayloadFormat.OCSF))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookMessage.of(finding(9, "0a1b"), PayloadFormat.OCSF))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookMessage.of(finding(1, "a.b\r\n"), PayloadFormat.OCSF))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
