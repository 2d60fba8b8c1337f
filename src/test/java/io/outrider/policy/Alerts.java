package io.outrider.policy;

import io.outrider.alert.Alert;
import io.outrider.alert.AlertId;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Synthetic alerts. */
public final class Alerts {

    public static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

    private Alerts() {}

    public static Detection detection(String id, int riskScore, Detection.RiskObject... objects) {
        return detection(id, "TTP", riskScore, objects);
    }

    public static Detection detection(String id, String type, int riskScore, Detection.RiskObject... objects) {
        return new Detection(
                id,
                "Synthetic " + id,
                1,
                type,
                "production",
                null,
                null,
                "Synthetic",
                null,
                riskScore,
                List.of(objects),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                id + ".yml");
    }

    /** A Create at a minute of the day. @param row names and values in turn; {@code |} between several values */
    public static Alert create(Detection detection, int minute, String... row) {
        Instant time = DAY.plus(Duration.ofMinutes(minute));
        Instant window = DAY.plus(Duration.ofHours(minute / 60));
        Map<String, Value> columns = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i += 2) {
            columns.put(row[i], Value.of(List.of(row[i + 1].split("\\|", -1))));
        }
        return new Alert(
                AlertId.ofRow(detection.id(), time, columns, Set.of()),
                0,
                Alert.Activity.CREATE,
                detection,
                window,
                window.plus(Duration.ofHours(1)),
                false,
                false,
                time,
                time,
                1,
                columns);
    }

    /** What is said next of an alert. */
    public static Alert next(Alert before, Alert.Activity activity) {
        return new Alert(
                before.id(),
                before.revision() + 1,
                activity,
                before.detection(),
                before.windowStart(),
                before.windowEnd(),
                before.partial(),
                before.truncated(),
                before.firstTime(),
                before.lastTime().plusSeconds(1),
                before.count() + 1,
                before.row());
    }
}
