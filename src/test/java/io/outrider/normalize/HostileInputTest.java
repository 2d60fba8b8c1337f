package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, every record becomes an event or a reject, and nothing is thrown. Synthetic. */
class HostileInputTest {

    @Property(tries = 500)
    void arbitraryBytesAreRead(@ForAll byte[] input) throws IOException {
        check(input);
    }

    @Property(tries = 2000)
    void eventsWithDamagedBytesAreRead(@ForAll("damaged") byte[] input) throws IOException {
        check(input);
    }

    @Test
    void aBadByteDoesNotHideAnEventInAnyShape() throws IOException {
        for (String sample : Samples.sysmonProcessCreation().values()) {
            byte[] input = sample.getBytes(StandardCharsets.UTF_8);
            String marker = "cmd.exe /c";
            input[sample.indexOf(marker) + marker.length()] = (byte) 0xFE;
            Reading reading = Reading.of(new ByteArrayInputStream(input), ZoneOffset.UTC);
            assertThat(reading.events()).singleElement().satisfies(event -> {
                assertThat(event.datasets()).containsExactly("Endpoint.Processes");
                assertThat(event.cim().get("process").text()).startsWith("cmd.exe /c\uFFFD");
            });
            assertThat(reading.rejects()).singleElement().satisfies(reject -> {
                assertThat(reject.repaired()).isTrue();
                assertThat(reject.reason()).startsWith("expected UTF-8");
            });
        }
    }

    @Test
    void recordThatIsTooLongIsRejectedWithItsBeginning() throws IOException {
        Reject reject = Reading.reject("{\"a\":\"" + "x".repeat(2 << 20) + "\"}");
        assertThat(reject.reason())
                .isEqualTo(
                        "expected a record within the size limit (outrider.input.max-event-size), but found one of 2097160 bytes");
        assertThat(reject.length()).isEqualTo(2_097_160);
        assertThat(reject.text()).hasSize(1024);
        assertThat(reject.whole()).isFalse();
        assertThat(reject.repaired()).isFalse();
    }

    @Test
    void otherTextIsRejectedWithWhatWasExpected() throws IOException {
        Reject reject = Reading.reject("\nJan 1 host su: x");
        assertThat(reject)
                .isEqualTo(new Reject(
                        "synthetic",
                        2,
                        1,
                        16,
                        "expected a JSON object, an <Event> element, a WinEventLog text event, a syslog message, or a line"
                                + " of CEF, LEEF, key=value pairs, auditd, Snare or an access log, but found a line of"
                                + " other text",
                        "Jan 1 host su: x",
                        true,
                        false));
    }

    @Test
    void textOfARejectIsWhole() throws IOException {
        String text = "x".repeat(300_000) + "\uD83D\uDE00".repeat(10);
        assertThat(Reading.reject(text).text()).isEqualTo(text);
        assertThat(Reading.reject(text).whole()).isTrue();
    }

    @Test
    void textOfARepairedEventIsNotCutWithinACharacter() throws IOException {
        String beginning = "{\"a\":\"" + "x".repeat(1017);
        assertThat(Reading.of(beginning + "\uD83D\uDE00".repeat(10) + "\"}").rejects())
                .singleElement()
                .satisfies(reject -> {
                    assertThat(reject.repaired()).isTrue();
                    assertThat(reject.text()).isEqualTo(beginning);
                });
    }

    @Test
    void reasonIsOneLineWithoutControlCharactersWhateverTheRecordHolds() throws IOException {
        assertThat(Reading.reject("{\"a\":\u001b[31m\n}").reason()).doesNotMatch("(?s).*\\p{Cntrl}.*");
    }

    @Test
    void emptyInputGivesNothing() throws IOException {
        assertThat(Reading.of("")).isEqualTo(new Reading(List.of(), List.of(), List.of()));
    }

    @Test
    void namesWithOneHashCodeTakeNoQuadraticTime() {
        // "Aa" and "BB" have one hash code, and so have all words made of them.
        List<String> names = new ArrayList<>(List.of(""));
        while (names.size() < FieldTable.MAX_FIELDS) {
            List<String> longer = new ArrayList<>();
            names.forEach(name -> longer.addAll(List.of(name + "Aa", name + "BB")));
            names = longer;
        }
        String record = "{\"time\":\"2024-01-01T00:00:00Z\",\""
                + String.join("\":1,\"", names.subList(0, FieldTable.MAX_FIELDS - 1)) + "\":1}\n";
        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(Reading.of(record.repeat(20)).events()).hasSize(20));
    }

    private static void check(byte[] input) throws IOException {
        Reading reading = Reading.of(new ByteArrayInputStream(input), ZoneOffset.UTC);
        long lost =
                reading.rejects().stream().filter(reject -> !reject.repaired()).count();
        assertThat(reading.events().size() + lost).isEqualTo(reading.records().size());
        assertThat(reading.rejects())
                .allSatisfy(reject ->
                        assertThat(reject.reason()).startsWith("expected ").doesNotContain("\n"));
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        List<String> samples = new ArrayList<>(Samples.sysmonProcessCreation().values());
        samples.addAll(Samples.securityProcessCreation().values());
        Arbitrary<byte[]> whole = Arbitraries.of(samples).map(sample -> sample.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> damaged = whole.flatMap(bytes -> Arbitraries.integers()
                .between(0, bytes.length - 1)
                .flatMap(at -> Arbitraries.oneOf(
                        Arbitraries.bytes().map(value -> {
                            byte[] changed = bytes.clone();
                            changed[at] = value;
                            return changed;
                        }),
                        Arbitraries.just(Arrays.copyOf(bytes, at)),
                        Arbitraries.just(Arrays.copyOfRange(bytes, at, bytes.length)))));
        return damaged.list().ofMinSize(1).ofMaxSize(5).map(parts -> {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            parts.forEach(part -> {
                joined.writeBytes(part);
                joined.write('\n');
            });
            return joined.toByteArray();
        });
    }
}
