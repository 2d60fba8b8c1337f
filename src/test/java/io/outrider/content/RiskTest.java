package io.outrider.content;

import static io.outrider.content.ContentFolder.detection;
import static io.outrider.content.ContentFolder.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Detection;
import io.outrider.rule.Detection.RiskObject;
import io.outrider.rule.Detection.ThreatObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the published forms say of risk. */
class RiskTest {

    @TempDir
    Path root;

    @Test
    void observablesOfVictimsAreRiskObjectsAndTheOthersThreatObjects() throws IOException {
        Detection detection = load("""
                tags:
                  impact: 90
                  confidence: 60
                  risk_score: 54
                  message: on $dest$
                  security_domain: endpoint
                  kill_chain_phases: [Exploitation]
                  mitre_attack_id: [T1021]
                  analytic_story: [Story]
                  observable:
                  - {name: dest, type: Endpoint, role: [Victim]}
                  - {name: src, type: IP Address, role: [VICTIM]}
                  - {name: user, type: User Name, role: [victim]}
                  - {name: share, type: Other, role: [Victim]}
                  - {name: share, type: Other, role: [Victim]}
                  - {name: parent, type: Process Name, role: [Parent Process]}
                """);

        assertThat(detection.riskScore()).isEqualTo(54);
        assertThat(detection.message()).isEqualTo("on $dest$");
        assertThat(detection.securityDomain()).isEqualTo("endpoint");
        assertThat(detection.killChainPhases()).containsExactly("Exploitation");
        assertThat(detection.attackIds()).containsExactly("T1021");
        assertThat(detection.analyticStories()).containsExactly("Story");
        assertThat(detection.riskObjects())
                .containsExactly(
                        new RiskObject("dest", "system", 54),
                        new RiskObject("src", "system", 54),
                        new RiskObject("user", "user", 54),
                        new RiskObject("share", "other", 54));
        assertThat(detection.threatObjects()).containsExactly(new ThreatObject("parent", "process_name"));
    }

    @Test
    void scoreOfThe2025FormIsTheGreatestOfItsRiskObjects() throws IOException {
        Detection detection = load("""
                rba:
                  message: on $dest$
                  risk_objects:
                  - {field: dest, type: system, score: 20}
                  - {field: user, type: user, score: 35}
                  threat_objects:
                  - {field: name, type: process_name}
                """);

        assertThat(detection.riskScore()).isEqualTo(35);
        assertThat(detection.message()).isEqualTo("on $dest$");
        assertThat(detection.riskObjects())
                .containsExactly(new RiskObject("dest", "system", 20), new RiskObject("user", "user", 35));
        assertThat(detection.threatObjects()).containsExactly(new ThreatObject("name", "process_name"));
    }

    @Test
    void productWinsOverAScoreThatDisagrees() throws IOException {
        Content content = content("tags: {impact: 75, confidence: 75, risk_score: 75}");

        assertThat(content.rules().get(0).about().riskScore()).isEqualTo(56);
        assertThat(shown(content.entries().get(0).problems()))
                .containsExactly("WARNING a.yml 7:48 risk_score: expected impact × confidence / 100 = 56, but found"
                        + " 75.0; 56 is used");
    }

    @Test
    void fractionThatRoundsToTheProductAgrees() throws IOException {
        Content content = content("tags: {impact: 75, confidence: 75, risk_score: 56.25}");

        assertThat(content.entries().get(0).problems()).isEmpty();
    }

    @Test
    void huntingWithoutAScoreHasNone() throws IOException {
        Detection detection = load("tags: {analytic_story: [x]}");

        assertThat(detection.riskScore()).isZero();
        assertThat(detection.message()).isNull();
    }

    @Test
    void riskObjectOfUnknownTypeOrWithoutScoreIsRefused() throws IOException {
        Content content = content("rba: {risk_objects: [{field: a, type: host, score: 5}, {field: a, type: user}]}");

        assertThat(shown(content.entries().get(0).problems()))
                .containsExactly(
                        "ERROR a.yml 7:39 type: expected user, system or other, but found host",
                        "ERROR a.yml 7:56 score: expected the key score, but found none");
    }

    private Detection load(String more) throws IOException {
        List<io.outrider.rule.Rule> rules = content(more).rules();
        assertThat(rules).hasSize(1);
        return rules.get(0).about();
    }

    private Content content(String more) throws IOException {
        return new ContentFolder(root).with("a.yml", detection("A", more)).load();
    }
}
