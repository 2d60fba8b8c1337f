package io.outrider.normalize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a source writes times. */
sealed interface TimeFormat {

    /**
     * @param zone of times that do not say theirs
     * @return {@code null} if the text is no such time
     */
    @Nullable
    Instant read(String text, ZoneId zone);

    /**
     * @param written {@code any}, {@code epoch}, {@code epoch_ms}, {@code epoch_us}, {@code epoch_ns}, or a pattern of {@link
     *     DateTimeFormatter}
     * @throws IllegalArgumentException if it is none of these
     */
    static TimeFormat of(String written) {
        return switch (written) {
            case "any" -> new Any();
            case "epoch" -> new Epoch(0);
            case "epoch_ms" -> new Epoch(3);
            case "epoch_us" -> new Epoch(6);
            case "epoch_ns" -> new Epoch(9);
            default -> new Pattern(DateTimeFormatter.ofPattern(written, Locale.ENGLISH));
        };
    }

    /** As {@link Timestamp#parse} reads them: ISO 8601, and seconds or milliseconds since 1970-01-01 UTC. */
    record Any() implements TimeFormat {
        @Override
        public @Nullable Instant read(String text, ZoneId zone) {
            Timestamp time = Timestamp.parse(text);
            return time == null ? null : time.instant(zone);
        }
    }

    /**
     * Since 1970-01-01 UTC.
     *
     * @param digits of a second's fraction that the unit counts: 3 for milliseconds
     */
    record Epoch(int digits) implements TimeFormat {

        // Nanoseconds of the year 9999 have 21 digits; a longer text is no time, and costly to read as a number.
        private static final int LONGEST = 32;
        private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(EventTime.LATEST.getEpochSecond());

        @Override
        public @Nullable Instant read(String text, ZoneId zone) {
            String number = text.strip();
            if (number.isEmpty() || number.length() > LONGEST || !isNumber(number)) {
                return null;
            }
            BigDecimal seconds = new BigDecimal(number).movePointLeft(digits);
            if (seconds.compareTo(LAST_SECOND) > 0) {
                return null;
            }
            BigInteger whole = seconds.toBigInteger();
            BigDecimal fraction = seconds.subtract(new BigDecimal(whole)).movePointRight(9);
            return Instant.ofEpochSecond(whole.longValue(), fraction.longValue());
        }

        /** Digits, and a point among them at most: no sign, no exponent. */
        private static boolean isNumber(String text) {
            int points = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                points += c == '.' ? 1 : 0;
                if (points > 1 || c != '.' && (c < '0' || c > '9')) {
                    return false;
                }
            }
            return text.length() > points;
        }
    }

    /** As a pattern says; English where it has names of months. */
    record Pattern(DateTimeFormatter formatter) implements TimeFormat {
        @Override
        public @Nullable Instant read(String text, ZoneId zone) {
            try {
                TemporalAccessor read = formatter.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
                return read instanceof OffsetDateTime zoned
                        ? zoned.toInstant()
                        : ((LocalDateTime) read).atZone(zone).toInstant();
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
