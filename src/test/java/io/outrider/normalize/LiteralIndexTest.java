package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LiteralIndexTest {

    @Property
    void findsWhatALookForEachFinds(
            @ForAll @Size(max = 6) List<@Chars({'a', 'b', 'c'}) @StringLength(min = 4, max = 6) String> literals,
            @ForAll @Chars({'a', 'b', 'c', '\uD83D'}) @StringLength(max = 40) String text) {
        BitSet slow = new BitSet();
        for (int i = 0; i < literals.size(); i++) {
            slow.set(i, text.contains(literals.get(i)));
        }
        assertThat(new LiteralIndex(literals).in(text)).isEqualTo(slow);
    }

    @Test
    void shortLiteralIsRefused() {
        assertThatThrownBy(() -> new LiteralIndex(List.of("abc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4 characters, but found 'abc'");
    }
}
