package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Detection.RiskObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiskObjectsTest {

    private static final Detection DETECTION = SyntheticAlerts.detection(
            1,
            null,
            List.of(new RiskObject("dest", "system", 54), new RiskObject("user", "user", 30)),
            List.of(),
            List.of());

    @Test
    void eachValueOfAMultivalueFieldIsOne() {
        Map<String, Value> row = Map.of("dest", Value.of(List.of("A", "B")), "user", Value.of("alice"));
        assertThat(RiskObjects.of(DETECTION, row))
                .containsExactly(
                        Map.of("risk_object", "A", "risk_object_type", "system", "risk_score", 54),
                        Map.of("risk_object", "B", "risk_object_type", "system", "risk_score", 54),
                        Map.of("risk_object", "alice", "risk_object_type", "user", "risk_score", 30));
    }

    @Test
    void missingFieldGivesNone() {
        assertThat(RiskObjects.of(DETECTION, Map.of("user", Value.of("")))).isEmpty();
        assertThat(RiskObjects.threats(DETECTION, Map.of())).isEmpty();
    }

    @Test
    void unknownIsARiskObjectAsInSplunkButNoResource() {
        Map<String, Value> row = Map.of("dest", Value.of("unknown"), "user", Value.of("alice"));
        assertThat(RiskObjects.of(DETECTION, row)).hasSize(2);
        assertThat(RiskObjects.resources(DETECTION, row, Enrichment.NONE))
                .containsExactly(Map.of("type", "user", "name", "alice"));
    }

    @Test
    void systemIsAResourceOfTypeHost() {
        assertThat(RiskObjects.resources(DETECTION, Map.of("dest", Value.of("A")), Enrichment.NONE))
                .containsExactly(Map.of("type", "host", "name", "A"));
    }
}
