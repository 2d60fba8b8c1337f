package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.evtx.SyntheticEvtx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What becomes of a binary event log's records, and of what could not be read. The logs are synthetic. */
class EvtxEventsTest {

    private static Reading read(byte[] file) throws IOException {
        return Reading.of(Inputs.open(new ByteArrayInputStream(file), "synthetic"), ZoneOffset.UTC);
    }

    /** Those that say something else than that the synthetic events have no time. */
    private static List<Reject> rejects(Reading reading) {
        return reading.rejects().stream()
                .filter(reject -> !reject.reason().startsWith("expected a time"))
                .toList();
    }

    @Test
    void recordIsALineAndItsNumberIsTheLines() throws IOException {
        Reading reading = read(SyntheticEvtx.of("a", "b\r\nc", "d"));
        assertThat(reading.records()).extracting(RawRecord::line).containsExactly(1L, 2L, 3L);
        assertThat(reading.events()).hasSize(3);
        assertThat(rejects(reading)).isEmpty();
        assertThat(Reading.texts(reading.events().get(1), "V")).containsExactly("b\r\nc");
        assertThat(reading.events().get(1).origin().shape()).isEqualTo("xml");
    }

    @Test
    void unreadableRecordIsRejectedWithItsReasonAndTheOthersAreEvents() throws IOException {
        Reading reading = read(SyntheticEvtx.withDamage(SyntheticEvtx.of("a", "b", "c"), 1));
        assertThat(reading.events()).hasSize(2);
        assertThat(rejects(reading)).hasSize(2);
        assertThat(rejects(reading).get(0)).satisfies(reject -> {
            assertThat(reject.repaired()).isTrue();
            assertThat(reject.line()).isEqualTo(1);
            assertThat(reject.reason())
                    .isEqualTo("expected an event log without damage, but found records that do not agree with their"
                            + " checksum");
        });
        assertThat(rejects(reading).get(1)).satisfies(reject -> {
            assertThat(reject.repaired()).isFalse();
            assertThat(reject.line()).isEqualTo(2);
            assertThat(reject.reason())
                    .startsWith("expected an element or a template, but found token 85 (record 2), at offset ")
                    .endsWith(" of the event log file");
        });
    }

    @Property(tries = 40)
    void textComesThroughWhateverItIs(@ForAll @Size(max = 20) List<String> texts) throws IOException {
        Reading reading = read(SyntheticEvtx.of(texts.toArray(String[]::new)));
        assertThat(reading.events()).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Reading.texts(reading.events().get(i), "V")).containsExactly(allowed(texts.get(i)));
        }
    }

    /** The text without zeros at its end, and with U+FFFD for what XML 1.0 has no place for. */
    private static String allowed(String text) {
        return text.replaceFirst("\\x00+\\z", "")
                .replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    @Test
    void charactersThatXmlForbidsAreReplacedAndTold() throws IOException {
        Reading reading = read(SyntheticEvtx.of("a\u0001b\uD800c\0d"));
        assertThat(Reading.texts(reading.events().get(0), "V")).containsExactly("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(rejects(reading)).singleElement().satisfies(reject -> {
            assertThat(reject.repaired()).isTrue();
            assertThat(reject.reason()).contains("characters that XML allows");
        });
    }

    @Test
    void replacedCharactersAndDamageAreToldTogether() throws IOException {
        byte[] file = SyntheticEvtx.withDamage(SyntheticEvtx.of("a", "\u0001"), 0);
        assertThat(rejects(read(file)).get(1).reason())
                .contains("characters that XML allows")
                .contains("; expected an event log without damage");
    }

    @Test
    void textThatOnlyLooksLikeWhatStandsForARecordSaysNothingOfItsOwn() throws IOException {
        assertThat(Reading.reject("<?outrider-unreadable all is well?>").reason())
                .isEqualTo("expected a record, but found all is well");
        Reading reading =
                Reading.of("<Event><System><EventID>1</EventID><TimeCreated SystemTime='2025-01-01T00:00:00Z'/>"
                        + "</System><?outrider-damage all is well?></Event>");
        assertThat(reading.events()).hasSize(1);
        assertThat(reading.rejects()).isEmpty();
    }
}
