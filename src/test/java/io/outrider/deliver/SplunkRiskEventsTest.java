package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are those of Splunk's risk index, as {@code alert.RiskEvents} has them. Rows are synthetic. */
class SplunkRiskEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> of(Finding finding) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (Map<String, Object> event : SplunkRiskEvents.of(finding)) {
            events.add(JSON.readTree(JSON.writeValueAsString(event)));
        }
        return events;
    }

    @Test
    void thereIsOneEventForEachRiskObject() throws Exception {
        List<JsonNode> events = of(RenderedFindings.finding(RenderedFindings.row()));

        assertThat(events)
                .extracting(event -> event.at("/event/risk_object").asText())
                .containsExactly("WS-042", "alice");
        assertThat(events)
                .extracting(event -> event.at("/event/risk_score").asInt())
                .containsExactly(54, 30);
        assertThat(events).extracting(event -> event.at("/host").asText()).containsExactly("WS-042", "WS-042");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            source                                       | ESCU - Synthetic Remote Process - Rule
            sourcetype                                   | stash
            index                                        | risk
            event.search_name                            | ESCU - Synthetic Remote Process - Rule
            event.risk_object_type                       | user
            event.risk_message                           | winrs was run on WS-042 by alice
            event.orig_event_id                          | 5ca1ab1e
            event.orig_revision                          | 0
            event.security_domain                        | endpoint
            event.severity                               | medium
            event.annotations.mitre_attack               | T1021.006
            event.annotations.mitre_attack.mitre_tactic  | lateral-movement
            event.annotations.analytic_story             | Synthetic Story
            event.threat_object                          | winrs.exe
            event.threat_object_type                     | process_name
            event.process                                | winrs -r:SRV-007 "hostname"
            """)
    void fieldHasItsValue(String name, String value) throws Exception {
        JsonNode event = of(RenderedFindings.finding(RenderedFindings.row())).get(1);
        JsonNode field = name.startsWith("event.") ? event.get("event").get(name.substring(6)) : event.get(name);

        assertThat(field.isArray() ? field.get(0).asText() : field.asText()).isEqualTo(value);
    }

    @Test
    void timeIsInSecondsWithoutAnExponent() throws Exception {
        String text = JSON.writeValueAsString(SplunkRiskEvents.of(RenderedFindings.finding(RenderedFindings.row()))
                .get(0));

        assertThat(text).startsWith("{\"time\":1767262590.500,");
    }

    @ParameterizedTest
    @CsvSource({
        "TTP, CREATE, 2",
        "Anomaly, UPDATE, 2",
        "anomaly, CREATE, 2",
        "Hunting, CREATE, 0",
        "Correlation, CREATE, 0",
        "TTP, CLOSE, 0"
    })
    void riskIsGivenByDetectionsOfTwoTypesAndNotByAClosedAlert(String type, Activity activity, int events)
            throws Exception {
        int revision = activity == Activity.CREATE ? 0 : 1;

        assertThat(of(new Finding(RenderedFindings.document(type, RenderedFindings.row(), revision, activity))))
                .hasSize(events);
    }

    @Test
    void alertWithoutRiskObjectsGivesNone() throws Exception {
        assertThat(of(RenderedFindings.finding(Map.of("x", Value.of("y"))))).isEmpty();
    }

    @Test
    void columnsTakeNoNameOfSplunkOrOfRisk() throws Exception {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of("WS-042"));
        row.put("_time", Value.of("1"));
        row.put("source", Value.of("elsewhere"));
        row.put("risk_score", Value.of("1000000"));
        row.put("risk_object", Value.of("other"));
        JsonNode event = of(RenderedFindings.finding(row)).get(0).get("event");

        assertThat(event.get("risk_score").asInt()).isEqualTo(54);
        assertThat(event.get("risk_object").asText()).isEqualTo("WS-042");
        assertThat(event.get("orig_risk_score").asText()).isEqualTo("1000000");
        assertThat(event.get("orig_time").asText()).isEqualTo("1");
        assertThat(event.get("orig_source").asText()).isEqualTo("elsewhere");
        assertThat(event.has("source")).isFalse();
    }

    @Test
    void sizeIsBoundedAndWhatIsLeftOutIsTold() throws Exception {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            hosts.add("h" + i);
        }
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of(hosts));
        for (int i = 0; i < 50; i++) {
            row.put("c" + i, Value.of("x".repeat(100_000)));
        }
        List<JsonNode> events = of(RenderedFindings.finding(row));

        assertThat(events).hasSize(1000);
        JsonNode event = events.get(0).get("event");
        assertThat(event.get("risk_objects_left_out").asInt()).isEqualTo(500);
        assertThat(event.get("columns_left_out").size()).isPositive();
        // What Splunk reads fields out of.
        assertThat(event.toString()).hasSizeLessThan(10_240);
    }
}
