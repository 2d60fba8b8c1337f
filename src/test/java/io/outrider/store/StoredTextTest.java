package io.outrider.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoredTextTest {

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(List.of('\0', '\\', '\ud83d', '\ude00', 'd', '0', '?', 'ä', '\uffff'))
                .list()
                .ofMaxSize(12)
                .map(characters -> characters.stream().map(String::valueOf).reduce("", String::concat));
    }

    @Property
    void whatIsStoredIsReadBackAndSurvivesUtf8WithoutNul(@ForAll("texts") String text) {
        String stored = StoredText.of(text);
        assertThat(StoredText.read(stored)).isEqualTo(text);
        assertThat(new String(stored.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(stored)
                .doesNotContain("\0");
    }
}
