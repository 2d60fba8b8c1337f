package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.outrider.alert.AttackCatalog.Technique;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttackCatalogTest {

    private static final AttackCatalog CATALOG = new AttackCatalog();

    @Test
    void nameAndTacticsOfASubTechnique() {
        assertThat(CATALOG.technique("T1021.006"))
                .contains(new Technique("T1021.006", "Windows Remote Management", List.of(Tactic.LATERAL_MOVEMENT)));
    }

    @Test
    void tacticsStandInTheOrderOfTheMatrix() {
        assertThat(CATALOG.technique("T1078").orElseThrow().tactics())
                .containsExactly(
                        Tactic.INITIAL_ACCESS, Tactic.PERSISTENCE, Tactic.PRIVILEGE_ESCALATION, Tactic.STEALTH);
        assertThat(CATALOG.ids())
                .allSatisfy(id -> assertThat(CATALOG.technique(id).orElseThrow().tactics())
                        .isSorted());
    }

    /** The figures that MITRE published with release 19 (April 2026), and twenty ids that were withdrawn. */
    @Test
    void holdsTheWholeMatrix() {
        List<String> current =
                CATALOG.ids().stream().filter(id -> !isWithdrawn(id)).toList();
        assertThat(current).filteredOn(id -> !id.contains(".")).hasSize(222);
        assertThat(current).filteredOn(id -> id.contains(".")).hasSize(475);
        assertThat(CATALOG.ids()).hasSize(222 + 475 + 20);
        assertThat(Tactic.values()).hasSize(15);
    }

    private static boolean isWithdrawn(String id) {
        return id.startsWith("T1562")
                || List.of("T1070.001", "T1070.002", "T1656", "T1672", "T1574.002", "T1053.001", "T1547.011")
                        .contains(id);
    }

    @ParameterizedTest
    @CsvSource({
        "T1562.001, Disable or Modify Tools, DEFENSE_IMPAIRMENT",
        "T1070.001, Clear Windows Event Logs, DEFENSE_IMPAIRMENT",
        "T1656, Impersonation, STEALTH",
    })
    void withdrawnIdHasItsLastNameAndTheTacticOfItsSuccessor(String id, String name, Tactic tactic) {
        assertThat(CATALOG.technique(id)).contains(new Technique(id, name, List.of(tactic)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T9999", "T1021.999", "", "lateral movement", "t1021"})
    void unknownIdHasNoTechnique(String id) {
        assertThat(CATALOG.technique(id)).isEmpty();
    }

    @Test
    void everySubTechniqueHasItsParent() {
        assertThat(CATALOG.ids())
                .filteredOn(id -> id.contains("."))
                .allSatisfy(id -> assertThat(CATALOG.ids()).contains(id.substring(0, id.indexOf('.'))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "T1\\tA | 2 columns",
                "T1\\tA\\tTA0001\\tT2\\tT3 | 5 columns",
                "T1\\tA\\tTA9 | 'TA9'",
                "T1\\tA\\tTA0001\\nT1\\tB\\tTA0002 | T1 again",
            })
    void malformedLineIsNamed(String lines, String found) {
        String text = lines.replace("\\t", "\t").replace("\\n", "\n");
        int last = (int) text.lines().count() + 1;
        assertThatIllegalStateException()
                .isThrownBy(() -> new AttackCatalog(new StringReader("# comment\n" + text)))
                .withMessageContaining(found)
                .withMessageContaining("line " + last + " of attack-techniques.tsv");
    }
}
