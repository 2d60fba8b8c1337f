package io.outrider.deliver;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered to a delivery.
 *
 * @param status of HTTP
 * @param retryAfter the header {@code Retry-After}, as it came; null if there was none
 * @param text the beginning of the body
 */
public record Answer(int status, @Nullable String retryAfter, String text) {

    /** Longest text kept, in characters: enough for an error document, and little in a dead letter. */
    public static final int MOST_TEXT = 1000;

    // No receiver holds an alert up for longer than this; it may say so again.
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int DUPLICATE = 409;
    private static final Set<Integer> PERMANENT = Set.of(400, 401, 404, 410);
    private static final Set<Integer> THROTTLING = Set.of(429, 503);

    public Answer {
        text = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }

    /** What an answer means for the delivery. */
    public enum Verdict {
        /** It is there. */
        DELIVERED,
        /** Not now. A redirect too: it is not followed, for nobody has said that alerts may go there. */
        AGAIN,
        /** Not ever, as it is. */
        REFUSED
    }

    /** Of 409 it takes that the receiver has the message already, by its id. */
    public Verdict verdict() {
        if (status / 100 == 2 || status == DUPLICATE) {
            return Verdict.DELIVERED;
        }
        return PERMANENT.contains(status) ? Verdict.REFUSED : Verdict.AGAIN;
    }

    /** How long to wait at least, where the answer is one that says so (429, 503); an hour at most. */
    public Optional<Duration> wait(Instant now) {
        if (retryAfter == null || !THROTTLING.contains(status)) {
            return Optional.empty();
        }
        return delay(retryAfter.strip(), now)
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

    /** In one line, without characters that a terminal or a log would take for more than text. */
    public String inOneLine() {
        String line =
                text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.isEmpty() ? String.valueOf(status) : status + ": " + line;
    }
}
