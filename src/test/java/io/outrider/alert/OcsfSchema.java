package io.outrider.alert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of OCSF 1.8.0's Detection Finding that alerts use, written by hand from {@code ocsf/ocsf-schema}: attributes,
 * their types, which are required, the numbers of enums, and the "at least one of" constraints of objects.
 */
final class OcsfSchema {

    private static final Map<String, ObjectType> OBJECTS = new LinkedHashMap<>();

    static {
        object("detection_finding")
                .required("activity_id", integer(1, 2, 3))
                .optional("activity_name", text())
                .required("category_uid", integer(2))
                .optional("category_name", text())
                .required("class_uid", integer(2004))
                .optional("class_name", text())
                .required("type_uid", integer(200401, 200402, 200403))
                .optional("type_name", text())
                .required("severity_id", integer(0, 1, 2, 3, 4, 5, 6, 99))
                .optional("severity", text())
                .optional("status_id", integer(0, 1, 2, 3, 4, 5, 6, 99))
                .optional("status", text())
                .optional("is_alert", bool())
                .optional("risk_score", integer())
                .optional("risk_level_id", integer(0, 1, 2, 3, 4, 99))
                .optional("risk_level", text())
                .required("time", integer())
                .optional("start_time", integer())
                .optional("end_time", integer())
                .optional("count", integer())
                .optional("message", text())
                .required("metadata", a("metadata"))
                .required("finding_info", a("finding_info"))
                .optional("observables", listOf(a("observable")))
                .optional("resources", listOf(a("resource_details")))
                .optional("evidences", listOf(a("evidences")))
                .optional("unmapped", json());
        object("metadata")
                .required("version", text())
                .required("product", a("product"))
                .optional("uid", text())
                .optional("sequence", integer())
                .optional("original_time", text())
                .optional("logged_time", integer());
        object("product")
                .optional("name", text())
                .optional("vendor_name", text())
                .optional("version", text())
                .atLeastOne("name", "uid");
        object("finding_info")
                .required("uid", text())
                .optional("title", text())
                .optional("desc", text())
                .optional("types", listOf(text()))
                .optional("analytic", a("analytic"))
                .optional("attacks", listOf(a("attack")))
                .optional("kill_chain", listOf(a("kill_chain_phase")))
                .optional("first_seen_time", integer())
                .optional("last_seen_time", integer())
                .optional("related_events_count", integer());
        object("analytic")
                .required("type_id", integer(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 99))
                .optional("type", text())
                .optional("name", text())
                .optional("uid", text())
                .optional("version", text())
                .atLeastOne("name", "uid");
        object("attack")
                .optional("tactic", a("attack_entity"))
                .optional("technique", a("attack_entity"))
                .optional("sub_technique", a("attack_entity"))
                .optional("version", text())
                .atLeastOne("tactic", "technique", "sub_technique");
        object("attack_entity").optional("uid", text()).optional("name", text()).atLeastOne("name", "uid");
        object("kill_chain_phase")
                .required("phase_id", integer(0, 1, 2, 3, 4, 5, 6, 7, 99))
                .optional("phase", text());
        object("observable")
                .required("type_id", integer(1, 2, 4, 5, 6, 7, 8, 9, 13, 45, 99))
                .optional("name", text())
                .optional("type", text())
                .optional("value", text());
        object("resource_details")
                .optional("name", text())
                .optional("type", text())
                .atLeastOne("name", "uid");
        object("evidences")
                .optional("process", a("process"))
                .optional("actor", a("actor"))
                .optional("device", a("device"))
                .optional("file", a("file"))
                .optional("src_endpoint", a("network_endpoint"))
                .optional("dst_endpoint", a("network_endpoint"))
                .optional("query", a("dns_query"))
                .optional("url", a("url"))
                .optional("data", json())
                .atLeastOne(
                        "process", "actor", "device", "file", "src_endpoint", "dst_endpoint", "query", "url", "data");
        object("process")
                .optional("name", text())
                .optional("pid", integer())
                .optional("uid", text())
                .optional("cmd_line", text())
                .optional("working_directory", text())
                .optional("file", a("file"))
                .optional("parent_process", a("process"))
                .atLeastOne("pid", "uid", "cpid");
        object("file")
                .required("name", text())
                .required("type_id", integer(0, 1, 2, 3, 4, 5, 6, 7, 8, 99))
                .optional("path", text())
                .optional("internal_name", text())
                .optional("hashes", listOf(a("fingerprint")));
        object("fingerprint")
                .required("algorithm_id", integer(0, 1, 2, 3, 4, 5, 6, 7, 99))
                .optional("algorithm", text())
                .required("value", text());
        object("actor").optional("user", a("user")).atLeastOne("process", "user");
        object("user")
                .optional("name", text())
                .optional("domain", text())
                .optional("uid", text())
                .atLeastOne("account", "name", "uid", "domain");
        object("device")
                .required("type_id", integer(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 99))
                .optional("hostname", text())
                .optional("ip", text())
                .atLeastOne("ip", "uid", "name", "hostname");
        object("network_endpoint")
                .optional("ip", text())
                .optional("hostname", text())
                .optional("port", integer())
                .atLeastOne("ip", "uid", "name", "hostname");
        object("dns_query").required("hostname", text());
        object("url").required("url_string", text());
    }

