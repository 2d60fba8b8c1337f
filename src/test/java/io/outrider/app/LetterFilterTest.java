package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.SettableClock;
import io.outrider.app.LetterFilter.TimeText;
import io.outrider.store.DeadLetterStore.DeadLetter;
import io.outrider.store.LetterId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class LetterFilterTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private static DeadLetter letter(String id, String time) {
        return new DeadLetter(LetterId.parse(id), Instant.parse(time), "", "answered 410", 1, null, null);
    }

    private static List<String> chosen(String... options) {
        LetterFilter filter = CommandLine.populateCommand(new LetterFilter(), options);
        assertThat(filter.isGiven()).isEqualTo(options.length > 0);
        return Stream.of(
                        letter("soc/1", "2026-03-01T11:59:59.999Z"),
                        letter("soc/2", "2026-03-01T12:00:00Z"),
                        letter("event/3", "2026-03-01T12:00:00.001Z"))
                .filter(filter.predicate())
                .map(letter -> letter.id().toString())
                .toList();
    }

    @Test
    void eachLetterIsEitherSinceAMomentOrUntilIt() {
        assertThat(chosen()).containsExactly("soc/1", "soc/2", "event/3");
        assertThat(chosen("--since", "2026-03-01T12:00:00Z")).containsExactly("soc/2", "event/3");
        assertThat(chosen("--until", "2026-03-01T12:00:00Z")).containsExactly("soc/1");
    }

    @Test
    void allOptionsHaveToHold() {
        assertThat(chosen("--since", "2026-03-01T12:00:00Z", "--until", "2026-03-01T13:00:00+01:00"))
                .isEmpty();
        assertThat(chosen("--until", "2100-01-01T00:00:00Z", "--sink", "soc")).containsExactly("soc/1", "soc/2");
        assertThat(chosen("--until", "2100-01-01T00:00:00Z", "--kind", "event")).containsExactly("event/3");
    }

    @ParameterizedTest
    @CsvSource({
        "30m, 2026-03-02T11:30:00Z",
        "1d, 2026-03-01T12:00:00Z",
        "2026-03-01T13:00:00+01:00, 2026-03-01T12:00:00Z"
    })
    void timeIsAMomentOrHowLongAgoItWas(String text, Instant moment) {
        assertThat(new TimeText(new SettableClock(NOW)).convert(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", "2026-03-01", "2026-03-01T12:00:00"})
    void whatIsNoTimeIsRefusedWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> new TimeText(new SettableClock(NOW)).convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage(
                        "expected how long ago, such as 30m, 2h or 1d, or a time such as 2026-03-01T12:00:00Z, but found '"
                                + text + "'");
    }
}
