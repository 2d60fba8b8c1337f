package io.outrider.cim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads data model files. Those that are shipped hold facts of the Splunk Common Information Model manual, CIM 8.5: names of
 * datasets and fields, constraints, calculated fields.
 */
final class DataModelReader {

    /** In full: a native image has no folder to look into. A test compares it with the folder. */
    static final List<String> FILES = List.of(
            "alerts.yaml",
            "authentication.yaml",
            "certificates.yaml",
            "change.yaml",
            "email.yaml",
            "endpoint.yaml",
            "event_signatures.yaml",
            "intrusion_detection.yaml",
            "malware.yaml",
            "network_resolution.yaml",
            "network_sessions.yaml",
            "network_traffic.yaml",
            "risk.yaml",
            "updates.yaml",
            "vulnerabilities.yaml",
            "web.yaml");

    private static final String FOLDER = "/io/outrider/cim/models/";

    private DataModelReader() {}

    static List<Dataset> standard() {
        List<Dataset> datasets = new ArrayList<>();
        for (String file : FILES) {
            datasets.addAll(read(DataFile.resource(FOLDER + file)));
        }
        return datasets;
    }

    /** @throws InvalidDataFileException if the file does not describe a data model */
    static List<Dataset> read(DataNode file) {
        file.allow("model", "follows", "datasets");
        String model = file.text("model");
        List<Dataset> datasets = new ArrayList<>();
        for (DataNode node : file.mappings("datasets")) {
            String root = node.text("name");
            Map<String, Calculation> calculated = new HashMap<>();
            Map<String, Dataset.ChildField> childFields = new LinkedHashMap<>();
            List<Dataset> tree = new ArrayList<>();
            Set<String> fields = new HashSet<>();
            walk(new Place(model, root, null, ""), node, fields, calculated, childFields, tree);
            // The fields of one tree are one set of columns; see Dataset.
            for (Dataset dataset : tree) {
                datasets.add(new Dataset(
                        model,
                        dataset.name(),
                        root,
                        dataset.parent(),
                        fields,
                        calculated,
                        childFields,
                        dataset.constraint()));
            }
        }
        if (datasets.isEmpty()) {
            throw file.error("expected datasets, but found none");
        }
        return datasets;
    }

    /** @param prefix of the names of the dataset's own fields, empty for a root */
    private record Place(
            String model, String root, @Nullable String parent, String prefix) {}

    private static void walk(
            Place place,
            DataNode node,
            Set<String> fields,
            Map<String, Calculation> calculated,
            Map<String, Dataset.ChildField> childFields,
            List<Dataset> tree) {
        node.allow("name", "constraint", "fields", "calculated", "children");
        String name = node.text("name");
        String qualified = place.model() + '.' + name;
        Constraint constraint =
                node.mapping("constraint").map(DataModelReader::constraint).orElse(Constraint.NONE);
        tree.add(new Dataset(
                place.model(), name, place.root(), place.parent(), Set.of(), Map.of(), Map.of(), constraint));
        for (String field : node.texts("fields")) {
            if (!fields.add(place.prefix() + field)) {
                throw node.error("fields", "expected the field " + field + " once, but found it again");
            }
            if (place.parent() != null) {
                childFields.put(place.prefix() + field, new Dataset.ChildField(qualified, field));
            }
        }
        node.mapping("calculated").ifPresent(steps -> {
            for (String field : steps.keys()) {
                if (!fields.contains(place.prefix() + field)) {
                    throw steps.error(field, "expected a field of " + qualified + ", but found " + field);
                }
            }
            new CalculationParser(steps)
                    .read()
                    .forEach((field, calculation) -> calculated.put(place.prefix() + field, calculation));
        });
        for (DataNode child : node.mappings("children")) {
            Place below = new Place(place.model(), place.root(), qualified, place.prefix() + child.text("name") + '.');
            walk(below, child, fields, calculated, childFields, tree);
        }
    }

    private static Constraint constraint(DataNode node) {
        node.allow("tags", "any_tag", "where", "except");
        return new Constraint(
                Set.copyOf(node.texts("tags")),
                Set.copyOf(node.texts("any_tag")),
                node.mapping("where").map(DataModelReader::conditions).orElse(Map.of()),
                node.mapping("except").map(DataModelReader::conditions).orElse(Map.of()));
    }

    private static Map<String, List<String>> conditions(DataNode node) {
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        node.keys().forEach(field -> conditions.put(field, node.texts(field)));
        return conditions;
    }
}
