package io.outrider.normalize;

import io.outrider.cim.DataNode;
import java.util.ArrayList;
import java.util.List;

/** Reads what must hold of an event: {@code where}, {@code unless} and {@code same}. */
final class Conditions {

    private Conditions() {}

    static List<EventCondition> read(DataNode node) {
        List<EventCondition> conditions = new ArrayList<>();
        node.mapping("where")
                .ifPresent(where -> where.keys()
                        .forEach(name -> conditions.add(new EventCondition.Is(name, patterns(where, name)))));
        node.mapping("unless")
                .ifPresent(unless -> unless.keys()
                        .forEach(name -> conditions.add(new EventCondition.IsNot(name, patterns(unless, name)))));
        List<String> same = node.texts("same");
        if (!same.isEmpty()) {
            if (same.size() != 2) {
                throw node.error("same", "expected two fields, but found " + same);
            }
            conditions.add(new EventCondition.Same(same.get(0), same.get(1)));
        }
        return conditions;
    }

    private static List<TextPattern> patterns(DataNode node, String field) {
        List<TextPattern> patterns =
                node.texts(field).stream().map(TextPattern::of).toList();
        if (patterns.isEmpty()) {
            throw node.error(field, "expected a text of " + field + ", but found none");
        }
        return patterns;
    }
}
