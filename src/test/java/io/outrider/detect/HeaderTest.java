package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Rows that share a header are what maps of columns would be. */
class HeaderTest {

    private static final Provenance FROM = Provenance.none(Synthetic.NOON);

    private static ResultRow row(Header header, String... texts) {
        Value[] values = new Value[header.size()];
        for (int i = 0; i < texts.length; i++) {
            values[i] = texts[i] == null ? null : Value.of(texts[i]);
        }
        return ResultRow.owning(header, values, FROM);
    }

    @Test
    void rowsThatGetTheSameColumnShareTheHeaderThatComesOfIt() {
        Header header = new Header(List.of("a"));
        ResultRow one = row(header, "1").with("b", Value.of("x"));
        ResultRow other = row(header, "2").with("b", Value.of("y"));
        assertThat(one.header()).isSameAs(other.header());
        assertThat(one.columns()).isEqualTo(Synthetic.columns("a", "1", "b", "x"));
    }

    @Test
    void namesThatComeOfEventsDoNotFillTheMemory() {
        Header header = new Header(List.of("a"));
        for (int i = 0; i < 10_000; i++) {
            row(header, "1").with("name" + i, Value.of("x"));
        }
        assertThat(header.with("name1")).isSameAs(header.with("name1"));
        assertThat(header.with("name9999")).isNotSameAs(header.with("name9999"));
    }

    @Test
    void columnThatARowLacksIsNoneOfItsColumns() {
        ResultRow row = row(new Header(List.of("a", "b", "c")), "1", null, "3");
        assertThat(row.columns())
                .isEqualTo(Synthetic.columns("a", "1", "c", "3"))
                .doesNotContainKey("b");
        assertThat(row.columns().keySet()).containsExactly("a", "c");
        assertThat(row).isEqualTo(ResultRow.of(Synthetic.columns("a", "1", "c", "3"), FROM));
    }

    private record Change(String column, String text) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> columns = Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h");
        return Combinators.combine(columns, Arbitraries.of("", "1", "2"))
                .as(Change::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 500)
    void changedRowsHoldWhatAMapWouldHold(@ForAll("changes") List<Change> changes, @ForAll boolean atOnce) {
        Map<String, Value> expected = new LinkedHashMap<>(Synthetic.columns("a", "0", "b", "0"));
        ResultRow row = row(new Header(List.of("a", "b", "c")), "0", "0", null);
        RowDraft draft = row.draft();
        for (Change change : changes) {
            Value value = change.text().isEmpty() ? null : Value.of(change.text());
            if (value == null) {
                expected.remove(change.column());
            } else {
                expected.put(change.column(), value);
            }
            if (atOnce) {
                draft.set(change.column(), value);
            } else {
                row = row.with(change.column(), value);
            }
        }
        assertThat((atOnce ? draft.row() : row).columns()).isEqualTo(expected);
    }
}
