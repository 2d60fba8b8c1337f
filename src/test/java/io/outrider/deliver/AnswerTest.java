package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

    private static Answer throttling(String retryAfter) {
        return new Answer(429, retryAfter, "");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void successIsWhatBeginsWith2(int status) {
        assertThat(new Answer(status, null, "").isSuccess()).isTrue();
        assertThat(new Answer(status, null, "").isRefusal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 301, 302, 308, 403, 408, 409, 429, 500, 502, 503, 504, 700})
    void whatMayBeOtherwiseLaterIsNeither(int status) {
        assertThat(new Answer(status, null, "").isSuccess()).isFalse();
        assertThat(new Answer(status, null, "").isRefusal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410})
    void refusalStaysOne(int status) {
        assertThat(new Answer(status, null, "").isSuccess()).isFalse();
        assertThat(new Answer(status, null, "").isRefusal()).isTrue();
    }

    @Test
    void waitIsInSecondsOrUntilADate() {
        assertThat(throttling("120").wait(NOW)).contains(Duration.ofMinutes(2));
        assertThat(throttling("Wed, 01 Jan 2025 00:00:30 GMT").wait(NOW)).contains(Duration.ofSeconds(30));
        assertThat(new Answer(503, " 7 ", "").wait(NOW)).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3601", "99999999999999999999999", "Fri, 01 Jan 2055 00:00:00 GMT"})
    void waitIsAnHourAtMost(String retryAfter) {
        assertThat(throttling(retryAfter).wait(NOW)).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "soon", "", "1.5", "Tue, 31 Dec 2024 23:59:59 GMT"})
    void whatIsNoTimeToComeIsNoWait(String retryAfter) {
        assertThat(throttling(retryAfter).wait(NOW)).isEmpty();
    }

    // RFC 9110 has it for 503 and redirects, RFC 6585 for 429, Standard Webhooks throttles by 502 and 504 too, and
    // GitHub's
    // secondary limit is 403.
    @ParameterizedTest
    @ValueSource(ints = {302, 403, 408, 429, 500, 502, 503, 504})
    void everyAnswerThatIsForLaterMaySayHowLongToWait(int status) {
        assertThat(new Answer(status, "120", "").wait(NOW)).contains(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 400, 401, 404, 410})
    void answerThatIsForGoodSaysNothingOfIt(int status) {
        assertThat(new Answer(status, "120", "1735690000", "").wait(NOW)).isEmpty();
    }

    // docs.github.com, "Rate limits for the REST API": seconds since 1970; the time until then, an hour at most.
    @Test
    void limitThatIsUsedUpSaysWhenItBeginsAnew() {
        String inAMinute = Long.toString(NOW.getEpochSecond() + 60);

        assertThat(new Answer(403, null, inAMinute, "").wait(NOW)).contains(Duration.ofMinutes(1));
        assertThat(new Answer(429, null, inAMinute, "").wait(NOW)).contains(Duration.ofMinutes(1));
        assertThat(new Answer(429, null, "173569000000", "").wait(NOW)).contains(Duration.ofHours(1));
        assertThat(new Answer(403, "7", inAMinute, "").wait(NOW))
                .as("Retry-After comes first")
                .contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "-1", "2025-01-01T00:01:00Z", "99999999999999999999", "1735689600"})
    void whatIsNoSecondOfTheFutureIsNoReset(String reset) {
        assertThat(new Answer(403, null, reset, "").wait(NOW)).isEmpty();
    }

    @Test
    void answerIsOneBoundedLine() {
        assertThat(new Answer(400, null, "a\r\n\u001b[31mb\u2028c\u202e").inOneLine(text -> text))
                .isEqualTo("400: a [31mb c");
        assertThat(new Answer(400, null, "x".repeat(5000)).inOneLine(text -> text))
                .hasSize(1005);
        assertThat(new Answer(204, null, "\n").inOneLine(text -> text)).isEqualTo("204");
    }
}
