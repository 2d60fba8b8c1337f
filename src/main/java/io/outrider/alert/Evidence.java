package io.outrider.alert;

import io.outrider.cim.IpAddress;
import io.outrider.cim.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as an OCSF {@code evidences} object: each CIM field at its attribute, all other columns under {@code data}.
 *
 * <p>An attribute has room for one value, so a multivalue field stays in {@code data}. OCSF 1.8.0 demands an id of a
 * process and a name of a file: an object without is taken apart and its fields stay in {@code data} too.
 */
final class Evidence {

    private final Map<String, Object> artifacts = new LinkedHashMap<>();
    private final Map<String, List<String>> paths = new LinkedHashMap<>();

    private Evidence() {}

    static Evidence of(Map<String, Value> row) {
        Evidence evidence = new Evidence();
        for (CimAttribute attribute : CimAttribute.values()) {
            evidence.place(attribute, row.get(attribute.column()));
        }
        evidence.complete();
        evidence.keepOthers(row);
        return evidence;
    }

    /** The object; empty if the row has no columns. */
    Map<String, Object> artifacts() {
        return artifacts;
    }

    /** Where the document has the column's value, for example {@code evidences[].process.name}; empty if nowhere here. */
    Optional<String> pointer(String column) {
        return Optional.ofNullable(paths.get(column)).map(path -> "evidences[]." + String.join(".", path));
    }

    private void place(CimAttribute attribute, @Nullable Value value) {
        if (value == null || value instanceof Value.Multi || Filler.is(value.text())) {
            return;
        }
        String text = Plain.text(value.text());
        Object converted = converted(attribute.form(), text);
        if (converted == null) {
            return;
        }
        List<String> path = attribute.path(text);
        Map<String, Object> object = artifacts;
        for (String name : path.subList(0, path.size() - 1)) {
            object = child(object, name);
        }
        object.put(path.get(path.size() - 1), converted);
        paths.put(attribute.column(), path);
    }

    private static @Nullable Object converted(CimAttribute.Form form, String text) {
        return switch (form) {
            case TEXT, HOST -> text;
            case ADDRESS -> IpAddress.is(text) ? text : null;
            case INTEGER -> integer(text);
            case HASHES -> {
                List<Map<String, Object>> fingerprints = Fingerprints.of(text);
                yield fingerprints.isEmpty() ? null : fingerprints;
            }
        };
    }

    private static @Nullable Long integer(String text) {
        // Ten digits hold 2^32 - 1, the highest process id of Windows; more would be no id or port.
        boolean digits = text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.valueOf(text) : null;
    }

    @SuppressWarnings("unchecked") // only child() puts a map here
    private static Map<String, Object> child(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    /** Adds what OCSF requires of each object, and takes out those that lack what the row should have given. */
    private void complete() {
        if (artifacts.containsKey("process")) {
            Map<String, Object> process = child(artifacts, "process");
            completeParent(process);
            completeFile(process, process.get("name"), List.of("process", "file"));
            dropUnless(hasId(process), artifacts, List.of("process"));
        }
        completeFile(artifacts, null, List.of("file"));
        if (artifacts.containsKey("device")) {
            child(artifacts, "device").put("type_id", 0); // Unknown: CIM does not say what kind of device it is
        }
        dropUnless(hasAddress("src_endpoint"), artifacts, List.of("src_endpoint"));
        dropUnless(hasAddress("dst_endpoint"), artifacts, List.of("dst_endpoint"));
    }

    private void completeParent(Map<String, Object> process) {
        if (process.containsKey("parent_process")) {
            Map<String, Object> parent = child(process, "parent_process");
            completeFile(parent, parent.get("name"), List.of("process", "parent_process", "file"));
            dropUnless(hasId(parent), process, List.of("process", "parent_process"));
        }
    }

    private void completeFile(Map<String, Object> holder, @Nullable Object nameElsewhere, List<String> path) {
        if (!holder.containsKey("file")) {
            return;
        }
        Map<String, Object> file = child(holder, "file");
        if (file.get("path") instanceof String full) {
            file.putIfAbsent("name", baseName(full));
        } else if (nameElsewhere != null) {
            file.putIfAbsent("name", nameElsewhere);
        }
        file.put("type_id", 1); // Regular File
        dropUnless(file.containsKey("name"), holder, path);
    }

    private static String baseName(String path) {
        int separator = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
        return separator == path.length() - 1 ? path : path.substring(separator + 1);
    }

    private static boolean hasId(Map<String, Object> process) {
        return process.containsKey("pid") || process.containsKey("uid");
    }

    private boolean hasAddress(String endpoint) {
        return artifacts.containsKey(endpoint)
                && (child(artifacts, endpoint).containsKey("ip")
                        || child(artifacts, endpoint).containsKey("hostname"));
    }

    private void dropUnless(boolean complete, Map<String, Object> holder, List<String> path) {
        if (!complete) {
            holder.remove(path.get(path.size() - 1));
            paths.values()
                    .removeIf(placed -> placed.size() > path.size()
                            && placed.subList(0, path.size()).equals(path));
        }
    }

    private void keepOthers(Map<String, Value> row) {
        Map<String, Object> data = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            if (!paths.containsKey(column)) {
                data.put(column, Plain.of(value));
            }
        });
        if (!data.isEmpty()) {
            artifacts.put("data", data);
        }
    }
}
