package io.outrider.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Atlassian Document Format, version 1 ({@code developer.atlassian.com/cloud/jira/platform/apis/document/structure}): a tree of nodes, in
 * which a text is a text whatever it holds.
 */
final class Adf {

    private Adf() {}

    /** The message as a paragraph, the facts as a block of code, the marker as a paragraph. */
    static Map<String, Object> document(TicketText text) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        nodes.add(node("paragraph", text.message()));
        nodes.add(node("codeBlock", String.join("\n", text.facts())));
        nodes.add(node("paragraph", text.marker()));
        return Map.of("type", "doc", "version", 1, "content", nodes);
    }

    // A text node is never empty; a node without text has no content.
    private static Map<String, Object> node(String type, String text) {
        return text.isEmpty()
                ? Map.of("type", type)
                : Map.of("type", type, "content", List.of(Map.of("type", "text", "text", text)));
    }
}
