package io.outrider.deliver;

import io.outrider.deliver.Finding.Activity;
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
 * A finding as an alert of Elastic Common Schema 8.11 (the fields' pages under elastic.co/docs/reference/ecs), for Elasticsearch,
 * OpenSearch and what reads ECS.
 *
 * <p>ECS has a fixed set of names, and an index has a bound on how many it takes (1000), so the row's columns do not become names
 * of their own: they stand in {@code outrider.row}, each value behind its column's name. What is Outrider's own lies below {@code
 * outrider}, a name that ECS does not use.
 */
final class EcsDocument {

    private static final String VERSION = "8.11.0";

    // Lucene refuses a document with a term of more than 32,766 bytes; a character of Java has 3 at most. The finding's
    // own
    // text is whole in the format ocsf.
    private static final int LONGEST = 10_000;
    // Of the values of one field; a row may have 10,000.
    private static final int MOST_VALUES = 1000;

    private EcsDocument() {}

    /** The document, as maps, lists, texts and numbers. */
    static Map<String, Object> of(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@timestamp", finding.time().toString());
        document.put("ecs", Map.of("version", VERSION));
        document.put("message", Excerpt.of(finding.message(), LONGEST));
        document.put("event", event(finding));
        document.put("rule", rule(finding));
        document.put("observer", observer(finding));
        put(document, "threat", threat(finding));
        entities(finding, document);
        put(document, "related", related(finding));
        document.put("outrider", own(finding));
        return document;
    }

    private static Map<String, Object> event(Finding finding) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("kind", "alert");
        event.put("category", categories(finding));
        // The one type that every category allows.
        event.put("type", List.of("info"));
        event.put("id", finding.id());
        event.put("module", "outrider");
        event.put("dataset", "outrider.alert");
        event.put("provider", "Outrider");
        finding.number("risk_score").ifPresent(score -> event.put("risk_score", score));
        event.put("severity", severity(finding.severityId()));
        event.put("created", finding.said().toString());
        finding.moment("start_time").ifPresent(start -> event.put("start", start.toString()));
        finding.moment("end_time").ifPresent(end -> event.put("end", end.toString()));
        return event;
    }

    // The numbers that Elastic Security has for its four severities; there is none for informational, which is below
    // them.
    private static int severity(int severityId) {
        return switch (severityId) {
            case 2 -> 21;
            case 3 -> 47;
            case 4 -> 73;
            case 5 -> 99;
            default -> 1;
        };
    }

    // ECS asks for the category of what happened too, which the evidence tells.
    private static Collection<String> categories(Finding finding) {
        Set<String> categories = new LinkedHashSet<>(List.of("intrusion_detection"));
        evidence(finding).keySet().forEach(name -> {
            switch (String.valueOf(name)) {
                case "process" -> categories.add("process");
                case "file" -> categories.add("file");
                case "src_endpoint", "dst_endpoint", "query" -> categories.add("network");
                case "url" -> categories.add("web");
                default -> {
                    // No category of its own.
                }
            }
        });
        return categories;
    }

    private static Map<String, Object> rule(Finding finding) {
        Map<String, Object> rule = new LinkedHashMap<>();
        text(rule, "id", finding.object("finding_info", "analytic").get("uid"));
        text(rule, "uuid", finding.object("finding_info", "analytic").get("uid"));
        text(rule, "name", finding.title());
        text(rule, "version", finding.object("finding_info", "analytic").get("version"));
        text(rule, "description", finding.object("finding_info").get("desc"));
        finding.text("unmapped", "detection_type").ifPresent(type -> text(rule, "category", type));
        texts(rule, "reference", finding.list("unmapped", "references"));
        return rule;
    }

    private static Map<String, Object> observer(Finding finding) {
        Map<String, Object> observer = new LinkedHashMap<>();
        text(observer, "vendor", finding.object("metadata", "product").get("vendor_name"));
        text(observer, "product", finding.object("metadata", "product").get("name"));
        text(observer, "version", finding.object("metadata", "product").get("version"));
        return observer;
    }

    private static Map<String, Object> threat(Finding finding) {
        Entities tactics = new Entities();
        Entities techniques = new Entities();
        Entities subtechniques = new Entities();
        for (Object attack : finding.list("finding_info", "attacks")) {
            tactics.add(child(attack, "tactic"));
            techniques.add(child(attack, "technique"));
            subtechniques.add(child(attack, "sub_technique"));
        }
        Map<String, Object> technique = techniques.document();
        put(technique, "subtechnique", subtechniques.document());
        Map<String, Object> threat = new LinkedHashMap<>();
        put(threat, "tactic", tactics.document());
        put(threat, "technique", technique);
        if (!threat.isEmpty()) {
            threat.put("framework", "MITRE ATT&CK");
        }
        return threat;
    }

    /** Ids and names of ATT&amp;CK in two lists, each once. */
    private static final class Entities {
        private final Set<String> ids = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();

        void add(Map<?, ?> entity) {
            if (entity.get("uid") != null) {
                ids.add(String.valueOf(entity.get("uid")));
            }
            if (entity.get("name") != null) {
                names.add(String.valueOf(entity.get("name")));
            }
        }

        Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            texts(document, "id", ids);
            texts(document, "name", names);
            return document;
        }
    }

    private static void entities(Finding finding, Map<String, Object> document) {
        Map<?, ?> evidence = evidence(finding);
        put(document, "host", host(child(evidence, "device")));
        put(document, "user", user(child(child(evidence, "actor"), "user")));
        put(document, "process", process(child(evidence, "process")));
        put(document, "file", file(child(evidence, "file")));
        put(document, "source", endpoint(child(evidence, "src_endpoint")));
        put(document, "destination", endpoint(child(evidence, "dst_endpoint")));
        Map<String, Object> question = new LinkedHashMap<>();
        text(question, "name", child(evidence, "query").get("hostname"));
        if (!question.isEmpty()) {
            document.put("dns", Map.of("question", question));
        }
        Map<String, Object> url = new LinkedHashMap<>();
        text(url, "original", child(evidence, "url").get("url_string"));
        put(document, "url", url);
    }

    private static Map<String, Object> host(Map<?, ?> device) {
        Map<String, Object> host = new LinkedHashMap<>();
        text(host, "name", device.get("hostname"));
        text(host, "hostname", device.get("hostname"));
        address(host, "ip", device.get("ip"));
        return host;
    }

    private static Map<String, Object> user(Map<?, ?> from) {
        Map<String, Object> user = new LinkedHashMap<>();
        text(user, "name", from.get("name"));
        text(user, "domain", from.get("domain"));
        text(user, "id", from.get("uid"));
        return user;
    }

    private static Map<String, Object> process(Map<?, ?> from) {
        Map<String, Object> process = new LinkedHashMap<>();
        text(process, "name", from.get("name"));
        if (from.get("pid") instanceof Number pid) {
            process.put("pid", pid);
        }
        text(process, "entity_id", from.get("uid"));
        text(process, "command_line", from.get("cmd_line"));
        text(process, "working_directory", from.get("working_directory"));
        Map<?, ?> file = child(from, "file");
        text(process, "executable", file.get("path"));
        put(process, "hash", hashes(file));
        Map<String, Object> executable = new LinkedHashMap<>();
        text(executable, "original_file_name", file.get("internal_name"));
        put(process, "pe", executable);
        if (from.get("parent_process") instanceof Map<?, ?> parent) {
            put(process, "parent", process(parent));
        }
        return process;
    }

    private static Map<String, Object> file(Map<?, ?> from) {
        Map<String, Object> file = new LinkedHashMap<>();
        text(file, "name", from.get("name"));
        text(file, "path", from.get("path"));
        put(file, "hash", hashes(from));
        return file;
    }

    private static Map<String, Object> hashes(Map<?, ?> file) {
        Map<String, Object> hashes = new LinkedHashMap<>();
        if (file.get("hashes") instanceof List<?> all) {
            for (Object each : all) {
                switch (String.valueOf(child(each).get("algorithm"))) {
                    case "MD5" -> text(hashes, "md5", child(each).get("value"));
                    case "SHA-1" -> text(hashes, "sha1", child(each).get("value"));
                    case "SHA-256" -> text(hashes, "sha256", child(each).get("value"));
                    case "SHA-512" -> text(hashes, "sha512", child(each).get("value"));
                    default -> {
                        // ECS has no name for it; it is in the row.
                    }
                }
            }
        }
        return hashes;
    }

    private static Map<String, Object> endpoint(Map<?, ?> from) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        text(endpoint, "address", from.get("hostname") == null ? from.get("ip") : from.get("hostname"));
        text(endpoint, "domain", from.get("hostname"));
        address(endpoint, "ip", from.get("ip"));
        if (from.get("port") instanceof Number port) {
            endpoint.put("port", port);
        }
        return endpoint;
    }

    private static Map<String, Object> related(Finding finding) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        for (Object observable : finding.list("observables")) {
            Object value = child(observable).get("value");
            String field = switch (String.valueOf(child(observable).get("type_id"))) {
                case "1" -> "hosts";
                case "2" -> "ip";
                case "4" -> "user";
                case "8" -> "hash";
                default -> "";
            };
            if (value != null && !field.isEmpty()) {
                String text = field.equals("ip") ? withoutZone(value) : String.valueOf(value);
                values.computeIfAbsent(field, name -> new LinkedHashSet<>()).add(text);
            }
        }
        Map<String, Object> related = new LinkedHashMap<>();
        values.forEach((name, all) -> texts(related, name, all));
        return related;
    }

    private static Map<String, Object> own(Finding finding) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("activity", finding.activity().name().toLowerCase(Locale.ROOT));
        own.put("open", finding.activity() != Activity.CLOSE);
        own.put("revision", finding.revision());
        finding.number("count").ifPresent(count -> own.put("count", count));
        finding.text("severity").ifPresent(severity -> own.put("severity", severity));
        Map<String, Object> window = new LinkedHashMap<>();
        finding.moment("unmapped", "window_start_time").ifPresent(start -> window.put("start", start.toString()));
        finding.moment("unmapped", "window_end_time").ifPresent(end -> window.put("end", end.toString()));
        put(own, "window", window);
        finding.text("unmapped", "partial").ifPresent(partial -> own.put("partial", Boolean.valueOf(partial)));
        finding.text("unmapped", "truncated").ifPresent(truncated -> own.put("truncated", Boolean.valueOf(truncated)));
        texts(own, "analytic_story", finding.list("unmapped", "analytic_story"));
        text(own, "security_domain", finding.object("unmapped").get("security_domain"));
        text(own, "search_name", finding.object("unmapped").get("splunk.search_name"));
        List<String> row = row(finding.object("unmapped", "search_result"));
        if (!row.isEmpty()) {
            own.put("row", row);
        }
        return own;
    }

    // Example: dest=WS-042, firstTime=2026-01-01T10:15:00. Of values by themselves an index without a mapping would
    // take
    // the first that looks like a date for a field of dates, and refuse whatever is none.
    private static List<String> row(Map<?, ?> columns) {
        List<String> row = new ArrayList<>();
        int toCome = columns.size();
        for (Map.Entry<?, ?> column : columns.entrySet()) {
            toCome--;
            Collection<?> values =
                    column.getValue() instanceof Collection<?> several ? several : List.of(column.getValue());
            // One column with many values leaves room for one of each that comes.
            int most = Math.min(Math.max(MOST_VALUES - row.size() - toCome, 1), MOST_VALUES - row.size());
            values.stream()
                    .limit(most)
                    .map(value -> Excerpt.of(column.getKey() + "=" + value, LONGEST))
                    .forEach(row::add);
        }
        return row;
    }

    private static Map<?, ?> evidence(Finding finding) {
        List<?> evidences = finding.list("evidences");
        return evidences.isEmpty() ? Map.of() : child(evidences.get(0));
    }

    private static Map<?, ?> child(Object object) {
        return object instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Map<?, ?> child(Object object, String name) {
        Object value = child(object).get(name);
        return value == null ? Map.of() : child(value);
    }

    private static void put(Map<String, Object> document, String name, Map<String, Object> object) {
        if (!object.isEmpty()) {
            document.put(name, object);
        }
    }

    private static void text(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null && !String.valueOf(value).isBlank()) {
            document.put(name, Excerpt.of(String.valueOf(value), LONGEST));
        }
    }

    private static void texts(Map<String, Object> document, String name, Collection<?> values) {
        List<String> texts = Excerpt.texts(values, MOST_VALUES, LONGEST);
        if (!texts.isEmpty()) {
            document.put(name, texts);
        }
    }

    private static void address(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, withoutZone(value));
        }
    }

    // Example: fe80::1%2. Elasticsearch's type ip has no zones, and refuses the document.
    private static String withoutZone(Object address) {
        String text = String.valueOf(address);
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
