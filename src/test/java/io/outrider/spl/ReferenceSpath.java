package io.outrider.spl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code spath}, after Splunk Enterprise 9.0, Search Reference, "spath": with a path what stands there, in the field {@code
 * output} or one named as the path; without a path all fields of the first 5,000 characters.
 *
 * <p>Not said there, and taken from what searches rely on: an array is {@code {}} in a field's name; an object or array in the
 * place of a value is JSON without blanks; a text that is no JSON and no XML gives nothing, one that is broken what stands
 * before that place.
 */
final class ReferenceSpath {

    private static final int EXTRACTED = 5000;

    private ReferenceSpath() {}

    static ReferenceRow apply(Command.Spath spath, ReferenceRow row) {
        String input = ReferenceInterpreter.option(spath.options(), "input").orElse("_raw");
        String path = spath.path() == null
                ? ReferenceInterpreter.option(spath.options(), "path").orElse(null)
                : spath.path().text();
        List<String> texts = row.get(input);
        if (texts == null) {
            return row;
        }
        if (path == null) {
            all(texts).forEach(row::put);
            return row;
        }
        List<String> found = new ArrayList<>();
        for (String text : texts) {
            found.addAll(at(text, path));
        }
        if (!found.isEmpty()) {
            row.put(ReferenceInterpreter.option(spath.options(), "output").orElse(path), found);
        }
        return row;
    }

    private static Map<String, List<String>> all(List<String> texts) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String text : texts) {
            String first = text.substring(0, Math.min(EXTRACTED, text.length()));
            ReferenceJson.Node json = ReferenceJson.read(first, first.length() < text.length());
            if (json != null) {
                leaves("", json, fields);
            } else if (first.stripLeading().startsWith("<")) {
                ReferenceXml.leaves(first, fields);
            }
        }
        return fields;
    }

    private static void leaves(String name, ReferenceJson.Node node, Map<String, List<String>> fields) {
        if (node.isObject()) {
            node.members()
                    .forEach(member -> leaves(
                            name.isEmpty() ? member.name() : name + '.' + member.name(), member.value(), fields));
        } else if (node.isArray()) {
            node.elements().forEach(element -> leaves(name + "{}", element, fields));
        } else {
            fields.computeIfAbsent(name, n -> new ArrayList<>()).add(node.text());
        }
    }

    private static List<String> at(String text, String path) {
        List<ReferencePath> steps = ReferencePath.steps(path);
        if (text.stripLeading().startsWith("<")) {
            return ReferenceXml.at(text, steps);
        }
        ReferenceJson.Node root = ReferenceJson.read(text);
        List<ReferenceJson.Node> nodes = root == null ? List.of() : List.of(root);
        for (ReferencePath step : steps) {
            nodes = nodes.stream().flatMap(node -> next(node, step).stream()).toList();
        }
        return nodes.stream().map(ReferenceJson.Node::text).toList();
    }

    private static List<ReferenceJson.Node> next(ReferenceJson.Node node, ReferencePath step) {
        List<ReferenceJson.Node> nodes = step.name().isEmpty()
                ? List.of(node)
                : node.members().stream()
                        .filter(member -> member.name().equals(step.name()))
                        .map(ReferenceJson.Member::value)
                        .toList();
        for (String index : step.indexes()) {
            nodes = nodes.stream()
                    .flatMap(array -> elements(array, index).stream())
                    .toList();
        }
        return nodes;
    }

    /** Elements of a JSON array are counted from 0. */
    private static List<ReferenceJson.Node> elements(ReferenceJson.Node array, String index) {
        if (index.isEmpty()) {
            return array.elements();
        }
        int number = index.matches("[0-9]{1,9}") ? Integer.parseInt(index) : Integer.MAX_VALUE;
        return number < array.elements().size() ? List.of(array.elements().get(number)) : List.of();
    }
}
