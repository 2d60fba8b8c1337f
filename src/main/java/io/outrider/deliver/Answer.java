package io.outrider.deliver;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a system answered to a call.
 *
 * @param status of HTTP
 * @param retryAfter the header {@code Retry-After}, as it came; null if there was none
 * @param limitReset the header {@code x-ratelimit-reset} of a limit of which nothing remains, as it came; null if there was none
 * @param text the beginning of the body
 */
public record Answer(
        int status, @Nullable String retryAfter, @Nullable String limitReset, String text) {

    /** Longest text kept, in characters: what a search for one ticket answers, with room. */
    public static final int MOST_TEXT = 65_536;

    // Enough for an error document, and little in a dead letter.
    private static final int MOST_IN_A_LINE = 1000;

    // No receiver holds an alert up for longer than this; it may say so again.
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Set<Integer> PERMANENT = Set.of(400, 401, 404, 410);

    public Answer {
        text = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }

    public Answer(int status, @Nullable String retryAfter, String text) {
        this(status, retryAfter, null, text);
    }

    /** Whether the call did what it was to do. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * Whether the same call will never be taken. All others may be later; a redirect too, which is not followed, for nobody has said
     * that alerts may go there.
     */
    public boolean isRefusal() {
        return PERMANENT.contains(status);
    }

    /** How long to wait at least, where the call may be taken later and the answer says so; an hour at most. */
    public Optional<Duration> wait(Instant now) {
        if (isSuccess() || isRefusal()) {
            return Optional.empty();
        }
        return Optional.ofNullable(retryAfter)
                .flatMap(text -> delay(text.strip(), now))
                .or(() -> Optional.ofNullable(limitReset).flatMap(text -> untilReset(text.strip(), now)))
                .filter(delay -> !delay.isNegative() && !delay.isZero())
                .map(delay -> delay.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : delay);
    }

    // RFC 9110, 10.2.3: seconds, or a date. Example: [120], [Fri, 31 Dec 1999 23:59:59 GMT]
    private static Optional<Duration> delay(String text, Instant now) {
        if (text.matches("[0-9]+")) {
            // Beyond nine digits it is the longest anyway.
            return Optional.of(text.length() > 9 ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    // GitHub's: seconds since 1970. Others count from now, or write a date; those have Retry-After too.
    private static Optional<Duration> untilReset(String text, Instant now) {
        // 2001 to 33658: what is shorter is no moment.
        return text.matches("[0-9]{10,12}")
                ? Optional.of(Duration.between(now, Instant.ofEpochSecond(Long.parseLong(text))))
                : Optional.empty();
    }

    /**
     * In one line, without characters that a terminal or a log would take for more than text.
     *
     * @param redaction takes out what is secret, before the text is cut: of a secret across the cut the beginning would stay
     */
    public String inOneLine(UnaryOperator<String> redaction) {
        String told = redaction.apply(text);
        String beginning = told.length() > MOST_IN_A_LINE ? told.substring(0, MOST_IN_A_LINE) : told;
        String line = beginning
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return line.isEmpty() ? String.valueOf(status) : status + ": " + line;
    }
}
