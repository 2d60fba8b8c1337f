package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PagerDuty's Events API v2: an alert triggers, triggers again when it changes, and resolves when its row is no more. PagerDuty knows it
 * by {@code dedup_key}, the alert's id.
 *
 * <p>Read for this: repository {@code PagerDuty/developer-docs}, {@code docs/events-API-v2}, "Overview" (answers, 512 KB) and "Send an
 * Alert Event" (fields, lengths).
 */
final class PagerDuty implements Target {

    private static final int MOST_SUMMARY = 1024;
    // Of 512 KB, for a document as a whole; some is left for what is not counted here.
    private static final int MOST_BYTES = 500_000;
    private static final int MOST_TEXT = 1000;

    private final URI url;
    private final String routingKey;
    private final Optional<String> group;

    /** @throws IllegalArgumentException if a property is wrong: {@code url}, {@code routingKey} */
    PagerDuty(SinkSettings sink) {
        url = ServiceUrl.of(sink).at("/v2/enqueue");
        routingKey = sink.read("routingKey", PagerDuty::key);
        group = sink.optional("group");
    }

    private static String key(String text) {
        if (!text.matches("[0-9A-Za-z]{32}")) {
            throw new IllegalArgumentException("expected the 32 letters and digits of an integration key, but found "
                    + text.length() + " characters");
        }
        return text;
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", routingKey);
        event.put("dedup_key", finding.id());
        if (finding.activity() == Finding.Activity.CLOSE) {
            event.put("event_action", "resolve");
        } else {
            event.put("event_action", "trigger");
            event.put("client", "Outrider");
            event.put("payload", payload(finding, RowTexts.of(finding)));
        }
        byte[] body = delivery.json(event);
        if (body.length > MOST_BYTES) {
            event.put("payload", payload(finding, Map.of()));
            body = delivery.json(event);
        }
        Answer answer = delivery.accepted(new HttpCall("POST", url, Map.of("content-type", "application/json"), body));
        JsonNode said = delivery.read(answer);
        if (!said.path("status").asText().equals("success")
                || !said.path("dedup_key").asText().equals(finding.id())) {
            delivery.fail("expected success and the dedup_key, but found " + delivery.inOneLine(answer));
        }
    }

    private Map<String, Object> payload(Finding finding, Map<String, String> row) {
        Map<String, Object> payload = new LinkedHashMap<>();
        String summary = finding.message().isBlank() ? finding.title() : finding.message();
        // It must not be empty.
        payload.put("summary", Excerpt.of(summary.isBlank() ? finding.id() : summary, MOST_SUMMARY));
        payload.put("source", source(finding));
        payload.put("severity", severity(finding));
        payload.put("timestamp", finding.time().toString());
        payload.put("class", Excerpt.of(finding.title(), MOST_TEXT));
        finding.text("unmapped", "security_domain")
                .filter(domain -> !domain.isBlank())
                .ifPresent(domain -> payload.put("component", Excerpt.of(domain, MOST_TEXT)));
        group.ifPresent(text -> payload.put("group", text));
        payload.put("custom_details", details(finding, row));
        return payload;
    }

    private static Map<String, Object> details(Finding finding, Map<String, String> row) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("alert_id", finding.id());
        details.put("revision", finding.revision());
        details.put("detection", Excerpt.of(finding.title(), MOST_TEXT));
        details.put("severity", finding.severity());
        finding.number("risk_score").ifPresent(score -> details.put("risk_score", score));
        finding.number("count").ifPresent(count -> details.put("events", count));
        finding.moment("start_time").ifPresent(first -> details.put("first_event", first.toString()));
        finding.moment("end_time").ifPresent(last -> details.put("last_event", last.toString()));
        List<String> techniques = AttackIds.of(finding);
        if (!techniques.isEmpty()) {
            details.put("attack", techniques);
        }
        if (row.isEmpty()) {
            return details;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        row.forEach((column, text) -> texts.put(column, Excerpt.of(text, MOST_TEXT)));
        details.put("row", texts);
        return details;
    }

    // What is hit: the first of the risk objects. The field must be there.
    private static String source(Finding finding) {
        return finding.list("resources").stream()
                .filter(Map.class::isInstance)
                .map(resource -> ((Map<?, ?>) resource).get("name"))
                .filter(String.class::isInstance)
                .map(name -> Excerpt.of((String) name, MOST_TEXT))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("Outrider");
    }

    private static String severity(Finding finding) {
        return switch (finding.severityId()) {
            case 5 -> "critical";
            case 4 -> "error";
            case 3 -> "warning";
            default -> "info";
        };
    }
}
