package io.outrider.alert;

import static io.outrider.alert.SyntheticAlerts.EMITTED;
import static io.outrider.alert.SyntheticAlerts.alert;
import static io.outrider.alert.SyntheticAlerts.detection;
import static io.outrider.alert.SyntheticAlerts.detectionOf2021;
import static io.outrider.alert.SyntheticAlerts.detectionOf2025;
import static io.outrider.alert.SyntheticAlerts.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Detection.RiskObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OcsfFindingTest {

    private static final OcsfFinding RENDERER = new OcsfFinding("0.1.0", new AttackCatalog());
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, Object> finding(Alert alert) {
        Map<String, Object> finding = RENDERER.of(alert, EMITTED);
        assertThat(OcsfSchema.problems(finding)).isEmpty();
        return finding;
    }

    @Test
    void alertOfADetectionFileOf2021() throws IOException {
        assertThat(json(finding(alert(detectionOf2021(), row())))).isEqualTo(golden("finding-2021.json"));
    }

    @Test
    void alertOfADetectionFileOf2025() throws IOException {
        assertThat(json(finding(alert(detectionOf2025(), row())))).isEqualTo(golden("finding-2025.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE, 0, 200401, 1, New, true",
        "UPDATE, 3, 200402, 1, New, true",
        "CLOSE, 4, 200403, 4, Resolved, false"
    })
    void activityDecidesOnTypeAndStatus(
            Activity activity, int revision, long typeUid, int statusId, String status, boolean isAlert) {
        Map<String, Object> finding = finding(alert(detectionOf2025(), row(), revision, activity));
        assertThat(finding)
                .containsEntry("activity_id", activity.id())
                .containsEntry("type_uid", typeUid)
                .containsEntry("status_id", statusId)
                .containsEntry("status", status)
                .containsEntry("is_alert", isAlert);
        assertThat(object(finding, "metadata")).containsEntry("sequence", revision);
        assertThat(object(finding, "unmapped")).containsEntry("revision", revision);
    }

    @Test
    void onlyTheMomentOfEmissionTellsTwoDocumentsOfOneRevisionApart() {
        Map<String, Object> first = finding(alert(detectionOf2025(), row()));
        Map<String, Object> second = RENDERER.of(alert(detectionOf2025(), row()), EMITTED.plusSeconds(60));
        assertThat(object(second, "metadata").put("logged_time", EMITTED.toEpochMilli()))
                .isEqualTo(EMITTED.plusSeconds(60).toEpochMilli());
        assertThat(second).isEqualTo(first);
    }

    @Test
    void messageIsTheNameWhereTheDetectionHasNone() {
        assertThat(finding(alert(detection(1, null, List.of(), List.of(), List.of()), row())))
                .containsEntry("message", "Remote Process Instantiation via WinRM and Winrs");
    }

    @Test
    void searchResultHasTheColumnsInOrderAndNumbersAsNumbers() {
        Map<String, Value> row = row();
        row.put("ratio", Value.of(0.5));
        row.put("huge", Value.of(1e300));
        row.put("names", Value.of(List.of("b", "a")));
        row.put("digits", Value.of("007"));
        Map<String, Object> result =
                object(object(finding(alert(detectionOf2025(), row)), "unmapped"), "search_result");
        assertThat(result.keySet()).containsExactlyElementsOf(row.keySet());
        assertThat(result)
                .containsEntry("count", 2L)
                .containsEntry("ratio", 0.5)
                .containsEntry("huge", 1e300)
                .containsEntry("names", List.of("b", "a"))
                .containsEntry("digits", "007");
    }

    @Test
    void rowWithoutColumnsIsADocumentToo() {
        assertThat(finding(alert(detection(1, "$dest$", List.of(), List.of(), List.of()), Map.of())))
                .containsEntry("message", "unknown")
                .doesNotContainKeys("observables", "resources", "evidences");
    }

    @Test
    void unknownTechniqueIsNoError() {
        Map<String, Object> finding = finding(alert(detection(1, null, List.of(), List.of("T9999"), List.of()), row()));
        assertThat(object(finding, "finding_info"))
                .containsEntry("attacks", List.of(Map.of("technique", Map.of("uid", "T9999"), "version", "19.1")))
                .doesNotContainKey("kill_chain");
    }

    @Test
    void hostileValueIsKeptInTheResultAndHarmlessInTheMessage() throws JsonProcessingException {
        Map<String, Value> row = row();
        row.put("dest", Value.of("x\r\n$user$\uD800\u202E"));
        Map<String, Object> finding = finding(alert(detectionOf2025(), row));
        assertThat(finding.get("message")).isEqualTo("winrs was run on x\u240D\u240A$user$\uFFFD\uFFFD");
        assertThat(object(object(finding, "unmapped"), "search_result"))
                .containsEntry("dest", "x\r\n$user$\uFFFD\u202E");
        assertThat(JSON.writeValueAsBytes(finding)).isNotEmpty();
    }

    @Test
    void longValueIsKeptWhole() {
        Map<String, Value> row = row();
        String command = "a".repeat(1_000_000);
        row.put("process", Value.of(command));
        assertThat(object(object(finding(alert(detectionOf2025(), row)), "unmapped"), "search_result"))
                .containsEntry("process", command);
    }

    /** Whatever the values, the document keeps to the schema and can be written as UTF-8. */
    @Property(tries = 300)
    void everyRowGivesAValidDocument(@ForAll("rows") Map<String, Value> row) throws JsonProcessingException {
        Detection detection = detection(
                1,
                "$process$ on $dest$ by $user$",
                List.of(new RiskObject("dest", "system", 10), new RiskObject("x", "other", 10)),
                List.of("T1055", "nothing"),
                List.of());
        assertThat(JSON.writeValueAsBytes(finding(alert(detection, row)))).isNotEmpty();
    }

    @Provide
    Arbitrary<Map<String, Value>> rows() {
        Arbitrary<String> columns =
                Arbitraries.of(CimAttribute.class).map(CimAttribute::column).edgeCases(config -> config.none());
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(8),
                Arbitraries.of(
                        "1",
                        "4294967295",
                        "99999999999",
                        "10.0.0.1",
                        "::1",
                        "unknown",
                        "null",
                        "",
                        " ",
                        "C:\\a\\",
                        "/",
                        "MD5=0123456789abcdef0123456789abcdef",
                        "SHA256=,",
                        "\uDC00\uD800"));
        Arbitrary<Value> values = Arbitraries.oneOf(
                texts.map(Value::of),
                texts.list().ofMinSize(2).ofMaxSize(3).map(Value::of),
                Arbitraries.doubles().map(Value::of));
        return Arbitraries.maps(Arbitraries.oneOf(columns, Arbitraries.of("x", "count")), values)
                .ofMaxSize(12);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.get(name);
    }

    private static String json(Map<String, Object> finding) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new LinkedHashMap<>(finding));
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = OcsfFindingTest.class.getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
