package io.outrider.deliver;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An emission of an alert as a message of Standard Webhooks 1.0.0; the same whenever it is tried again.
 *
 * @param id of the alert, {@code -}, and the revision: hexadecimal digits and a number, so without a dot
 * @param body {@code type}, {@code timestamp} (when the alert was said, ISO 8601) and {@code data}
 */
public record WebhookMessage(String id, Map<String, Object> body) {

    public WebhookMessage {
        if (!id.matches("[0-9a-zA-Z_-]{1,200}")) {
            throw new IllegalArgumentException("expected an id of letters, digits, - and _, at most 200, but found "
                    + id.length() + " characters");
        }
    }

    /** @param finding OCSF Detection Finding, as {@code OcsfFinding} renders it */
    public static WebhookMessage of(Map<String, Object> finding, PayloadFormat format) {
        if (!(finding.get("metadata") instanceof Map<?, ?> metadata)
                || !(metadata.get("logged_time") instanceof Number said)) {
            throw new IllegalArgumentException("expected a finding with metadata, but found " + finding.keySet());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type(finding.get("activity_id")));
        body.put("timestamp", Instant.ofEpochMilli(said.longValue()).toString());
        body.put("data", format.data(finding));
        return new WebhookMessage(metadata.get("uid") + "-" + metadata.get("sequence"), body);
    }

    private static String type(Object activity) {
        return switch (String.valueOf(activity)) {
            case "1" -> "alert.created";
            case "2" -> "alert.updated";
            case "3" -> "alert.closed";
            default -> throw new IllegalArgumentException("expected activity_id 1, 2 or 3, but found " + activity);
        };
    }
}