    private OcsfSchema() {}

    /** What is wrong with the document, each as a path and a reason; empty if nothing is. */
    static List<String> problems(Map<String, Object> finding) {
        List<String> problems = new ArrayList<>();
        a("detection_finding").check("finding", finding, problems);
        return problems;
    }

    private interface Type {
        void check(String path, Object value, List<String> problems);
    }

    private static ObjectType object(String name) {
        ObjectType type = new ObjectType();
        OBJECTS.put(name, type);
        return type;
    }

    private static Type a(String name) {
        return (path, value, problems) -> OBJECTS.get(name).check(path, value, problems);
    }

    private static Type text() {
        return (path, value, problems) -> {
            if (!(value instanceof String text) || text.isEmpty()) {
                problems.add(path + ": expected a text, but found " + value);
            }
        };
    }

    private static Type bool() {
        return (path, value, problems) -> {
            if (!(value instanceof Boolean)) {
                problems.add(path + ": expected true or false, but found " + value);
            }
        };
    }

    private static Type integer(int... allowed) {
        Set<Long> numbers = new HashSet<>();
        for (int number : allowed) {
            numbers.add((long) number);
        }
        return (path, value, problems) -> {
            boolean integral = value instanceof Integer || value instanceof Long;
            if (!integral || !numbers.isEmpty() && !numbers.contains(((Number) value).longValue())) {
                problems.add(path + ": expected an integer of " + numbers + ", but found " + value);
            }
        };
    }

    private static Type listOf(Type element) {
        return (path, value, problems) -> {
            if (!(value instanceof List<?> list) || list.isEmpty()) {
                problems.add(path + ": expected a list that is not empty, but found " + value);
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                element.check(path + '[' + i + ']', list.get(i), problems);
            }
        };
    }

    /** Anything of the plain kinds that a document may consist of. */
    private static Type json() {
        return (path, value, problems) -> {
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, inner) -> json().check(path + '.' + key, inner, problems));
            } else if (value instanceof List<?> list) {
                list.forEach(inner -> json().check(path + "[]", inner, problems));
            } else if (!(value instanceof String
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof Boolean)) {
                problems.add(path + ": expected a plain value, but found " + value);
            }
        };
    }

    private static final class ObjectType implements Type {

        private final Map<String, Type> attributes = new LinkedHashMap<>();
        private final Set<String> required = new HashSet<>();
        private List<String> atLeastOne = List.of();

        ObjectType required(String name, Type type) {
            required.add(name);
            return optional(name, type);
        }

        ObjectType optional(String name, Type type) {
            attributes.put(name, type);
            return this;
        }

        void atLeastOne(String... names) {
            atLeastOne = List.of(names);
        }

        @Override
        public void check(String path, Object value, List<String> problems) {
            if (!(value instanceof Map<?, ?> map)) {
                problems.add(path + ": expected an object, but found " + value);
                return;
            }
            required.stream()
                    .filter(name -> !map.containsKey(name))
                    .forEach(name -> problems.add(path + ": lacks the required " + name));
            if (!atLeastOne.isEmpty() && atLeastOne.stream().noneMatch(map::containsKey)) {
                problems.add(path + ": has none of " + atLeastOne);
            }
            map.forEach((name, inner) -> {
                Type type = attributes.get(name);
                if (type == null) {
                    problems.add(path + ": has no attribute " + name);
                } else {
                    type.check(path + '.' + name, inner, problems);
                }
            });
        }
    }
}
