package io.outrider.deliver;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The finding as it is, in the envelope that Standard Webhooks 1.0.0 recommends: type, timestamp and data. */
final class StandardWebhookFormat implements PayloadFormat {

    @Override
    public Optional<Payload> of(Finding finding, Delivery delivery) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "alert." + word(finding));
        body.put("timestamp", finding.said().toString());
        body.put("data", finding.document());
        return Optional.of(new Payload(delivery.json(body), Payload.JSON));
    }

    /** What became of the alert: created, updated or closed. */
    static String word(Finding finding) {
        return switch (finding.activity()) {
            case CREATE -> "created";
            case UPDATE -> "updated";
            case CLOSE -> "closed";
        };
    }
}
