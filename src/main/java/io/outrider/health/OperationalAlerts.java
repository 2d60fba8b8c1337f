package io.outrider.health;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.alert.AlertId;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says what is wrong with Outrider as alerts: a Create when it begins, an Update when it gets worse than it ever was, a Close when it is
 * over. Used by one thread at a time.
 *
 * <p>A Close, and what begins anew behind it, wait until the least time between two emissions of one condition has passed. What gets worse
 * does not: it can do so twice at most.
 */
public final class OperationalAlerts {

    /** The column of an alert's row with the sink that it is about, which is not told of it. */
    static final String SINK = "sink";

    private static final String DETECTION = "outrider-operational-";

    private final String instance;
    private final Duration interval;
    // By the name of the concern: there are as many as levels, sinks and sources.
    private final Map<String, Open> said = new HashMap<>();

    /** What was said of a concern. */
    private static final class Open {
        private final Instant began;
        private Concern last;
        private int revision;
        private Severity worst;
        private Instant lastSaid;
        private boolean closed;

        Open(Concern concern, Instant now) {
            this.began = now;
            this.last = concern;
            this.worst = concern.severity();
            this.lastSaid = now;
        }
    }

    /**
     * @param instance tells this Outrider from others that tell the same sinks; empty if there are none
     * @param interval least time between two emissions of one condition
     */
    public OperationalAlerts(String instance, Duration interval) {
        this.instance = instance;
        this.interval = interval;
    }

    /** What there is to say of a report after those before. */
    public List<Alert> of(Report report) {
        Instant now = report.at();
        List<Alert> alerts = new ArrayList<>();
        Set<String> wrong = new HashSet<>();
        for (Concern concern : report.concerns()) {
            wrong.add(concern.name());
            goesOn(concern, now, alerts);
        }
        Iterator<Map.Entry<String, Open>> all = said.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Open> entry = all.next();
            Open open = entry.getValue();
            if (!wrong.contains(entry.getKey()) && mayBeSaid(open, now)) {
                if (open.closed) {
                    all.remove();
                } else {
                    open.closed = true;
                    alerts.add(say(open, Activity.CLOSE, now, "Over at " + now + ". It was: "));
                }
            }
        }
        return alerts;
    }

    /** What there is to say when Outrider ends: the next one knows nothing of what this one said. */
    public List<Alert> end(Instant now) {
        List<Alert> alerts = new ArrayList<>();
        for (Open open : said.values()) {
            if (!open.closed) {
                open.closed = true;
                alerts.add(
                        say(open, Activity.CLOSE, now, "The service stopped, and tells anew if it goes on. It was: "));
            }
        }
        return alerts;
    }

    private void goesOn(Concern concern, Instant now, List<Alert> alerts) {
        Open open = said.get(concern.name());
        if (open == null || open.closed && mayBeSaid(open, now)) {
            Open begun = new Open(concern, now);
            said.put(concern.name(), begun);
            alerts.add(alert(begun, Activity.CREATE, now, ""));
        } else if (!open.closed) {
            open.last = concern;
            if (concern.severity().compareTo(open.worst) > 0) {
                open.worst = concern.severity();
                alerts.add(say(open, Activity.UPDATE, now, ""));
            }
        }
    }

    // A clock that was set back must not hold it up.
    private boolean mayBeSaid(Open open, Instant now) {
        return Duration.between(open.lastSaid, now).abs().compareTo(interval) >= 0;
    }

    private Alert say(Open open, Activity activity, Instant now, String before) {
        open.revision++;
        open.lastSaid = now;
        return alert(open, activity, now, before);
    }

    /** @param before goes before what is wrong */
    private Alert alert(Open open, Activity activity, Instant now, String before) {
        Concern concern = open.last;
        String detection = DETECTION + concern.condition();
        String id = AlertId.of(detection, open.began, Map.of("instance", instance, "condition", concern.name()));
        return new Alert(
                id,
                open.revision,
                activity,
                about(detection, concern, open.worst),
                open.began,
                now,
                false,
                false,
                open.began,
                now,
                1,
                row(concern, before));
    }

    private static Detection about(String id, Concern concern, Severity worst) {
        return new Detection(
                id,
                "Outrider: " + concern.title(),
                1,
                Detection.OPERATIONAL,
                null,
                null,
                null,
                concern.advice(),
                // A constant, with the values in the row: it is parsed once, and what a sink answered is never looked
                // into.
                "$detail$",
                0,
                worst,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                "outrider");
    }

    private Map<String, Value> row(Concern concern, String before) {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("condition", Value.of(concern.condition()));
        put(row, "subject", concern.subject());
        put(row, "instance", instance);
        row.put("detail", Value.of(before + concern.detail()));
        if (concern.sink() != null) {
            row.put(SINK, Value.of(concern.sink()));
        }
        Level level = concern.level();
        if (level != null) {
            row.put("used", Value.of(level.used()));
            row.put("most", Value.of(level.most()));
            row.put("unit", Value.of(level.unit()));
        }
        return row;
    }

    private static void put(Map<String, Value> row, String column, String text) {
        if (!text.isEmpty()) {
            row.put(column, Value.of(text));
        }
    }
}
