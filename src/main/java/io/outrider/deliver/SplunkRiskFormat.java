package io.outrider.deliver;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alert's events of Splunk's risk index, one behind the other and a line each, as the HTTP Event Collector takes a batch. An alert
 * that gives no risk makes no call.
 */
final class SplunkRiskFormat implements PayloadFormat {

    @Override
    public Optional<Payload> of(Finding finding, Delivery delivery) {
        List<Map<String, Object>> events = SplunkRiskEvents.of(finding);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map<String, Object> event : events) {
            body.writeBytes(delivery.json(event));
            body.write('\n');
        }
        return Optional.of(new Payload(body.toByteArray(), Payload.JSON));
    }
}
