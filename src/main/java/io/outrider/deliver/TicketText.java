package io.outrider.deliver;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a ticket says of a finding, in plain words that no system takes for its own notation yet: each system escapes them for its place.
 *
 * @param title one line, as {@code [High] NAME OF THE DETECTION}
 * @param message one line: what became of the alert, if it is not new, and what the detection says of the row
 * @param facts lines {@code NAME: VALUE}; a value from an event is never more than one line
 * @param techniques ids of ATT&CK, as {@code T1021.006}, each once; letters, digits and dots
 * @param marker one line, by which the revision is known again: letters, digits, blank, - and _
 */
record TicketText(String title, String message, List<String> facts, List<String> techniques, String marker) {

    // One value is worth no more: command lines of Windows end at 32 kB, and what matters of them stands at the
    // beginning.
    private static final int LONGEST_VALUE = 1000;
    private static final int LONGEST_MESSAGE = 1000;
    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_NAME = 100;
    // Of objects of one kind in one line, and of references.
    private static final int MOST_OF_A_KIND = 20;

    TicketText {
        facts = List.copyOf(facts);
        techniques = List.copyOf(techniques);
    }

    /**
     * The text of a finding.
     *
     * @param most characters of all facts together, line ends included; what is more is counted in a last line
     */
    static TicketText of(Finding finding, int most) {
        return new TicketText(
                OneLine.of(("[" + finding.severity() + "] " + finding.title()).strip(), LONGEST_TITLE),
                OneLine.of(news(finding) + finding.message(), LONGEST_MESSAGE),
                within(most, facts(finding)),
                attacks(finding, false).stream()
                        .filter(id -> id.matches("[0-9A-Za-z.]{1,20}"))
                        .toList(),
                marker(finding));
    }

    /** By which a revision in a ticket is known again. */
    static String marker(Finding finding) {
        return "Outrider " + finding.idempotencyKey();
    }

    /** The title cut to a system's bound. */
    String title(int most) {
        return OneLine.cut(title, most);
    }

    /** Message, facts and marker as plain text. */
    String plain() {
        return message + "\n\n" + String.join("\n", facts) + "\n\n" + marker;
    }

    private static String news(Finding finding) {
        return switch (finding.activity()) {
            case CREATE -> "";
            case UPDATE -> "Revision " + finding.revision() + ", the row has changed. ";
            case CLOSE -> "Revision " + finding.revision() + ", closed: the row is no more. ";
        };
    }

    private static List<String> facts(Finding finding) {
        List<String> lines = new ArrayList<>();
        add(lines, "Detection", detection(finding));
        add(lines, "Severity", finding.severity() + risk(finding));
        add(lines, "First event", moment(finding, "start_time"));
        add(lines, "Last event", moment(finding, "end_time"));
        add(lines, "Events", finding.text("count").orElse(""));
        add(lines, "Risk objects", objects(finding, "risk_objects", "risk_object"));
        add(lines, "Threat objects", objects(finding, "threat_objects", "threat_object"));
        add(lines, "ATT&CK", String.join(", ", attacks(finding, true)));
        add(lines, "Note", notes(finding));
        finding.list("unmapped", "references").stream()
                .limit(MOST_OF_A_KIND)
                .forEach(reference -> add(lines, "Reference", String.valueOf(reference)));
        finding.object("unmapped", "search_result")
                .forEach((column, value) -> add(lines, String.valueOf(column), value(value)));
        return lines;
    }

    private static void add(List<String> lines, String name, String value) {
        if (!value.isEmpty()) {
            lines.add(OneLine.of(name, LONGEST_NAME) + ": " + OneLine.of(value, LONGEST_VALUE));
        }
    }

    private static String detection(Finding finding) {
        String id = finding.text("finding_info", "analytic", "uid").orElse("");
        String version = finding.text("finding_info", "analytic", "version").orElse("");
        return finding.title() + (id.isEmpty() ? "" : " (" + id + ", version " + version + ")");
    }

    private static String risk(Finding finding) {
        return finding.text("risk_score").map(score -> ", risk " + score).orElse("");
    }

    private static String moment(Finding finding, String field) {
        return finding.moment(field).map(Object::toString).orElse("");
    }

    // Example: user alice (64), system ws-042 (32)
    private static String objects(Finding finding, String list, String name) {
        return finding.list("unmapped", list).stream()
                .limit(MOST_OF_A_KIND)
                .filter(Map.class::isInstance)
                .map(object -> (Map<?, ?>) object)
                .map(object -> text(object, name + "_type") + ' ' + text(object, name) + score(object))
                .collect(Collectors.joining(", "));
    }

    private static String score(Map<?, ?> object) {
        Object score = object.get("risk_score");
        return score == null ? "" : " (" + score + ')';
    }

    private static String text(Map<?, ?> object, String name) {
        return Objects.toString(object.get(name), "");
    }

    // Ids of the techniques, each once; with their names, if wanted.
    private static Set<String> attacks(Finding finding, boolean named) {
        Set<String> techniques = new LinkedHashSet<>();
        for (Object attack : finding.list("finding_info", "attacks")) {
            if (attack instanceof Map<?, ?> entry && techniques.size() < MOST_OF_A_KIND) {
                Object technique =
                        entry.containsKey("sub_technique") ? entry.get("sub_technique") : entry.get("technique");
                if (technique instanceof Map<?, ?> object
                        && !text(object, "uid").isEmpty()) {
                    techniques.add((text(object, "uid") + (named ? ' ' + text(object, "name") : "")).strip());
                }
            }
        }
        return techniques;
    }

    private static String notes(Finding finding) {
        List<String> notes = new ArrayList<>();
        if (finding.text("unmapped", "partial").filter("true"::equals).isPresent()) {
            notes.add("the window was closed before its time, the row may lack events");
        }
        if (finding.text("unmapped", "truncated").filter("true"::equals).isPresent()) {
            notes.add("a set of values was cut at its bound");
        }
        return String.join("; ", notes);
    }

    private static String value(Object value) {
        return value instanceof List<?> values
                ? values.stream().limit(LONGEST_VALUE).map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private static List<String> within(int most, List<String> lines) {
        List<String> taken = new ArrayList<>();
        int left = most;
        for (String line : lines) {
            left -= line.length() + 1;
            boolean last = taken.size() == lines.size() - 1;
            // Room for the line that counts what is left out.
            if (left < (last ? 0 : LONGEST_NAME)) {
                taken.add("\u2026 " + (lines.size() - taken.size()) + " more lines");
                break;
            }
            taken.add(line);
        }
        return taken;
    }
}
