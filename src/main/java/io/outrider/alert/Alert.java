package io.outrider.alert;

import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One emission of an alert: a row of a detection's result for a window, as it stood at that moment.
 *
 * @param id the alert's identity over all its revisions
 * @param revision 0 for the first emission; the key of a delivery is {@code id-revision}
 * @param windowStart first moment of the window that the row belongs to
 * @param windowEnd first moment behind it
 * @param partial whether the window was closed before its time, so that the row may lack events
 * @param truncated whether a set of values in the row was cut at its bound
 * @param firstTime {@code _time} of the first event that counts in the row
 * @param lastTime {@code _time} of the last
 * @param count number of events that count in the row
 * @param row the result row as Splunk would return it, in the order of its columns
 * @param enrichment what an inventory knew of the row's values when the alert was emitted
 */
public record Alert(
        String id,
        int revision,
        Activity activity,
        Detection detection,
        Instant windowStart,
        Instant windowEnd,
        boolean partial,
        boolean truncated,
        Instant firstTime,
        Instant lastTime,
        long count,
        Map<String, Value> row,
        Enrichment enrichment) {

    /** An alert of whose row nothing is known. */
    public Alert(
            String id,
            int revision,
            Activity activity,
            Detection detection,
            Instant windowStart,
            Instant windowEnd,
            boolean partial,
            boolean truncated,
            Instant firstTime,
            Instant lastTime,
            long count,
            Map<String, Value> row) {
        this(
                id,
                revision,
                activity,
                detection,
                windowStart,
                windowEnd,
                partial,
                truncated,
                firstTime,
                lastTime,
                count,
                row,
                Enrichment.NONE);
    }

    public Alert {
        if (revision < 0 || (revision == 0) != (activity == Activity.CREATE)) {
            throw new IllegalArgumentException(
                    "expected revision 0 for CREATE and only for it, but found " + revision + " for " + activity);
        }
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }

    /** The detection's, unless what the alert is about makes it graver. */
    public Severity severity() {
        Severity raised = enrichment.severity();
        return raised == null || raised.compareTo(detection.severity()) < 0 ? detection.severity() : raised;
    }

    /** The same, of whose row more is known. */
    public Alert with(Enrichment known) {
        return new Alert(
                id,
                revision,
                activity,
                detection,
                windowStart,
                windowEnd,
                partial,
                truncated,
                firstTime,
                lastTime,
                count,
                row,
                known);
    }

    /** What an emission says of its alert, with OCSF's {@code activity_id}. */
    public enum Activity {
        CREATE(1, "Create"),
        UPDATE(2, "Update"),
        /** The row is no more: a late event or an edited filter took it away. */
        CLOSE(3, "Close");

        private final int id;
        private final String caption;

        Activity(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        public int id() {
            return id;
        }

        public String caption() {
            return caption;
        }
    }
}
