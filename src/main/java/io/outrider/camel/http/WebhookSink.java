package io.outrider.camel.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.deliver.Answer;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.WebhookMessage;
import io.outrider.deliver.WebhookSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Delivers a finding to a webhook: in a finding as a map, which stays as it is, out nothing. It ends normally once the receiver has
 * it, throws {@link RefusedDeliveryException} if it never will, and {@link FailedDeliveryException} if it is to be tried again.
 *
 * <p>The variables {@code webhook.name}, {@code .url}, {@code .secret}, {@code .format}, {@code .timeout} and {@code .maximumDelay}
 * (milliseconds) say where to and how. Of headers it reads none and sends its own.
 */
public final class WebhookSink implements Processor {

    private static final String VARIABLE = "webhook.";
    private static final List<String> PROPERTIES = List.of("url", "secret", "format", "timeout");

    private final OutboundClient client;
    private final ObjectMapper json;
    private final Clock clock;

    public WebhookSink(OutboundClient client, ObjectMapper json, Clock clock) {
        this.client = client;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        WebhookSettings webhook = settings(exchange);
        WebhookMessage message = message(exchange, webhook);
        Answer answer = call(webhook, message);
        String answered = webhook.where() + " answered " + webhook.withoutSecrets(answer.inOneLine());
        switch (answer.verdict()) {
            case DELIVERED -> {}
            case REFUSED -> throw new RefusedDeliveryException(answered);
            case AGAIN -> {
                answer.wait(clock.instant()).ifPresent(wait -> delayNextTry(exchange, wait));
                throw new FailedDeliveryException(answered);
            }
        }
    }

    private static WebhookSettings settings(Exchange exchange) throws RefusedDeliveryException {
        Map<String, String> properties = new HashMap<>();
        for (String property : PROPERTIES) {
            properties.put(property, exchange.getVariable(VARIABLE + property, String.class));
        }
        String name = exchange.getVariable(VARIABLE + "name", String.class);
        try {
            return WebhookSettings.of(name, properties);
        } catch (IllegalArgumentException e) {
            throw new RefusedDeliveryException("webhook " + name + ": " + e.getMessage());
        }
    }

    private static WebhookMessage message(Exchange exchange, WebhookSettings webhook) throws RefusedDeliveryException {
        Map<String, Object> finding = new LinkedHashMap<>();
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            body.forEach((name, value) -> finding.put(String.valueOf(name), value));
        }
        try {
            return WebhookMessage.of(finding, webhook.format());
        } catch (IllegalArgumentException e) {
            throw new RefusedDeliveryException(webhook.where() + ": " + e.getMessage());
        }
    }

    private Answer call(WebhookSettings webhook, WebhookMessage message)
            throws RefusedDeliveryException, FailedDeliveryException, IOException {
        byte[] body = json.writeValueAsBytes(message.body());
        Instant now = clock.instant();
        Map<String, String> headers = Map.of(
                "webhook-id", message.id(),
                "webhook-timestamp", Long.toString(now.getEpochSecond()),
                "webhook-signature", webhook.signer().signature(message.id(), now.getEpochSecond(), body),
                "content-type", "application/json");
        try {
            return client.post(webhook.url(), headers, body, webhook.timeout());
        } catch (ForbiddenAddressException e) {
            throw new RefusedDeliveryException(webhook.where() + ": " + e.getMessage());
        } catch (IOException e) {
            // Without its cause: what a client's messages hold is its own affair.
            throw new FailedDeliveryException(webhook.where() + " could not be reached: "
                    + webhook.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    // Camel takes the header for the next delay, instead of its own.
    private static void delayNextTry(Exchange exchange, Duration wait) {
        long most = exchange.getVariable(VARIABLE + "maximumDelay", Long.class);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.min(wait.toMillis(), most));
    }
}
