package io.outrider.detect;

import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.DataModels;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulePackTest {

    private static final Rule ONE = rule("one", by("host", count()));
    private static final Rule TWO = rule("two", by("host", count()));

    @Test
    void rulesAreFoundByTheirDatasetInTheirOrder() {
        RulePack pack = RulePack.compile(List.of(TWO, ONE), Synthetic.MODELS, Synthetic.bounded());
        assertThat(pack.size()).isEqualTo(2);
        assertThat(pack.on("Synthetic.Logins").searches())
                .extracting(search -> search.rule().id())
                .containsExactly("two", "one");
        assertThat(pack.on("Endpoint.Processes")).isNull();
    }

    @Test
    void unknownDatasetIsRefused() {
        assertThatThrownBy(() -> RulePack.compile(List.of(ONE), DataModels.standard(), Synthetic.bounded()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Synthetic.Logins")
                .hasMessageContaining("Endpoint.Processes");
    }

    @Test
    void twoRulesOfOneIdAreRefusedSinceTheirRowsWouldMix() {
        Rule copy = rule("one", by("user", count()));
        assertThatThrownBy(() -> RulePack.compile(List.of(ONE, TWO, copy), Synthetic.MODELS, Synthetic.bounded()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'one'")
                .hasMessageContaining("one.yml");
    }

    @Test
    void ruleThatCannotBeCompiledIsSetAsideAndTheOthersRun() {
        Rule broken = rule("broken", by("host", count()), new Stage.Regex("host", "(", false));
        Rule copy = rule("one", by("user", count()));

        RulePack pack = RulePack.compileSound(List.of(ONE, broken, copy, TWO), Synthetic.MODELS, Synthetic.bounded());

        assertThat(pack.byId()).containsOnlyKeys("one", "two");
        assertThat(pack.setAside())
                .satisfiesExactly(
                        one -> assertThat(one).contains("broken.yml", "Synthetic broken"),
                        other -> assertThat(other).contains("one.yml", "'one'"));
        assertThat(RulePack.obstacle(broken, Synthetic.MODELS)).isPresent();
        assertThat(RulePack.obstacle(ONE, Synthetic.MODELS)).isEmpty();
    }

    @Test
    void soundRulesAreAllInThePack() {
        RulePack pack = RulePack.compileSound(List.of(ONE, TWO), Synthetic.MODELS, Synthetic.bounded());

        assertThat(pack.size()).isEqualTo(2);
        assertThat(pack.setAside()).isEmpty();
    }

    @Test
    void packThatTakesOverCompilesOnlyWhatChanged() {
        RulePack before = RulePack.compileSound(List.of(ONE, TWO), Synthetic.MODELS, Synthetic.bounded());
        Rule edited = rule("two", by("user", count()));

        RulePack after = before.changedTo(List.of(ONE, edited), Synthetic.MODELS, Synthetic.bounded());

        assertThat(after.byId().get("one")).isSameAs(before.byId().get("one"));
        assertThat(after.byId().get("two").rule()).isEqualTo(edited);
        assertThat(after.on("Synthetic.Logins").searches())
                .containsExactly(
                        after.byId().get("one").searches().get(0),
                        after.byId().get("two").searches().get(0));
    }

    @Test
    void indexOverSearchesThatAllStayIsKeptAndElseMadeAnew() {
        RulePack before = RulePack.compileSound(List.of(ONE, TWO), Synthetic.MODELS, Synthetic.bounded());
        // Equal, but read from its file anew.
        Rule again = rule("two", by("host", count()));

        RulePack same = before.changedTo(List.of(ONE, again), Synthetic.MODELS, Synthetic.bounded());
        RulePack fewer = before.changedTo(List.of(ONE), Synthetic.MODELS, Synthetic.bounded());

        assertThat(same.on("Synthetic.Logins")).isSameAs(before.on("Synthetic.Logins"));
        assertThat(fewer.on("Synthetic.Logins").searches())
                .containsExactly(before.byId().get("one").searches().get(0));
        assertThat(fewer.byId()).containsOnlyKeys("one");
    }
}
