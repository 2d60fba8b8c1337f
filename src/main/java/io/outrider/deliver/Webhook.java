package io.outrider.deliver;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of webhooks: one call for each emission, with the headers of Standard Webhooks 1.0.0 ({@code
 * spec/standard-webhooks.md}), whose id is the same however often it is tried. The call is signed unless the operator says that this
 * receiver knows its caller by other means.
 */
final class Webhook implements Target {

    // It has the message already, by its id.
    private static final int DUPLICATE = 409;

    private static final String SIGNED = "standard-webhooks";
    private static final String UNSIGNED = "none";

    private final URI url;
    private final @Nullable StandardWebhook signer;
    private final Optional<TokenHeader> token;
    private final MoreHeaders more;
    private final PayloadFormat format;

    /** @throws IllegalArgumentException if a property is wrong */
    Webhook(SinkSettings sink, Templates templates) {
        url = sink.url();
        signer = signer(sink);
        token = TokenHeader.of(sink);
        more = MoreHeaders.of(sink);
        format = new PayloadFormats(templates).of(sink);
    }

    private static @Nullable StandardWebhook signer(SinkSettings sink) {
        if (sink.oneOf("signature", List.of(SIGNED, UNSIGNED), SIGNED).equals(SIGNED)) {
            return sink.read("secret", StandardWebhook::of);
        }
        if (sink.optional("secret").isPresent()) {
            throw new IllegalArgumentException("signature: expected " + SIGNED + " beside a secret, but found "
                    + UNSIGNED + "; take the secret out, or sign with it");
        }
        return null;
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Optional<Payload> payload = Optional.empty();
        try {
            payload = format.of(finding, delivery);
        } catch (IllegalArgumentException e) {
            delivery.refuse(String.valueOf(e.getMessage()));
        }
        if (payload.isEmpty()) {
            return;
        }
        byte[] body = payload.get().body();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.putAll(more.values());
        token.ifPresent(header -> headers.put(header.name(), header.value()));
        headers.put("content-type", payload.get().contentType());
        identify(finding, delivery, body, headers);
        Answer answer = delivery.call(new HttpCall("POST", url, headers, body));
        if (!answer.isSuccess() && answer.status() != DUPLICATE) {
            delivery.end(answer);
        }
    }

    private void identify(Finding finding, Delivery delivery, byte[] body, Map<String, String> headers) {
        String id = finding.idempotencyKey();
        long now = delivery.clock().instant().getEpochSecond();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now));
        if (signer != null) {
            headers.put("webhook-signature", signer.signature(id, now, body));
        }
    }
}
