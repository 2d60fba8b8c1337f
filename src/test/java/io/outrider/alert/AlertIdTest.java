package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AlertIdTest {

    private static final Instant WINDOW = SyntheticAlerts.WINDOW;

    @Test
    void isTheSameInEveryRelease() {
        assertThat(AlertId.of(
                        "0dd296a2-4338-11ec-ba02-3e22fbd008af", WINDOW, Map.of("dest", "WS-042", "user", "alice")))
                .isEqualTo("0824c3c0f53ec874b6f84a9a129806726c59b5f929209cf2edadf1c1a32aa157");
        assertThat(AlertId.ofRow(
                        "0dd296a2-4338-11ec-ba02-3e22fbd008af", WINDOW, SyntheticAlerts.row(), Set.of("count")))
                .isEqualTo("803553991004fd8b542a1de99ed0fb770618e93c0bfa8829ee7cf1dda6fb4bcc");
    }

    @Test
    void changesWithDetectionWindowNameAndValue() {
        assertThat(List.of(
                        AlertId.of("a", WINDOW, Map.of("dest", "x")),
                        AlertId.of("b", WINDOW, Map.of("dest", "x")),
                        AlertId.of("a", WINDOW.plusSeconds(3600), Map.of("dest", "x")),
                        AlertId.of("a", WINDOW.plusNanos(1), Map.of("dest", "x")),
                        AlertId.of("a", WINDOW, Map.of("user", "x")),
                        AlertId.of("a", WINDOW, Map.of("dest", "y")),
                        AlertId.of("a", WINDOW, Map.of("dest", "X")),
                        AlertId.of("a", WINDOW, Map.of())))
                .doesNotHaveDuplicates();
    }

    @Test
    void textsThatJoinToTheSameDiffer() {
        assertThat(List.of(
                        AlertId.of("a", WINDOW, Map.of("k", "xy", "l", "")),
                        AlertId.of("a", WINDOW, Map.of("k", "x", "l", "y")),
                        AlertId.of("a", WINDOW, Map.of("kx", "y", "l", "")),
                        AlertId.of("ak", WINDOW, Map.of("x", "y", "l", "")),
                        AlertId.ofRow("a", WINDOW, Map.of("k", Value.of(List.of("x", "y"))), Set.of()),
                        AlertId.ofRow("a", WINDOW, Map.of("k", Value.of(List.of("xy", ""))), Set.of()),
                        AlertId.ofRow("a", WINDOW, Map.of("k", Value.of("x\ny")), Set.of())))
                .doesNotHaveDuplicates();
    }

    @Test
    void keysAndRowOfTheSameContentDiffer() {
        assertThat(AlertId.of("a", WINDOW, Map.of("k", "x")))
                .isNotEqualTo(AlertId.ofRow("a", WINDOW, Map.of("k", Value.of("x")), Set.of()));
    }

    @Test
    void loneSurrogatesDifferFromEachOtherAndFromTheirReplacement() {
        assertThat(List.of(
                        AlertId.of("a", WINDOW, Map.of("k", "\uD800")),
                        AlertId.of("a", WINDOW, Map.of("k", "\uD801")),
                        AlertId.of("a", WINDOW, Map.of("k", "?")),
                        AlertId.of("a", WINDOW, Map.of("k", "\uFFFD"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void excludedColumnsHaveNoPart() {
        Map<String, Value> row = SyntheticAlerts.row();
        Map<String, Value> later = SyntheticAlerts.row();
        later.put("count", Value.of(3));
        later.put("lastTime", Value.of("2026-01-01T10:59:59"));
        Set<String> excluded = Set.of("count", "firstTime", "lastTime");
        assertThat(AlertId.ofRow("a", WINDOW, later, excluded)).isEqualTo(AlertId.ofRow("a", WINDOW, row, excluded));
    }

    @Property
    void orderOfColumnsHasNoPart(@ForAll("rows") Map<String, String> row, @ForAll long seed) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(row.entrySet());
        Collections.shuffle(entries, new Random(seed));
        Map<String, String> shuffled = new LinkedHashMap<>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
        assertThat(AlertId.of("a", WINDOW, shuffled)).isEqualTo(AlertId.of("a", WINDOW, row));
        assertThat(AlertId.ofRow("a", WINDOW, values(shuffled), Set.of()))
                .isEqualTo(AlertId.ofRow("a", WINDOW, values(row), Set.of()));
    }

    @Property
    void differentRowsHaveDifferentIds(
            @ForAll("rows") Map<String, String> one, @ForAll("rows") Map<String, String> other) {
        Assume.that(!one.equals(other));
        assertThat(AlertId.of("a", WINDOW, one)).isNotEqualTo(AlertId.of("a", WINDOW, other));
        assertThat(AlertId.ofRow("a", WINDOW, values(one), Set.of()))
                .isNotEqualTo(AlertId.ofRow("a", WINDOW, values(other), Set.of()));
    }

    @Property
    void hasSixtyFourHexadecimalDigits(@ForAll String detection, @ForAll("rows") Map<String, String> row) {
        assertThat(AlertId.of(detection, WINDOW, row)).matches("[0-9a-f]{64}");
    }

    /** Few and short texts out of few characters, so that pairs of rows come close to each other. */
    @Provide
    Arbitrary<Map<String, String>> rows() {
        Arbitrary<String> texts =
                Arbitraries.strings().withChars('a', 'b', '=', ',', '\n', '\0').ofMaxLength(3);
        return Arbitraries.maps(texts, texts).ofMaxSize(3);
    }

    private static Map<String, Value> values(Map<String, String> texts) {
        Map<String, Value> row = new LinkedHashMap<>();
        texts.forEach((column, text) -> row.put(column, Value.of(text)));
        return row;
    }
}
