package io.outrider.alert;

import io.outrider.cim.Value;
import io.outrider.rule.Detection;
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
        Map<String, Value> row) {

    public Alert {
        if (revision < 0 || (revision == 0) != (activity == Activity.CREATE)) {
            throw new IllegalArgumentException(
                    "expected revision 0 for CREATE and only for it, but found " + revision + " for " + activity);
        }
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
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
