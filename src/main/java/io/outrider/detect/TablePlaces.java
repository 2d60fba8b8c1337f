package io.outrider.detect;

import io.outrider.cim.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The places of rows in a table. */
final class TablePlaces {

    /** The years 0 to 9999: beyond them a number of seconds is no date, whatever wrote it. */
    private static final double FIRST = -62_167_219_200d;

    private static final double LAST = 253_402_300_799d;

    private TablePlaces() {}

    static Place of(ResultRow row, int position) {
        return Place.of(time(row), position);
    }

    /** The row's {@code _time}, to the microsecond; {@code null} if it has none that is a date. */
    static @Nullable Instant time(ResultRow row) {
        Value value = row.get("_time");
        Double seconds = value == null ? null : Numbers.of(value);
        if (seconds == null || seconds < FIRST || seconds > LAST) {
            return null;
        }
        long micros = Math.round(seconds * 1e6);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
