package io.outrider.deliver;

import io.outrider.deliver.Finding.Activity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A finding as events of the risk index of Splunk Enterprise Security, one for each risk object, in the form that the HTTP Event
 * Collector takes ("Format events for HTTP Event Collector", docs.splunk.com): time, host, source, sourcetype and index beside
 * {@code event}.
 *
 * <p>Who gives risk is decision 13, as in {@code alert.RiskEvents}: TTP and Anomaly detections. An alert that is closed gives none;
 * what the index has of it stays. The index takes the same event as often as it is sent: {@code orig_event_id} (the alert) and {@code
 * orig_revision} tell copies apart.
 */
final class SplunkRiskEvents {

    // Splunk reads the fields of an event out of its first 10,240 characters (limits.conf, [kv] maxchars). Those of
    // risk come
    // first; the row has what is left.
    private static final int LONGEST = 1000;
    private static final int MOST_OF_ROW = 6000;
    private static final int MOST_VALUES = 20;
    // A field with several values gives as many risk objects, 10,000 at most, and each of these events is some thousand
    // characters.
    private static final int MOST_EVENTS = 1000;

    private static final Set<String> TYPES = Set.of("ttp", "anomaly");
    // What an event of Splunk has of its own, beside names that begin with _.
    private static final Set<String> SPLUNK = Set.of(
            "host", "index", "source", "sourcetype", "eventtype", "linecount", "punct", "splunk_server", "tag", "time");

    private SplunkRiskEvents() {}

    /** The events, as maps that may be changed; none of a finding that gives no risk. */
    static List<Map<String, Object>> of(Finding finding) {
        List<?> objects = finding.list("unmapped", "risk_objects");
        List<Map<String, Object>> events = new ArrayList<>();
        if (!givesRisk(finding)) {
            return events;
        }
        Map<String, Object> common = common(finding);
        if (objects.size() > MOST_EVENTS) {
            common.put("risk_objects_left_out", objects.size() - MOST_EVENTS);
        }
        Map<String, Object> row = row(finding);
        for (Object object : objects.subList(0, Math.min(objects.size(), MOST_EVENTS))) {
            if (object instanceof Map<?, ?> risk && risk.get("risk_object") != null) {
                events.add(event(finding, risk, common, row));
            }
        }
        return events;
    }

