package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.Detection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttackTagsTest {

    private static final AttackTags TAGS = new AttackTags(new AttackCatalog());

    private static Detection tagged(List<String> attackIds, List<String> killChain) {
        return SyntheticAlerts.detection(1, null, List.of(), attackIds, killChain);
    }

    @Test
    void subTechniqueNamesItsParentAndTactic() {
        assertThat(TAGS.attacks(tagged(List.of("T1021.006"), List.of())))
                .containsExactly(Map.of(
                        "tactic", Map.of("uid", "TA0008", "name", "Lateral Movement"),
                        "technique", Map.of("uid", "T1021", "name", "Remote Services"),
                        "sub_technique", Map.of("uid", "T1021.006", "name", "Windows Remote Management"),
                        "version", "19.1"));
    }

    @Test
    void techniqueOfSeveralTacticsStandsOnceForEach() {
        assertThat(TAGS.attacks(tagged(List.of("T1055"), List.of())))
                .extracting(attack -> attack.get("tactic"))
                .containsExactly(
                        Map.of("uid", "TA0004", "name", "Privilege Escalation"),
                        Map.of("uid", "TA0005", "name", "Stealth"));
    }

    @Test
    void techniqueBesideItsSubTechniqueIsNotRepeated() {
        assertThat(TAGS.attacks(tagged(List.of("T1021", "T1021.006", "T1021.001"), List.of())))
                .extracting(attack -> attack.get("sub_technique"))
                .containsExactly(
                        Map.of("uid", "T1021.006", "name", "Windows Remote Management"),
                        Map.of("uid", "T1021.001", "name", "Remote Desktop Protocol"));
    }

    @Test
    void unknownIdStandsAlone() {
        assertThat(TAGS.attacks(tagged(List.of("T9999", "T1021.999"), List.of())))
                .containsExactly(
                        Map.of("technique", Map.of("uid", "T9999"), "version", "19.1"),
                        Map.of(
                                "technique", Map.of("uid", "T1021", "name", "Remote Services"),
                                "sub_technique", Map.of("uid", "T1021.999"),
                                "version", "19.1"));
    }

    @Test
    void killChainOfTheFileComesFirst() {
        assertThat(TAGS.killChain(tagged(
                        List.of("T1486"),
                        List.of("Command and Control", "actions on objectives", "Exploitation", "Denial of Service"))))
                .containsExactly(
                        Map.of("phase_id", 4, "phase", "Exploitation"),
                        Map.of("phase_id", 6, "phase", "Command & Control"),
                        Map.of("phase_id", 7, "phase", "Actions on Objectives"),
                        Map.of("phase_id", 99, "phase", "Denial of Service"));
    }

    @Test
    void killChainFollowsTheTacticsWhereTheFileHasNone() {
        assertThat(TAGS.killChain(tagged(List.of("T1078", "T1021.006", "T9999"), List.of())))
                .containsExactly(
                        Map.of("phase_id", 3, "phase", "Delivery"),
                        Map.of("phase_id", 4, "phase", "Exploitation"),
                        Map.of("phase_id", 5, "phase", "Installation"));
    }
}
