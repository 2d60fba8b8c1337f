package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a search's "none" is believed. Findings are synthetic. */
class SearchLagTest {

    // A minute before the findings were said.
    private static final Instant BEGAN = Instant.parse("2025-01-01T00:00:00Z");
    private static final Finding CREATE = new Finding(SyntheticFinding.revision(0));
    private static final Finding UPDATE = new Finding(SyntheticFinding.revision(1));

    private final SettableClock clock = new SettableClock(BEGAN);
    private final SearchLag lag = new SearchLag(Duration.ofMinutes(1));

    private Delivery delivery(Duration giveUpAfter) {
        SinkSettings sink = new SinkSettings("jira", "soc", Map.of("url", "https://jira.example.com"));
        return new Delivery(
                sink,
                call -> new Answer(204, null, ""),
                new ObjectMapper(),
                clock,
                new Delivery.Patience(BEGAN, giveUpAfter));
    }

    private @Nullable Duration refused(Finding finding, Duration giveUpAfter) {
        return catchThrowableOfType(FailedDeliveryException.class, () -> lag.believe(finding, delivery(giveUpAfter)))
                .leastWait();
    }

    private void believed(Finding finding) {
        assertThatCode(() -> lag.believe(finding, delivery(Duration.ofDays(3)))).doesNotThrowAnyException();
    }

    @Test
    void whatAnEarlierProcessMayHaveOpenedIsWaitedForOnceForAll() {
        clock.advance(Duration.ofSeconds(20));
        assertThat(refused(UPDATE, Duration.ofDays(3))).isEqualTo(Duration.ofSeconds(40));
        clock.advance(Duration.ofSeconds(40));
        believed(UPDATE);
    }

    @Test
    void alertThatWasSaidSinceIsOpenedAtOnce() {
        believed(CREATE);
    }

    @Test
    void alertThatIsGivenUpAfterTenSecondsWaitsForHalfOfThem() {
        assertThat(refused(UPDATE, Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void callWithoutAnAnswerHoldsUpItsOwnAlertOnly() {
        lag.opens(CREATE, delivery(Duration.ofDays(3)));
        assertThat(refused(CREATE, Duration.ofDays(3))).isNull();
        believed(new Finding(SyntheticFinding.of("ffff", 0, 1)));
        clock.advance(Duration.ofMinutes(1));
        believed(CREATE);
    }

    @Test
    void clockThatWasSetBackHoldsUpNothing() {
        lag.opens(CREATE, delivery(Duration.ofDays(3)));
        clock.set(BEGAN.minusSeconds(3600));
        believed(CREATE);
        believed(UPDATE);
    }

    @Test
    void ticketThatWasOpenedHereIsKnown() {
        lag.opened(CREATE, "10001", delivery(Duration.ofDays(3)));
        assertThat(lag.ticket(UPDATE)).contains("10001");
        lag.forget(UPDATE);
        assertThat(lag.ticket(UPDATE)).isEmpty();
    }

    @Test
    void oldestAreForgotten() {
        for (int i = 0; i <= 10_000; i++) {
            lag.opened(new Finding(SyntheticFinding.of("a" + i, 0, 1)), "1", delivery(Duration.ofDays(3)));
        }
        assertThat(lag.ticket(new Finding(SyntheticFinding.of("a0", 0, 1)))).isEmpty();
        assertThat(lag.ticket(new Finding(SyntheticFinding.of("a1", 0, 1)))).contains("1");
    }
}
