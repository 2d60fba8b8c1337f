package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What mapped kinds count of fields that no sample shows, by synthetic files. */
class MappedKindsTest {

    private static final String FILE = """
            source: Proxy
            follows: synthetic
            sourcetype: acme:proxy
            native: [a]
            stated: [b]
            events:
              - {name: One, where: {kind: one}, native: [c], documented_in: "Acme, Log reference", stated: d}
              - {name: Two, native: [e]}
            """;

    @Test
    void nativeFieldsAreOnlyStatedWhereNoDocumentIsNamed() {
        List<MappedKinds> kinds = MappedKinds.of("acme", DataFile.parse("synthetic.yaml", FILE));

        assertThat(kinds.get(0).documented()).containsExactly("c");
        assertThat(kinds.get(0).stated()).containsExactly("a", "b", "d");
        assertThat(kinds.get(1).documented()).isEmpty();
        assertThat(kinds.get(1).stated()).containsExactly("a", "b", "e");
    }

    @Test
    void documentOfTheFileIsThatOfAllItsNativeFieldsAndOfNoneThatIsStated() {
        List<MappedKinds> kinds =
                MappedKinds.of("acme", DataFile.parse("synthetic.yaml", FILE + "documented_in: [Acme, Field list]\n"));

        assertThat(kinds.get(0).documented()).containsExactly("a", "c");
        assertThat(kinds.get(0).stated()).containsExactly("b", "d");
        assertThat(kinds.get(1).documented()).containsExactly("a", "e");
    }

    @Test
    void statedFieldsAreNamesOfTheKindUntilTheyAreLeftOut() {
        MappedKinds kind =
                MappedKinds.of("acme", DataFile.parse("synthetic.yaml", FILE)).get(0);

        assertThat(kind.names()).contains("a", "b", "c", "d");
        assertThat(kind.withoutStated().names()).contains("c").doesNotContain("a", "b", "d");
        assertThat(kind.withoutNative().names()).doesNotContain("a", "b", "c", "d");
    }
}
