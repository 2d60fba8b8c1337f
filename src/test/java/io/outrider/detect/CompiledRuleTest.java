package io.outrider.detect;

import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.event;
import static io.outrider.detect.Synthetic.fields;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.rename;
import static io.outrider.detect.Synthetic.rule;
import static io.outrider.detect.Synthetic.search;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledRuleTest {

    private static CompiledRule compile(Rule rule, int maxValues) {
        return new CompiledRule(rule, Synthetic.LOGINS, maxValues);
    }

    private static String keys(Grouping grouping, String... fieldsAndTexts) {
        return compile(rule("r", grouping), 1000).keys(fields(fieldsAndTexts)).kept().stream()
                .map(key -> String.join("/", key.values()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest(name = "{0} by host user: {1}")
    @CsvSource({
        "host=h user=u, h/u",
        "host=h, h/null",
        "'', null/null",
        "host=a|b user=u, a/u b/u",
        "host=a|b user=x|y, a/x a/y b/x b/y",
        "host=a|a user=u|u, a/u",
        "host=A|a user=u, A/u a/u",
    })
    void multivalueFieldsGiveARowForEachCombinationAndFilledOnesTheText(String fields, String keys) {
        String[] fieldsAndTexts = Arrays.stream(fields.split("[ =]"))
                .filter(text -> !text.isEmpty())
                .toArray(String[]::new);
        assertThat(keys(by("host user", count()), fieldsAndTexts)).isEqualTo(keys);
    }

    @Test
    void absentKeyThatNothingFillsGivesNoRow() {
        Grouping unfilled = byThoseThatHave("host user", count());
        assertThat(keys(unfilled, "host", "a|b")).isEmpty();
        assertThat(keys(unfilled, "host", "a|b", "user", "u")).isEqualTo("a/u b/u");
    }

    @Test
    void groupingWithoutKeysHasOneRow() {
        assertThat(compile(rule("r", by("", count())), 1000).keys(fields()).kept())
                .containsExactly(new RowKey(List.of()));
    }

    @Test
    void combinationsBeyondTheBoundAreLeftOutAndNotInSilence() {
        String hundred = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("|"));
        CompiledRule rule = compile(rule("r", by("host user action", count())), 1000);
        RowKeys whole = rule.keys(fields("host", hundred, "user", "1|2|3|4|5|6|7|8|9|10", "action", "a|a"));
        assertThat(whole.kept()).hasSize(1000).doesNotHaveDuplicates();
        assertThat(whole.cut()).isFalse();
        RowKeys cut = rule.keys(fields("host", hundred, "user", hundred, "action", hundred));
        assertThat(cut.kept()).hasSize(1000).doesNotHaveDuplicates();
        assertThat(cut.cut()).isTrue();
    }

    @Test
    void productWithAnAbsentKeyIsEmptyAndNotCut() {
        String hundred = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("|"));
        CompiledRule rule = compile(rule("r", byThoseThatHave("host user action", count())), 1000);
        assertThat(rule.keys(fields("host", hundred, "user", hundred))).isEqualTo(new RowKeys(List.of(), false));
    }

    @Test
    void whereIsHeldAgainstTheEventAndRowStagesChangeWhatIsGrouped() {
        CompiledRule rule = compile(
                rule(
                        "r",
                        matches("host", "H"),
                        List.of(rename("user", "src_user"), search(matches("src_user", "*"))),
                        by("src_user", count())),
                1000);
        Event matching = event(Synthetic.NOON, "host", "h", "user", "u");
        Fields match = rule.match(matching, Synthetic.LOGINS.view(matching), Synthetic.NOON)
                .get(0);
        assertThat(match.get("src_user")).isEqualTo(Value.of("u"));
        assertThat(match.get("user")).isNull();
        assertThat(match.get("_time")).isEqualTo(Value.of(Synthetic.NOON.getEpochSecond()));
        for (Event other :
                List.of(event(Synthetic.NOON, "host", "x", "user", "u"), event(Synthetic.NOON, "host", "h"))) {
            assertThat(rule.match(other, Synthetic.LOGINS.view(other), Synthetic.NOON))
                    .isEmpty();
        }
    }

    @Test
    void fieldsComeToRowStagesInTheOrderOfTheirNames() {
        CompiledRule rule =
                compile(rule("r", Synthetic.ALWAYS, List.of(rename("absent", "other")), by("host", count())), 1000);
        Event event = event(Synthetic.NOON, "user", "u", "host", "h", "code", "c", "action", "a");
        assertThat(rule.match(event, Synthetic.LOGINS.view(event), Synthetic.NOON))
                .singleElement()
                .isInstanceOfSatisfying(
                        ResultRow.class,
                        row -> assertThat(row.columns().keySet())
                                .containsExactly("_time", "action", "code", "host", "user"));
    }
}
