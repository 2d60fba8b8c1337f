package io.outrider.cim;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The common event: the fields as the source named them, beside those of the Common Information Model.
 *
 * @param time {@code _time}, the moment the source gives for the event (decision 1 of the time rules)
 * @param raw the record's text, {@code _raw}
 * @param fields the original fields, under the names that the source gives them
 * @param cim the fields that the source's mapping extracts, under their CIM names, without the data model's own
 *     calculated fields: those are added by {@link Dataset#view}
 * @param datasets qualified names of the data model datasets that the event is a member of, for example {@code
 *     Endpoint.Processes}
 */
public record Event(
        Instant time,
        String raw,
        Map<String, Value> fields,
        Map<String, Value> cim,
        Set<String> datasets,
        Origin origin) {

    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;

    public Event {
        fields = Map.copyOf(fields);
        cim = Map.copyOf(cim);
        datasets = Set.copyOf(datasets);
    }

    /** {@code _time} as Splunk computes with it: seconds since 1970-01-01 UTC, with their fraction to the microsecond. */
    public double epochSeconds() {
        // Microseconds: a double holds no more digits for a date of this century, and Splunk keeps no more. In one
        // division,
        // so that the sum is not rounded twice; beyond the year 9999 a double holds whole seconds only.
        long seconds = time.getEpochSecond();
        return Math.abs(seconds) > LAST_SECOND_OF_9999
                ? seconds
                : (seconds * 1_000_000L + time.getNano() / 1_000) / 1e6;
    }
}
