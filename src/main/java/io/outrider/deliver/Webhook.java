package io.outrider.deliver;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A receiver of Standard Webhooks 1.0.0 ({@code spec/standard-webhooks.md}): one signed call for each emission, whose id is the same
 * however often it is tried.
 */
final class Webhook implements Target {

    // It has the message already, by its id.
    private static final int DUPLICATE = 409;

    private final URI url;
    private final StandardWebhook signer;
    private final PayloadFormat format;

    /** @throws IllegalArgumentException if a property is wrong: {@code url}, {@code secret}, {@code format} */
    Webhook(SinkSettings sink) {
        url = sink.url();
        signer = sink.read("secret", StandardWebhook::of);
        format = sink.readOr("format", "ocsf", PayloadFormat::of);
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        byte[] body = delivery.json(message(finding));
        long now = delivery.clock().instant().getEpochSecond();
        String id = finding.idempotencyKey();
        Map<String, String> headers = Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(now),
                "webhook-signature",
                signer.signature(id, now, body),
                "content-type",
                "application/json");
        Answer answer = delivery.call(new HttpCall("POST", url, headers, body));
        if (!answer.isSuccess() && answer.status() != DUPLICATE) {
            delivery.end(answer);
        }
    }

    private Map<String, Object> message(Finding finding) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "type",
                switch (finding.activity()) {
                    case CREATE -> "alert.created";
                    case UPDATE -> "alert.updated";
                    case CLOSE -> "alert.closed";
                });
        body.put("timestamp", finding.said().toString());
        body.put("data", format.data(finding));
        return body;
    }
}
