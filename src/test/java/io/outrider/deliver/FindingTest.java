package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.deliver.Finding.Activity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {

    private static Map<String, Object> document(Object activity) {
        Map<String, Object> document = new HashMap<>();
        document.put("activity_id", activity);
        document.put("metadata", Map.of("uid", "0a1b", "sequence", 3, "logged_time", 1735689600123L));
        document.put("resources", List.of(Map.of("name", "WS-042")));
        return document;
    }

    @ParameterizedTest
    @CsvSource({"1, CREATE", "2, UPDATE", "3, CLOSE"})
    void keyOfADeliveryIsTheAlertsIdAndRevision(int number, Activity activity) {
        Finding finding = new Finding(document(number));

        assertThat(finding.activity()).isEqualTo(activity);
        assertThat(finding.idempotencyKey()).isEqualTo("0a1b-3");
        assertThat(finding.said()).isEqualTo(Instant.parse("2025-01-01T00:00:00.123Z"));
    }

    @Test
    void whatIsNotThereIsNoValue() {
        Finding finding = new Finding(document(1));

        assertThat(finding.text("finding_info", "title")).isEmpty();
        assertThat(finding.text("resources")).isEmpty();
        assertThat(finding.list("resources")).hasSize(1);
        assertThat(finding.list("activity_id")).isEmpty();
        assertThat(finding.object("metadata").get("uid")).isEqualTo("0a1b");
        assertThat(finding.number("metadata", "uid")).isEmpty();
    }

    @Test
    void whatIsNoFindingIsRefused() {
        Map<String, Object> withoutRevision = document(1);
        withoutRevision.put("metadata", Map.of("uid", "0a1b"));

        Map<String, Object> withAnotherId = document(1);
        withAnotherId.put("metadata", Map.of("uid", "a.b\r\n' OR 1", "sequence", 3, "logged_time", 1L));

        assertThatThrownBy(() -> new Finding(withAnotherId)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding(Map.of("x", 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding(document(9))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Finding(withoutRevision)).isInstanceOf(IllegalArgumentException.class);
    }
}
