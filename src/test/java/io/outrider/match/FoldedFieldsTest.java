package io.outrider.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldedFieldsTest {

    private final FoldedFields fields = new FoldedFields();

    private List<String> texts(int slot) {
        List<String> texts = new ArrayList<>();
        for (int value = fields.first(slot); value >= 0; value = fields.next(value)) {
            texts.add(fields.text(value));
        }
        return texts;
    }

    @Test
    void valuesOfASlotKeepTheirOrderWhereverOthersCameBetween() {
        fields.begin(3);
        fields.add(1, "One");
        fields.add(2, "");
        fields.add(1, "TWO");
        assertThat(texts(0)).isEmpty();
        assertThat(texts(1)).containsExactly("one", "two");
        assertThat(texts(2)).containsExactly("");
        assertThat(fields.has(0)).isFalse();
        assertThat(fields.has(2)).isTrue();
    }

    @Test
    void nextEventHasNothingOfTheOneBefore() {
        fields.begin(2);
        fields.add(0, "first");
        fields.begin(2);
        assertThat(texts(0)).isEmpty();
        fields.begin(40);
        fields.add(39, "second");
        assertThat(texts(39)).containsExactly("second");
    }

    @Test
    void partOfBytesIsAddedWhateverItsLengthAndPlace() {
        byte[] bytes = "xABCdefGHIjklMNOpqrSTUvwx[@`{Éé".getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                fields.begin(1);
                fields.add(0, bytes, from, to);
                String expected = new String(bytes, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                assertThat(texts(0)).containsExactly(expected);
            }
        }
    }

    @Test
    void manyAndLongValuesFit() {
        fields.begin(1);
        IntStream.range(0, 100).forEach(i -> fields.add(0, ("V" + i).repeat(1_000)));
        assertThat(texts(0)).hasSize(100).last().isEqualTo("v99".repeat(1_000));
    }

    @Test
    void equalTextsHaveEqualHashesWhateverTheirCaseAndSource() {
        for (String text : List.of("", "a", "abcdefg", "abcdefgh", "abcdefghijklmnop")) {
            fields.begin(2);
            fields.add(0, text);
            byte[] upper = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            fields.add(1, upper, 0, upper.length);
            assertThat(fields.hash(fields.first(0))).isEqualTo(fields.hash(fields.first(1)));
        }
    }

    @Test
    void slotOutOfRangeIsRefused() {
        fields.begin(1);
        assertThatThrownBy(() -> fields.add(1, "text"))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("below 1");
    }
}
