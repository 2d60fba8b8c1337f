package io.outrider.alert;

import io.outrider.alert.AttackCatalog.Technique;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Alerts as events of the data model Risk, one for each risk object (decision 13), with the names that Splunk Enterprise
 * Security gives them: {@code source} and {@code search_name} are the detection's name, {@code _time} is the row's last time.
 * The row's columns are the event's original fields.
 */
public final class RiskEvents {

    /** The dataset that the events are members of. */
    public static final String DATASET = "Risk.All_Risk";

    /** The row's columns that stand in the data model too. */
    private static final List<String> ENTITIES = List.of("dest", "src", "user");

    private final AttackCatalog catalog;

    /** Parsed messages by their text. Grows to the number of messages in the content, some thousands at most. */
    private final Map<String, MessageTemplate> templates = new ConcurrentHashMap<>();

    public RiskEvents(AttackCatalog catalog) {
        this.catalog = catalog;
    }

    /** Whether alerts of the detection are risk: those of TTP and Anomaly detections (decision 13). */
    public static boolean areOf(Detection detection) {
        return detection.type().equalsIgnoreCase("TTP") || detection.type().equalsIgnoreCase("Anomaly");
    }

    /** The events of an alert as it stands; none of one that was closed, or whose row has none of the risk objects. */
    public List<Event> of(Alert alert) {
        List<Event> events = new ArrayList<>();
        if (alert.activity() == Alert.Activity.CLOSE || !areOf(alert.detection())) {
            return events;
        }
        for (Map<String, Object> object : RiskObjects.of(alert.detection(), alert.row())) {
            events.add(event(alert, object));
        }
        return events;
    }

    /**
     * What all risk of a detection has in common: an event with those fields alone, of no time of its own. What it lacks is in
     * some of the risk, perhaps.
     */
    public Event inCommon(Detection detection) {
        Map<String, Value> risk = new LinkedHashMap<>();
        about(detection, risk);
        return new Event(
                Instant.EPOCH,
                "",
                origin(detection),
                risk,
                Set.of(DATASET),
                new Origin(detection.name(), "risk", 1, 0, 0));
    }

    private static Map<String, Value> origin(Detection detection) {
        return Map.of("source", Value.of(detection.name()), "sourcetype", Value.of("stash"), "index", Value.of("risk"));
    }

    private void about(Detection detection, Map<String, Value> risk) {
        risk.put("search_name", Value.of(detection.name()));
        risk.put("savedsearch_description", Value.of(detection.description()));
        risk.put("severity", Value.of(detection.severity().toString().toLowerCase(Locale.ROOT)));
        risk.put("tag", Value.of("risk"));
        put(risk, "analyticstories", detection.analyticStories());
        put(risk, "annotations.analytic_story", detection.analyticStories());
        put(risk, "annotations.kill_chain_phases", detection.killChainPhases());
        attack(detection, risk);
    }

    private Event event(Alert alert, Map<String, Object> object) {
        Detection detection = alert.detection();
        Map<String, Value> risk = new LinkedHashMap<>();
        object.forEach((name, value) -> risk.put(name, Value.of(value.toString())));
        risk.put("risk_message", Value.of(message(alert)));
        about(detection, risk);
        Set<String> threats = new LinkedHashSet<>();
        Set<String> threatTypes = new LinkedHashSet<>();
        RiskObjects.threats(detection, alert.row()).forEach(threat -> {
            threats.add(threat.get("threat_object").toString());
            threatTypes.add(threat.get("threat_object_type").toString());
        });
        put(risk, "threat_object", threats);
        put(risk, "threat_object_type", threatTypes);
        for (String entity : ENTITIES) {
            Value value = alert.row().get(entity);
            if (value != null) {
                risk.put(entity, value);
            }
        }
        Map<String, Value> fields = new LinkedHashMap<>(alert.row());
        fields.putAll(origin(detection));
        return new Event(
                alert.lastTime(),
                raw(alert, risk),
                fields,
                risk,
                Set.of(DATASET),
                new Origin(detection.name(), "risk", 1, 0, 0));
    }

    private String message(Alert alert) {
        String message = alert.detection().message();
        return message == null
                ? alert.detection().name()
                : templates.computeIfAbsent(message, MessageTemplate::parse).render(alert.row()::get);
    }

    private void attack(Detection detection, Map<String, Value> risk) {
        Set<String> techniques = new LinkedHashSet<>();
        Set<String> tacticIds = new LinkedHashSet<>();
        Set<String> tactics = new LinkedHashSet<>();
        for (String id : detection.attackIds()) {
            catalog.technique(id).map(Technique::name).ifPresent(techniques::add);
            for (Tactic tactic : catalog.technique(id).map(Technique::tactics).orElse(List.of())) {
                tacticIds.add(tactic.uid());
                // ATT&CK's short name of a tactic, for example initial-access.
                tactics.add(tactic.caption().toLowerCase(Locale.ROOT).replace(' ', '-'));
            }
        }
        put(risk, "annotations.mitre_attack", detection.attackIds());
        put(risk, "annotations.mitre_attack.mitre_technique_id", detection.attackIds());
        put(risk, "annotations.mitre_attack.mitre_technique", techniques);
        put(risk, "annotations.mitre_attack.mitre_tactic_id", tacticIds);
        put(risk, "annotations.mitre_attack.mitre_tactic", tactics);
    }

    private static void put(Map<String, Value> fields, String name, Iterable<String> texts) {
        List<String> all = new ArrayList<>();
        texts.forEach(all::add);
        if (!all.isEmpty()) {
            fields.put(name, Value.of(all));
        }
    }

    /** The alert's id is in it, so that risk of two alerts is told apart. */
    private static String raw(Alert alert, Map<String, Value> risk) {
        StringBuilder raw = new StringBuilder("alert=\"").append(alert.id()).append('"');
        risk.forEach((name, value) ->
                raw.append(", ").append(name).append("=\"").append(value.text()).append('"'));
        return raw.toString();
    }
}
