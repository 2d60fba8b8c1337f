package io.outrider.normalize;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time as an event states it.
 *
 * @param local date and time of day
 * @param offset from UTC, or {@code null} if the event does not say
 */
record Timestamp(LocalDateTime local, @Nullable ZoneOffset offset) {

    /** The moment; {@code zone} is the zone of a time that does not say its own. */
    Instant instant(ZoneId zone) {
        return offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset);
    }

    boolean isZoned() {
        return offset != null;
    }

    /**
     * Reads {@code 2020-10-18 10:56:18.799}, {@code 2020-10-18T10:56:18.7991234Z}, offsets such as {@code +02:00},
     * {@code +0200} and {@code +02}, {@code 01/14/2021 11:41:39 PM}, and seconds or milliseconds since 1970-01-01 UTC.
     *
     * @return {@code null} if the text is no such time
     */
    static @Nullable Timestamp parse(String text) {
        try {
            TimestampScanner scanner = new TimestampScanner(text.strip());
            return scanner.timestamp();
        } catch (DateTimeException e) {
            // Digits in the right places that are no date: 2021-02-30.
            return null;
        }
    }
}
