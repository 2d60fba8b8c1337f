package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TicketTextTest {

    private static TicketText text(Map<String, Object> finding) {
        return TicketText.of(new Finding(finding), 10_000);
    }

    @Test
    void textTellsWhatAnAnalystAsksFirst() {
        TicketText text = text(SyntheticFinding.revision(0));

        assertThat(text.title()).isEqualTo("[High] Remote Process");
        assertThat(text.message()).startsWith("winrs on ws-042 by alice ");
        assertThat(text.facts())
                .containsExactly(
                        "Detection: Remote Process (0dd296a2-4338-11ec-ba02-3e22fbd008af, version 7)",
                        "Severity: High, risk 64",
                        "First event: 2024-12-31T23:00:00Z",
                        "Last event: 2025-01-01T00:00:00Z",
                        "Events: 7",
                        "Risk objects: system ws-042 (64), user alice (32)",
                        "Threat objects: process_name winrs.exe",
                        "ATT&CK: T1021.006 Windows Remote Management, T1059",
                        "Note: the window was closed before its time, the row may lack events",
                        "Reference: https://example.com/winrs",
                        "dest: ws-042",
                        "user: alice, bob",
                        "process: winrs -r:ws-042\u240aDetection: harmless \ufffd```{noformat}[/code]",
                        "count: 7");
        assertThat(text.marker()).isEqualTo("Outrider " + SyntheticFinding.ID + "-0");
        assertThat(text.plain()).startsWith(text.message()).endsWith("\n\n" + text.marker());
    }

    @Test
    void laterRevisionsSayWhatBecameOfTheAlert() {
        assertThat(text(SyntheticFinding.revision(3)).message()).startsWith("Revision 3, the row has changed. winrs");
        assertThat(text(SyntheticFinding.closed(4)).message())
                .startsWith("Revision 4, closed: the row is no more. winrs");
    }

    @Test
    void findingOfBareNecessitiesHasAText() {
        TicketText text =
                text(Map.of("activity_id", 1, "metadata", Map.of("uid", "0a1b", "sequence", 0, "logged_time", 0L)));

        assertThat(text.title()).isEqualTo("[Unknown]");
        assertThat(text.facts()).containsExactly("Severity: Unknown");
    }

    @Test
    void linesThatAreTooManyAreCounted() {
        TicketText text = TicketText.of(new Finding(SyntheticFinding.revision(0)), 300);

        assertThat(text.facts().get(text.facts().size() - 1)).isEqualTo("\u2026 9 more lines");
        assertThat(String.join("\n", text.facts())).hasSizeLessThan(300);
    }

    @Property(tries = 200)
    void noValueOfARowMakesALineOfItsOwnOrPassesTheBound(
            @ForAll @StringLength(max = 3000) String name,
            @ForAll @StringLength(max = 3000) String value,
            @ForAll @IntRange(min = 200, max = 4000) int most) {
        Map<String, Object> finding = new HashMap<>(SyntheticFinding.revision(0));
        finding.put("message", value);
        finding.put("unmapped", Map.of("search_result", Map.of(name, value, name + "2", value)));

        TicketText text = TicketText.of(new Finding(finding), most);

        assertThat(String.join("\n", text.facts())).hasSizeLessThanOrEqualTo(most);
        assertThat(text.message()).hasSizeLessThanOrEqualTo(1000);
        assertThat(text.facts()).allMatch(line -> line.lines().count() <= 1);
        assertThat(text.plain().codePoints())
                .noneMatch(c -> c < ' ' && c != '\n' || Character.getType(c) == Character.SURROGATE);
    }
}
