package io.outrider.detect;

import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.byThoseThatHave;
import static io.outrider.detect.Synthetic.columns;
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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompiledSearchTest {

    private static RowKeys keys(int most, Grouping grouping, String... fieldsAndTexts) {
        return new GroupKeys((Grouping.By) grouping, most).of(fields(fieldsAndTexts));
    }

    private static String keys(Grouping grouping, String... fieldsAndTexts) {
        return keys(1000, grouping, fieldsAndTexts).kept().stream()
                .map(key -> String.join("/", key.values()))
                .collect(Collectors.joining(" "));
    }

    /** The rows that an event gives to a table. */
    private static List<ResultRow> rows(Rule rule, Event event) {
        CompiledSearch search = new CompiledRule(rule, Synthetic.MODELS, Synthetic.bounded())
                .searches()
                .get(0);
        Fields view = Synthetic.LOGINS.view(event);
        SearchDelta delta = new SearchDelta();
        if (search.matches(view)) {
            search.add(delta, event, view, Place.of(event), Synthetic.NOON);
        }
        return delta.states().values().stream()
                .map(state -> state.result(Synthetic.NOON))
                .toList();
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
        assertThat(keys(1000, by("", count())).kept()).containsExactly(RowKey.NONE);
    }

    @Test
    void combinationsBeyondTheBoundAreLeftOutAndNotInSilence() {
        String hundred = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("|"));
        Grouping grouping = by("host user action", count());
        RowKeys whole = keys(1000, grouping, "host", hundred, "user", "1|2|3|4|5|6|7|8|9|10", "action", "a|a");
        assertThat(whole.kept()).hasSize(1000).doesNotHaveDuplicates();
        assertThat(whole.cut()).isFalse();
        RowKeys cut = keys(1000, grouping, "host", hundred, "user", hundred, "action", hundred);
        assertThat(cut.kept()).hasSize(1000).doesNotHaveDuplicates();
        assertThat(cut.cut()).isTrue();
    }

    @Test
    void productWithAnAbsentKeyIsEmptyAndNotCut() {
        String hundred = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("|"));
        Grouping grouping = byThoseThatHave("host user action", count());
        assertThat(keys(1000, grouping, "host", hundred, "user", hundred)).isEqualTo(new RowKeys(List.of(), false));
    }

    @Test
    void whereIsHeldAgainstTheEventAndRowStagesChangeWhatIsGrouped() {
        Rule rule = rule(
                "r",
                matches("host", "H"),
                List.of(rename("user", "src_user"), search(matches("src_user", "*"))),
                by("src_user user", count()));
        assertThat(rows(rule, event(Synthetic.NOON, "host", "h", "user", "u")))
                .extracting(ResultRow::columns)
                .containsExactly(Map.of("src_user", Value.of("u"), "user", Value.of("null"), "count", Value.of(1)));
        assertThat(rows(rule, event(Synthetic.NOON, "host", "x", "user", "u"))).isEmpty();
        assertThat(rows(rule, event(Synthetic.NOON, "host", "h"))).isEmpty();
    }

    @Test
    void rowsThatNothingGroupsHaveAllFieldsInTheOrderOfTheirNames() {
        Event event = event(Synthetic.NOON, "user", "u", "host", "h", "code", "c", "action", "a");
        assertThat(rows(rule("r", new Grouping.Rows(null)), event))
                .singleElement()
                .satisfies(row -> assertThat(row.columns().keySet())
                        .containsExactly("_raw", "_time", "action", "code", "host", "user"));
    }

    @Test
    void rowsThatNothingGroupsAreProjectedToTheColumnsThatAreNeeded() {
        Event event = event(Synthetic.NOON, "user", "u", "host", "h", "code", "c");
        assertThat(rows(rule("r", new Grouping.Rows(Set.of("user", "absent"))), event))
                .extracting(ResultRow::columns)
                .containsExactly(columns("user", "u"));
    }
}
