package io.outrider.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CaseFoldTest {

    @Test
    void codePointsThatJavaCallsEqualWithoutRegardToCaseAndNoOthersFoldToOne() {
        Map<Integer, TreeSet<Integer>> classes = new HashMap<>();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            classes.computeIfAbsent(CaseFold.fold(point), folded -> new TreeSet<>())
                    .add(point);
            assertThat(CaseFold.fold(CaseFold.fold(point))).isEqualTo(CaseFold.fold(point));
        }
        classes.values().stream().filter(members -> members.size() > 1).forEach(members -> {
            String first = Character.toString(members.first());
            assertThat(members).allMatch(member -> Character.toString(member).equalsIgnoreCase(first));
        });
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            // Two that are equal without regard to case have a common upper case, or a common lower case of it.
            for (int other : List.of(
                    Character.toUpperCase(point),
                    Character.toLowerCase(point),
                    Character.toLowerCase(Character.toUpperCase(point)))) {
                if (Character.toString(point).equalsIgnoreCase(Character.toString(other))) {
                    assertThat(CaseFold.fold(other)).isEqualTo(CaseFold.fold(point));
                }
            }
        }
    }

    @Property
    void bytesFoldAsTheirTextDoes(@ForAll String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String decoded = new String(utf8, StandardCharsets.UTF_8);
        assertThat(folded(utf8)).isEqualTo(CaseFold.fold(decoded));
    }

    @Property
    void brokenBytesFoldAsTheirDecodedTextDoes(@ForAll @Size(max = 12) byte[] bytes) {
        assertThat(folded(bytes)).isEqualTo(CaseFold.fold(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Property
    void foldedTextIsReadBackWithItsLoneSurrogates(@ForAll String text) {
        byte[] folded = CaseFold.fold(text);
        StringBuilder expected = new StringBuilder();
        text.codePoints().map(CaseFold::fold).forEach(expected::appendCodePoint);
        assertThat(CaseFold.text(folded, 0, folded.length)).isEqualTo(expected.toString());
    }

    private static byte[] folded(byte[] bytes) {
        FoldedFields fields = new FoldedFields();
        fields.begin(1);
        fields.add(0, bytes, 0, bytes.length);
        int value = fields.first(0);
        return Arrays.copyOfRange(fields.arena(), fields.start(value), fields.end(value));
    }
}