    /** Whether the finding's detection gives risk, and the alert still stands. */
    static boolean givesRisk(Finding finding) {
        return finding.activity() != Activity.CLOSE
                && TYPES.contains(
                        finding.text("unmapped", "detection_type").orElse("").toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> event(
            Finding finding, Map<?, ?> object, Map<String, Object> common, Map<String, Object> row) {
        Map<String, Object> event = new LinkedHashMap<>();
        String name = Excerpt.of(String.valueOf(object.get("risk_object")), LONGEST);
        event.put("search_name", searchName(finding));
        event.put("risk_object", name);
        put(event, "risk_object_type", object.get("risk_object_type"));
        if (object.get("risk_score") instanceof Number score) {
            event.put("risk_score", score);
        }
        event.putAll(common);
        row.forEach((column, value) -> event.put(event.containsKey(column) ? "orig_" + column : column, value));

        Map<String, Object> collected = new LinkedHashMap<>();
        // Seconds. A double would be written with an exponent.
        collected.put("time", BigDecimal.valueOf(finding.time().toEpochMilli(), 3));
        String host = "system".equals(object.get("risk_object_type")) ? name : device(finding);
        put(collected, "host", host);
        collected.put("source", searchName(finding));
        collected.put("sourcetype", "stash");
        collected.put("index", "risk");
        collected.put("event", event);
        return collected;
    }

    private static String searchName(Finding finding) {
        Object name = finding.object("unmapped").get("splunk.search_name");
        return Excerpt.of(name == null ? finding.title() : String.valueOf(name), LONGEST);
    }

    private static @Nullable String device(Finding finding) {
        Object column = finding.object("unmapped", "search_result").get("dest");
        return column instanceof String text ? text : null;
    }

    // The names that alert.RiskEvents has, without what is the object's own.
    private static Map<String, Object> common(Finding finding) {
        Map<String, Object> event = new LinkedHashMap<>();
        put(event, "risk_message", finding.message());
        event.put("orig_event_id", finding.id());
        event.put("orig_revision", finding.revision());
        put(event, "severity", finding.severity().toLowerCase(Locale.ROOT));
        put(event, "security_domain", finding.object("unmapped").get("security_domain"));
        attack(finding, event);
        puts(event, "annotations.analytic_story", finding.list("unmapped", "analytic_story"));
        puts(event, "annotations.kill_chain_phases", values(finding.list("finding_info", "kill_chain"), "phase"));
        puts(event, "threat_object", values(finding.list("unmapped", "threat_objects"), "threat_object"));
        puts(event, "threat_object_type", values(finding.list("unmapped", "threat_objects"), "threat_object_type"));
        finding.number("count").ifPresent(count -> event.put("orig_count", count));
        put(event, "savedsearch_description", finding.object("finding_info").get("desc"));
        return event;
    }

    private static void attack(Finding finding, Map<String, Object> event) {
        Set<Object> ids = new LinkedHashSet<>();
        Set<Object> techniques = new LinkedHashSet<>();
        Set<Object> tacticIds = new LinkedHashSet<>();
        Set<Object> tactics = new LinkedHashSet<>();
        for (Object each : finding.list("finding_info", "attacks")) {
            Map<?, ?> attack = each instanceof Map<?, ?> map ? map : Map.of();
            Object technique =
                    attack.containsKey("sub_technique") ? attack.get("sub_technique") : attack.get("technique");
            add(ids, technique, "uid");
            add(techniques, technique, "name");
            add(tacticIds, attack.get("tactic"), "uid");
            add(tactics, attack.get("tactic"), "name");
        }
        puts(event, "annotations.mitre_attack", ids);
        puts(event, "annotations.mitre_attack.mitre_technique_id", ids);
        puts(event, "annotations.mitre_attack.mitre_technique", techniques);
        puts(event, "annotations.mitre_attack.mitre_tactic_id", tacticIds);
        // ATT&CK's short name of a tactic, for example initial-access.
        puts(
                event,
                "annotations.mitre_attack.mitre_tactic",
                tactics.stream()
                        .map(name -> name.toString().toLowerCase(Locale.ROOT).replace(' ', '-'))
                        .toList());
    }

    private static void add(Set<Object> values, @Nullable Object entity, String name) {
        if (entity instanceof Map<?, ?> map && map.get(name) != null) {
            values.add(map.get(name));
        }
    }

    private static Set<Object> values(List<?> entities, String name) {
        Set<Object> values = new LinkedHashSet<>();
        entities.forEach(entity -> add(values, entity, name));
        return values;
    }

    // What does not fit is left out, and told.
    private static Map<String, Object> row(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        int length = 0;
        for (Map.Entry<?, ?> cell : finding.object("unmapped", "search_result").entrySet()) {
            String column = column(String.valueOf(cell.getKey()));
            List<String> texts = Excerpt.texts(cell.getValue(), MOST_VALUES, LONGEST);
            int needed =
                    column.length() + texts.stream().mapToInt(String::length).sum();
            if (length + needed > MOST_OF_ROW) {
                leftOut.add(column);
            } else {
                length += needed;
                row.put(column, cell.getValue() instanceof Number number ? number : single(texts));
            }
        }
        puts(row, "columns_left_out", leftOut);
        return row;
    }

    private static String column(String name) {
        String bounded = Excerpt.of(name, 100);
        if (bounded.startsWith("_")) {
            return "orig" + bounded;
        }
        return SPLUNK.contains(bounded) ? "orig_" + bounded : bounded;
    }

    private static void put(Map<String, Object> event, String name, @Nullable Object value) {
        if (value != null && !String.valueOf(value).isBlank()) {
            event.put(name, Excerpt.of(String.valueOf(value), LONGEST));
        }
    }

    private static void puts(Map<String, Object> event, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            event.put(name, Excerpt.texts(values, MOST_VALUES, LONGEST));
        }
    }

    private static Object single(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : texts;
    }
}
