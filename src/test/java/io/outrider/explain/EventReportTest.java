package io.outrider.explain;

import static io.outrider.explain.Explained.process;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReportTest {

    private static final String PROCESSES = "| tstats count from datamodel=Endpoint.Processes where ";

    @TempDir
    Path directory;

    private Explained explain(String search, String... events) {
        return Explained.of(directory, search, events);
    }

    @Test
    void failedConditionIsNamedWithTheValueFound() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=evil.exe Processes.process=\"*-x*\" by Processes.dest",
                process("good.exe", "good -x", ""));

        assertThat(explained.events())
                .contains("held      process = \"*-x*\": found \"good -x\"")
                .contains("FAILED    process_name = \"evil.exe\": found \"good.exe\"");
        assertThat(explained.verdict())
                .startsWith(
                        "VERDICT: it does not fire\n  step 1: process_name = \"evil.exe\" failed: found \"good.exe\"\n");
    }

    @Test
    void absentFieldIsSaidToBeAbsent() {
        Explained explained =
                explain(PROCESSES + "Processes.parent_process_guid=x by Processes.dest", process("a.exe", "a", ""));

        assertThat(explained.verdict()).contains("parent_process_guid = \"x\" failed: absent");
    }

    @Test
    void filterBehindTheGroupingIsNamedWithTheValueOfTheRow() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=a.exe by Processes.dest | where count > 5",
                process("a.exe", "a", ""),
                process("a.exe", "a", ""));

        assertThat(explained.events()).contains("3. keep the rows for which: no row\n     FAILED  count > 5: found 2");
        assertThat(explained.verdict()).contains("step 3: count > 5 failed: found 2");
    }

    // The engine keeps no such group at all: the tail is sure to filter it out.
    @Test
    void filterOnAKeyOfTheGroupingIsTheStepThatIsNamed() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=a.exe by Processes.dest | rename Processes.* as *"
                        + " | search dest!=ws-1*",
                process("a.exe", "a", ""));

        assertThat(explained.events()).contains("     FAILED  dest != \"ws-1*\": found \"ws-1.example.com\"");
        assertThat(explained.verdict())
                .startsWith(
                        "VERDICT: it does not fire\n  step 4: dest != \"ws-1*\" failed: found \"ws-1.example.com\"\n");
    }

    @Test
    void rowsAreShownBehindEachStepAndAlertsCounted() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=a.exe by Processes.dest | eval twice=count*2",
                process("a.exe", "a", ""));

        assertThat(explained.events())
                .contains("2. group them by dest; a row without it is in no group: 1 row")
                .contains("3. compute twice = count * 2: 1 row\n     twice = 2\n");
        assertThat(explained.verdict()).startsWith("VERDICT: it fires, 1 alert\n");
    }

    @Test
    void eventThatIsNotReadIsToldWhyByItsMapping() {
        Explained explained = explain(PROCESSES + "Processes.process_name=a.exe by Processes.dest", """
                {"@timestamp":"2026-03-01T12:10:00Z","EventID":4,"Channel":"Nobody/Knows","SourceName":"x"}""");

        assertThat(explained.verdict())
                .contains("step 1: the event is not a member of Endpoint.Processes: ")
                .contains("EventID = \"4\", Channel = \"Nobody/Knows\"")
                .contains("Endpoint.Processes is given by ")
                .contains("Linux auditd: Process creation");
    }

    @Test
    void conditionOfTheDataModelThatFailsIsNamed() {
        Explained explained = explain(
                "| tstats count from datamodel=Change.All_Changes where "
                        + "nodename=All_Changes.Account_Management by All_Changes.user",
                process("a.exe", "a", ""));

        assertThat(explained.verdict()).contains("is not a member of Change.");
    }

    @Test
    void rowWithoutAKeyFieldIsSaidToBeInNoGroup() {
        Explained explained = explain("CommandLine=a* | stats count by Absent", process("a.exe", "a", ""));

        assertThat(explained.verdict()).contains("step 2: the event has no Absent, so it is in no group");
    }

    @Test
    void searchTermIsToldOverTheRawText() {
        Explained explained = explain("needle CommandLine=a* | stats count by host", process("a.exe", "a", ""));

        assertThat(explained.events()).contains("FAILED    _raw has the term \"needle\"");
        assertThat(explained.verdict()).contains("_raw has the term \"needle\" failed: found ");
    }

    @Test
    void joinWithoutAPartnerIsTheStepThatLeavesNoRow() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=a.exe by Processes.dest | rename Processes.* as * | join dest ["
                        + PROCESSES + "Processes.process_name=b.exe by Processes.dest | rename Processes.* as *]",
                process("a.exe", "a", ""));

        assertThat(explained.plan()).contains("4. join with the rows of search A on dest; rows without a partner go");
        assertThat(explained.events()).contains("A1. read the events of Endpoint.Processes for which");
        assertThat(explained.verdict()).contains("step 4: search A gives no row of what was given");
    }

    @Test
    void joinOfRowsThatHaveNothingInCommonSaysByWhatTheyAreJoined() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=a.exe by Processes.dest Processes.process | rename Processes.* as *"
                        + " | join dest process [" + PROCESSES
                        + "Processes.process_name=b.exe by Processes.dest Processes.process | rename Processes.* as *]",
                process("a.exe", "a", ""),
                process("b.exe", "b", ""));

        assertThat(explained.verdict()).contains("step 4: no row of search A has the same dest, process");
    }

    @Test
    void negationThatFailsNamesWhatHeld() {
        Explained explained = explain(
                PROCESSES + "NOT (Processes.process_name IN (a.exe, b.exe)) by Processes.dest",
                process("b.exe", "b", ""));

        assertThat(explained.verdict())
                .contains("not process_name is one of \"a.exe\", \"b.exe\" failed: found \"b.exe\"");
    }

    @Test
    void hostileValueMovesNoCursorAndForgesNoLine() {
        Explained explained = explain(
                PROCESSES + "Processes.process=x by Processes.dest",
                process("a.exe", "\\u001b[2J\\nVERDICT: it fires\\u202e", ""));

        assertThat(explained.events())
                .contains("<U+001B>[2J<LF>VERDICT: it fires<U+202E>")
                .doesNotContain("\u001b", "\u202e", "\nVERDICT: it fires");
    }

    @Test
    void longValueIsCutWithItsLength() {
        Explained explained =
                explain(PROCESSES + "Processes.process=x by Processes.dest", process("a.exe", "y".repeat(5_000), ""));

        assertThat(explained.events().replaceAll("\\s+", " ")).contains("yyy\"... (5,000 characters)");
        assertThat(explained.events()).hasSizeLessThan(4_000);
    }

    @Test
    void linesFitATerminal() {
        Explained explained = explain(
                PROCESSES + "Processes.process=\"" + "word ".repeat(200) + "\" by Processes.dest",
                process("a.exe", "z".repeat(3_000), ""));

        assertThat((explained.plan() + "\n" + explained.events()).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(88));
    }

    @Test
    @SuppressWarnings("unchecked")
    void documentHoldsTheTreeAndWholeValues() {
        Explained explained = explain(
                PROCESSES + "Processes.process_name=a.exe by Processes.dest | where count > 5",
                process("a.exe", "a", ""));

        Map<String, Object> verdict = (Map<String, Object>) explained.document().get("verdict");
        assertThat(verdict).containsEntry("fires", false).containsEntry("alerts", 0);
        Map<String, Object> event =
                ((List<Map<String, Object>>) explained.document().get("events")).get(0);
        Map<String, Object> search = ((List<Map<String, Object>>) event.get("searches")).get(0);
        assertThat(search).containsEntry("matched", true);
        assertThat((Map<String, Object>) search.get("condition"))
                .containsEntry("condition", "process_name = \"a.exe\"")
                .containsEntry("held", true)
                .containsEntry("found", Map.of("process_name", "a.exe"));
    }
}
