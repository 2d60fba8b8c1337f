package io.outrider.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The finding as the data of an event of CloudEvents 1.0.2, in the structured mode of its HTTP binding: attributes and data are one
 * JSON document, so a signature holds for both, and a queue that keeps bodies alone loses nothing. Every receiver that follows the
 * binding takes it as it takes the binary mode.
 *
 * <p>Receivers may drop an event whose source and id they have seen, so the id is that of the emission; the alert's is the subject.
 */
final class CloudEventFormat implements PayloadFormat {

    private static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";
    private static final String SOURCE = "/outrider";

    private final String source;

    /** @throws IllegalArgumentException if the property {@code source} is wrong */
    CloudEventFormat(SinkSettings sink) {
        source = sink.readOr("source", SOURCE, CloudEventFormat::reference);
    }

    private static String reference(String text) {
        try {
            return new URI(text).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "expected a URI reference such as " + SOURCE + ", but found '" + text + "'", e);
        }
    }

    @Override
    public Optional<Payload> of(Finding finding, Delivery delivery) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", finding.idempotencyKey());
        event.put("source", source);
        event.put("type", "io.outrider.alert." + StandardWebhookFormat.word(finding) + ".v1");
        event.put("subject", finding.id());
        event.put("time", finding.said().toString());
        event.put("datacontenttype", Payload.JSON);
        event.put("data", finding.document());
        return Optional.of(new Payload(delivery.json(event), CONTENT_TYPE));
    }
}
