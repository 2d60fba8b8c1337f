package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.content.Content;
import io.outrider.content.Content.Entry;
import io.outrider.content.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionChoiceTest {

    private static final List<Problem> BROKEN =
            List.of(new Problem(Problem.Severity.ERROR, "x.yml", 1, 1, "x", "synthetic"));

    private final DetectionChoice choice = new DetectionChoice(new Content(
            List.of(
                    entry("a.yml", "id-1", "Odd Process"),
                    entry("b.yml", "id-2", "Odd Logon"),
                    entry("c.yml", "id-3", "Odd Logon"),
                    new Entry("d.yml", null, null, null, List.of(), null, BROKEN)),
            List.of()));

    private static Entry entry(String file, String id, String name) {
        return new Entry(file, id, name, null, List.of(), null, BROKEN);
    }

    @Test
    void idAndNameFindTheDetectionInAnyCase() {
        assertThat(choice.of("ID-1").file()).isEqualTo("a.yml");
        assertThat(choice.of(" odd process ").file()).isEqualTo("a.yml");
        assertThat(choice.of("odd_process").file()).isEqualTo("a.yml");
    }

    @Test
    void nameOfTwoIsRefusedWithBoth() {
        assertThatThrownBy(() -> choice.of("Odd Logon"))
                .hasMessageContaining("is that of 2")
                .hasMessageContaining("(b.yml)")
                .hasMessageContaining("(c.yml)");
    }

    @Test
    void unknownNameIsToldThoseNearIt() {
        assertThatThrownBy(() -> choice.of("Od Process"))
                .hasMessageContaining("did you mean")
                .hasMessageContaining("Odd Process (a.yml)");
        assertThatThrownBy(() -> choice.of("nothing like it")).hasMessageContaining("outrider validate names them all");
        assertThatThrownBy(() -> choice.of("")).hasMessageContaining("found ''");
    }
}
