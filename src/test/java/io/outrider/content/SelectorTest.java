package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.outrider.rule.Detection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    /** A synthetic detection. */
    private static final Detection ABOUT = new Detection(
            "id-1",
            "Runs C++: a test",
            1,
            "TTP",
            "production",
            null,
            null,
            "",
            null,
            50,
            List.of(),
            List.of(),
            List.of("T1021.006", "T1059"),
            List.of(),
            List.of("Ransomware", "Lateral Movement"),
            List.of(),
            null,
            "synthetic.yml");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type:TTP",
                "type:ttp + status:production+story:ransom*",
                "technique:T1059",
                "technique:T1021.*",
                "story:Lateral*",
                "name:Runs C++: a test",
                "name:*C++* + type:TTP",
                "id:id-1",
                "id-1",
                " ID-1 ",
                "runs c++*",
            })
    void allConditionsHold(String selector) {
        assertThat(Selector.parse(selector).matches(ABOUT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type:Hunting", "type:TTP + status:experimental", "technique:T1021", "id:Runs*", "id-2"})
    void oneConditionDoesNot(String selector) {
        assertThat(Selector.parse(selector).matches(ABOUT)).isFalse();
    }

    @Test
    void noPatternMatchesAStatusThatIsNotThere() throws Exception {
        Detection old = new Detection(
                "id", "Name", 1, "TTP", null, null, null, "", null, 0, List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), null, "old.yml");

        assertThat(Selector.parse("status:*").matches(old)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stroy:Ransomware | found 'stroy'; did you mean story?",
                "type:TTP + stauts:production | found 'stauts'; did you mean status?",
                "type: | found 'type:'",
                "type:TTP + name: | found 'name:'",
                "'' | found ''",
            })
    void whatIsWrongIsNamed(String selector, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selector.parse(selector))
                .withMessageContaining(message);
    }
}
