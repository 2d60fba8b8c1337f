package io.outrider.deliver.mail;

import io.outrider.deliver.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A finding as templates see it: the values that a mail mostly needs, by short names, and the whole document below {@code finding}. The
 * names are told in {@code docs/reference/sinks/email.md}.
 */
final class AlertData {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Finding finding;
    private final Excerpts excerpts;

    private AlertData(Finding finding, Excerpts excerpts) {
        this.finding = finding;
        this.excerpts = excerpts;
    }

    /** @param most characters in all of it, about; what is left out is marked */
    static Map<String, Object> of(Finding finding, int most) {
        return new AlertData(finding, new Excerpts(most)).data();
    }

    // What matters most comes first: the excerpts end when their characters are used up.
    private Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", finding.id());
        data.put("revision", finding.revision());
        data.put("severity", excerpts.text(finding.severity()));
        data.put("severity_id", finding.severityId());
        data.put("activity", text("activity_name"));
        data.put("title", excerpts.text(finding.title()));
        data.put("message", excerpts.text(finding.message()));
        data.put("count", finding.number("count").map(Number::longValue).orElse(0L));
        data.put("first", time("start_time"));
        data.put("last", time("end_time"));
        data.put("window_start", time("unmapped", "window_start_time"));
        data.put("window_end", time("unmapped", "window_end_time"));
        data.put("detection_id", text("finding_info", "analytic", "uid"));
        data.put("detection_type", text("unmapped", "detection_type"));
        data.put("fields", fields());
        data.put("techniques", techniques());
        data.put("description", text("finding_info", "desc"));
        data.put("stories", excerpts.list(finding.list("unmapped", "analytic_story")));
        data.put("references", excerpts.list(finding.list("unmapped", "references")));
        data.put("finding", excerpts.map(finding.document()));
        return data;
    }

    private String text(String... path) {
        return finding.text(path).map(excerpts::text).orElse("");
    }

    private String time(String... path) {
        return finding.moment(path).map(AlertData::time).orElse("");
    }

    private static String time(Instant moment) {
        // Beyond these a year has more than four digits.
        return moment.isBefore(Instant.EPOCH) || moment.isAfter(Instant.parse("9999-12-31T00:00:00Z"))
                ? moment.toString()
                : TIME.format(moment);
    }

    private List<Map<String, String>> fields() {
        return excerpts.map(finding.object("unmapped", "search_result")).entrySet().stream()
                .map(field -> Map.of("name", field.getKey(), "value", joined(field.getValue())))
                .toList();
    }

    private static String joined(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    // Example: T1021.006 Windows Remote Management (Lateral Movement)
    private List<Object> techniques() {
        return excerpts.list(finding.list("finding_info", "attacks").stream()
                .filter(Map.class::isInstance)
                .map(attack -> technique((Map<?, ?>) attack))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList());
    }

    private static String technique(Map<?, ?> attack) {
        Object part = attack.containsKey("sub_technique") ? attack.get("sub_technique") : attack.get("technique");
        String technique = Stream.of(in(part, "uid"), in(part, "name"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return in(attack.get("tactic"), "name")
                .map(tactic -> technique.isEmpty() ? tactic : technique + " (" + tactic + ')')
                .orElse(technique);
    }

    private static Optional<String> in(@Nullable Object part, String name) {
        return part instanceof Map<?, ?> map
                ? Optional.ofNullable(map.get(name)).map(String::valueOf)
                : Optional.empty();
    }
}
