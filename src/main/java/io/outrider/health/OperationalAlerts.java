package io.outrider.health;

import io.outrider.alert.Alert;
import io.outrider.alert.Alert.Activity;
import io.outrider.health.Told.Emission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 *
 * <p>What {@link #told} gives is to be kept before what {@link #of} and {@link #end} give is sent: given to {@link #goOn} of the next
 * process, it goes on with what was open.
 */
public final class OperationalAlerts {

    private final String instance;
    private final Duration interval;
    // By the name of the concern: there are as many as levels, sinks and sources.
    private final Map<String, Open> said = new LinkedHashMap<>();
    // What is over, and perhaps not with all sinks yet.
    private final List<Told> over = new ArrayList<>();

    /** What was said of a concern. */
    private static final class Open {
        private Told told;
        private Concern last;
        // Told by a process before this one, which has not seen it yet.
        private boolean unseen;

        Open(Told told, boolean unseen) {
            this.told = told;
            this.last = told.last().concern();
            this.unseen = unseen;
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

    /** Goes on with what a process before this one told; to be called before all else. */
    public void goOn(List<Told> before) {
        before.forEach(told -> begin(told, true));
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
                if (open.told.isClosed()) {
                    all.remove();
                    over.add(open.told);
                } else if (!open.unseen || !report.notYetKnown().contains(open.last.area())) {
                    String since = open.unseen ? "Over by " + now + ", after a new start" : "Over at " + now;
                    alerts.add(say(open, Activity.CLOSE, now, since + ". It was: "));
                }
            }
        }
        return alerts;
    }

    /** What there is to say when Outrider ends: the next one begins anew. */
    public List<Alert> end(Instant now) {
        List<Alert> alerts = new ArrayList<>();
        for (Open open : said.values()) {
            if (!open.told.isClosed()) {
                alerts.add(
                        say(open, Activity.CLOSE, now, "The service stopped, and tells anew if it goes on. It was: "));
            }
            over.add(open.told);
        }
        said.clear();
        return alerts;
    }

    /**
     * Takes note of what sinks have.
     *
     * @param lacks by the name of each sink there is, and the id of an alert: the first revision that the sink is still to get
     */
    public void note(Map<String, Map<String, Integer>> lacks) {
        said.values().forEach(open -> open.told = open.told.reached(lacks));
        over.replaceAll(told -> told.reached(lacks));
        over.removeIf(told -> told.isHadBy(lacks.keySet()));
    }

    /** What the next process is to know, as {@link #goOn} takes it. */
    public List<Told> told() {
        List<Told> all = new ArrayList<>(over);
        said.values().forEach(open -> all.add(open.told));
        return all;
    }

    private void goesOn(Concern concern, Instant now, List<Alert> alerts) {
        Open open = said.get(concern.name());
        if (open == null || open.told.isClosed() && mayBeSaid(open, now)) {
            Emission first = new Emission(Activity.CREATE, now, concern, "");
            alerts.add(begin(new Told(instance, now, List.of(first), Map.of()), false));
        } else if (!open.told.isClosed()) {
            open.last = concern;
            open.unseen = false;
            if (concern.severity().compareTo(open.told.last().concern().severity()) > 0) {
                alerts.add(say(open, Activity.UPDATE, now, ""));
            }
        }
    }

    private Alert begin(Told told, boolean unseen) {
        Open before = said.put(told.last().concern().name(), new Open(told, unseen));
        if (before != null) {
            over.add(before.told);
        }
        return told.alert(0);
    }

    // A clock that was set back must not hold it up.
    private boolean mayBeSaid(Open open, Instant now) {
        return Duration.between(open.told.last().at(), now).abs().compareTo(interval) >= 0;
    }

    private static Alert say(Open open, Activity activity, Instant now, String before) {
        Concern worst = open.last.asGraveAs(open.told.last().concern());
        open.told = open.told.and(new Emission(activity, now, worst, before));
        return open.told.alert(open.told.emissions().size() - 1);
    }
}
