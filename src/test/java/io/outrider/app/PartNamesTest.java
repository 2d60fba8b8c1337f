package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartNamesTest {

    private static PartNames sinks(String... names) {
        return PartNames.of("outrider.sinks", Optional.of(List.of(names)));
    }

    @Test
    void namesOfLettersDigitsAndDashesAreUsableInTheirOrder() {
        PartNames names = sinks("soc-webhook", "SOC_2", "alerts");

        assertThat(names.usable()).containsExactly("soc-webhook", "SOC_2", "alerts");
        assertThat(names.problems()).isEmpty();
    }

    @Test
    void nameThatCannotBePartOfAPropertyIsToldAndLeftOut() {
        assertThat(sinks("a.b", "alerts", "soc hook", "soc@1", "{{x}}", "").usable())
                .containsExactly("alerts");
        assertThat(sinks("a.b").problems())
                .containsExactly(
                        "outrider.sinks: expected a name of letters, digits, - and _, but found 'a.b'; it is left out");
    }

    @Test
    void nameThatIsThereTwiceIsMadeOnceAndTold() {
        PartNames names = sinks("alerts", "soc", "alerts");

        assertThat(names.usable()).containsExactly("alerts", "soc");
        assertThat(names.problems()).containsExactly("outrider.sinks: alerts is there twice; it is made once");
    }

    @Test
    void noNamesAreNone() {
        assertThat(PartNames.of("outrider.sinks", Optional.empty())).isEqualTo(new PartNames(List.of(), List.of()));
    }
}
