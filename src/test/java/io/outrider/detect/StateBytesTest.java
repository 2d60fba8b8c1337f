package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.alert.Alert;
import io.outrider.alert.Enrichment;
import io.outrider.alert.Enrichment.Found;
import io.outrider.cim.Value;
import io.outrider.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StateBytesTest {

    /** Of characters at the borders of their encoding, half surrogate pairs among them. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        '\0', '\u0001', 'a', 'b', '\u007e', '\u007f', '\u00ff', '\u07fe', '\u07ff', '\u0800', '\ud83d',
                        '\ude00', '\udfff', '\ufffe', '\uffff')
                .list()
                .ofMaxSize(4)
                .map(characters -> {
                    StringBuilder text = new StringBuilder();
                    characters.forEach(text::append);
                    return text.toString();
                });
    }

    @Provide
    Arbitrary<Map<String, Value>> columns() {
        Arbitrary<Value> values = Arbitraries.oneOf(
                texts().map(Value::of),
                texts().list().ofMinSize(2).ofMaxSize(3).map(Value::of),
                Arbitraries.of(0.0, -0.0, 1.5, 1e300, -7.0).map(Value::of));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c=1"), values).ofMaxSize(3);
    }

    @Property
    void textsNumbersMomentsAndColumnsAreReadAsTheyWereWritten(
            @ForAll("texts") String text,
            @ForAll long number,
            @ForAll double real,
            @ForAll boolean flag,
            @ForAll("columns") Map<String, Value> columns) {
        Instant moment = Instant.ofEpochSecond(number % 31_556_889_864_403_199L, Math.floorMod(number, 1_000_000_000));
        StateWriter out = new StateWriter();
        out.single(StateWriter.VERSION);
        out.text(text);
        out.number(number);
        out.real(real);
        out.flag(flag);
        out.columns(columns);
        List.of(moment, Instant.MAX, Instant.MIN).forEach(out::moment);
        out.texts(List.of(text, "x"));

        StateReader in = new StateReader(out.take());
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.number()).isEqualTo(number);
        assertThat(in.real()).isEqualTo(real);
        assertThat(in.flag()).isEqualTo(flag);
        assertThat(List.copyOf(in.columns().entrySet())).isEqualTo(List.copyOf(columns.entrySet()));
        assertThat(List.of(in.moment(), in.moment(), in.moment())).containsExactly(moment, Instant.MAX, Instant.MIN);
        assertThat(in.texts()).containsExactly(text, "x");
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void stateOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> new StateReader(new byte[] {StateWriter.VERSION + 1}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a state of version 1, but found 2");
    }

    @Provide
    Arbitrary<List<String>> keys() {
        return texts().list().ofSize(2);
    }

    @Property
    void bytesOfGroupsAreInTheOrderOfTheGroupsAndGiveThemBack(
            @ForAll("keys") List<String> one, @ForAll("keys") List<String> other) {
        SortKey keys = new SortKey();
        byte[] bytes = keys.of(new RowKey(one));
        assertThat(Integer.signum(Arrays.compareUnsigned(bytes, keys.of(new RowKey(other)))))
                .isEqualTo(Integer.signum(new RowKey(one).compareTo(new RowKey(other))));
        assertThat(SortKey.rowKey(bytes, 2)).isEqualTo(new RowKey(one));
    }

    @Provide
    Arbitrary<List<PlainKey>> placed() {
        return Combinators.combine(
                        columns(),
                        Arbitraries.of(-1L, 0L, 1L, 1_700_000_000L),
                        Arbitraries.of(0, 1, 999_999_999),
                        Arbitraries.of("raw 1", "raw 2", "raw 3"),
                        Arbitraries.of(0, 1, 300))
                .as((columns, second, nano, raw, part) -> new PlainKey(
                        columns,
                        Place.of(Synthetic.eventOf(Instant.ofEpochSecond(second, nano), raw, Map.of()))
                                .settled(),
                        part))
                .list()
                .ofMaxSize(12);
    }

    @Property
    void bytesOfRowsInTheirPlacesAreInTheirOrder(@ForAll("placed") List<PlainKey> rows) {
        SortKey keys = new SortKey();
        List<PlainState> states = new ArrayList<>();
        rows.stream().distinct().forEach(key -> states.add(new PlainState(key, key.place())));
        List<PlainState> byBytes = new ArrayList<>(states);
        byBytes.sort(Comparator.comparing(state -> keys.of(state.key()), Arrays::compareUnsigned));
        for (int i = 1; i < byBytes.size(); i++) {
            assertThat(PlainState.ORDER.compare(byBytes.get(i - 1), byBytes.get(i)))
                    .isLessThanOrEqualTo(0);
        }
    }

    @Property
    void bytesOfRowsAreEqualForEqualRowsOnly(
            @ForAll("columns") Map<String, Value> one, @ForAll("columns") Map<String, Value> other) {
        SortKey keys = new SortKey();
        PlainKey of = new PlainKey(one, null, 0);
        PlainKey ofOther = new PlainKey(other, null, 0);
        assertThat(Arrays.equals(keys.of(of), keys.of(ofOther))).isEqualTo(of.equals(ofOther));
        Map<String, Value> backwards = new LinkedHashMap<>(new TreeMap<>(one).descendingMap());
        assertThat(keys.of(new PlainKey(backwards, null, 0))).isEqualTo(keys.of(of));
    }

    @Property
    void alertIsReadAsItWasWrittenWithWhatIsKnownOfItOrWithout(
            @ForAll("columns") Map<String, Value> row, @ForAll("texts") String text, @ForAll boolean known) {
        Alert plain = new Alert(
                text + "id",
                0,
                Alert.Activity.CREATE,
                Synthetic.detection("d"),
                Synthetic.NOON,
                Synthetic.NOON.plusSeconds(3_600),
                true,
                false,
                Synthetic.NOON,
                Synthetic.NOON.plusNanos(1),
                7,
                row);
        Alert alert = !known
                ? plain
                : plain.with(new Enrichment(
                        text.isEmpty() ? null : Severity.HIGH,
                        List.of(
                                new Found("dest", text, "asset", Map.of("owner", List.of(text, "b"))),
                                new Found("user", "u", "identity", Map.of()))));
        assertThat(AlertCodec.alert(new AlertCodec().bytes(alert), Synthetic::detection))
                .isEqualTo(alert);
    }
}
