package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields and types are those of ECS 8.11's pages. Rows are synthetic. */
class EcsDocumentTest {

    private static JsonNode of(Finding finding) {
        return new ObjectMapper().valueToTree(EcsDocument.of(finding));
    }

    private static JsonNode of(Map<String, Value> row) {
        return of(RenderedFindings.finding(row));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /@timestamp                      | 2026-01-01T10:16:30.500Z
            /ecs/version                     | 8.11.0
            /message                         | winrs was run on WS-042 by alice
            /event/kind                      | alert
            /event/id                        | 5ca1ab1e
            /event/risk_score                | 54
            /event/severity                  | 47
            /event/created                   | 2026-01-01T11:05:00.250Z
            /event/start                     | 2026-01-01T10:15:00Z
            /event/end                       | 2026-01-01T10:16:30.500Z
            /rule/id                         | 0dd296a2-0000-4000-8000-000000000000
            /rule/name                       | Synthetic Remote Process
            /rule/version                    | 3
            /rule/category                   | TTP
            /rule/description                | A synthetic description.
            /observer/product                | Outrider
            /threat/framework                | MITRE ATT&CK
            /threat/tactic/id/0              | TA0008
            /threat/technique/id/0           | T1021
            /threat/technique/subtechnique/id/0 | T1021.006
            /host/name                       | WS-042
            /user/name                       | alice
            /process/name                    | winrs.exe
            /process/pid                     | 4711
            /process/command_line            | winrs -r:SRV-007 "hostname"
            /process/parent/name             | cmd.exe
            /source/ip                       | fe80::1
            /source/port                     | 50123
            /related/hosts/0                 | WS-042
            /related/ip/0                    | fe80::1
            /related/user/0                  | alice
            /related/hash/0                  | 0123456789abcdef0123456789abcdef
            /outrider/activity               | create
            /outrider/revision               | 0
            /outrider/open                   | true
            /outrider/count                  | 2
            /outrider/window/end             | 2026-01-01T11:00:00Z
            /outrider/analytic_story/0       | Synthetic Story
            /outrider/row/10                 | file_name=a.ps1
            /outrider/row/11                 | file_name=b.ps1
            /outrider/row/12                 | count=2
            """)
    void fieldHasItsValue(String pointer, String value) {
        assertThat(of(RenderedFindings.row()).at(pointer).asText()).isEqualTo(value);
    }

    @Test
    void categoryIsThatOfTheAlertAndOfWhatTheEvidenceShows() {
        assertThat(of(RenderedFindings.row()).at("/event/category"))
                .extracting(JsonNode::asText)
                .containsExactly("intrusion_detection", "process", "network");
        assertThat(of(Map.of("user", Value.of("alice"))).at("/event/category"))
                .extracting(JsonNode::asText)
                .containsExactly("intrusion_detection");
    }

    @Test
    void columnsMakeNoNames() {
        JsonNode document = of(Map.of("any.column of_events", Value.of("x"), "@timestamp", Value.of("y")));

        assertThat(document.at("/@timestamp").asText()).isEqualTo("2026-01-01T10:16:30.500Z");
        assertThat(document.at("/outrider/row"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("any.column of_events=x", "@timestamp=y");
    }

    @Test
    void noTextIsLongerThanATermOfLuceneAndNoListLongerThanItsBound() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            many.add("v" + i);
        }
        JsonNode document = of(Map.of(
                "process", Value.of("\u20ac".repeat(100_000)),
                "process_id", Value.of("1"),
                "user", Value.of("\ud83d\ude00".repeat(50_000)),
                "x", Value.of(many)));

        List<JsonNode> texts = new ArrayList<>();
        collect(document, texts);
        assertThat(texts)
                .allMatch(text -> text.asText().getBytes(StandardCharsets.UTF_8).length <= 32_766)
                .noneMatch(text -> text.asText().contains("?"));
        assertThat(document.at("/process/command_line").asText())
                .hasSize(10_000)
                .endsWith("\u2026");
        assertThat(document.at("/user/name").asText()).hasSize(9_999);
    }

    @Test
    void columnOfManyValuesLeavesRoomForTheOthers() {
        List<String> many = Collections.nCopies(3000, "x");
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("first", Value.of(many));
        row.put("dest", Value.of("WS-042"));
        row.put("last", Value.of(many));

        assertThat(of(row).at("/outrider/row"))
                .extracting(JsonNode::asText)
                .hasSize(1000)
                .contains("first=x", "dest=WS-042", "last=x");
    }

    private static void collect(JsonNode node, List<JsonNode> texts) {
        if (node.isTextual()) {
            texts.add(node);
        }
        assertThat(node.size()).isLessThanOrEqualTo(1000);
        node.forEach(child -> collect(child, texts));
    }

    @Test
    void closedAlertIsToldFromAnOpenOne() {
        JsonNode document =
                of(new Finding(RenderedFindings.document("TTP", RenderedFindings.row(), 2, Activity.CLOSE)));

        assertThat(document.at("/outrider/activity").asText()).isEqualTo("close");
        assertThat(document.at("/outrider/open").asBoolean(true)).isFalse();
        assertThat(document.at("/outrider/revision").asInt()).isEqualTo(2);
    }

    @Test
    void emptyRowAndAFindingOfLittleMakeADocument() {
        assertThat(of(Map.of()).has("host")).isFalse();
        assertThat(of(new Finding(Map.of(
                                "activity_id", 1, "metadata", Map.of("uid", "0a1b", "sequence", 0, "logged_time", 0L))))
                        .at("/event/id")
                        .asText())
                .isEqualTo("0a1b");
    }
}
