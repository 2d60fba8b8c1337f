package io.outrider.deliver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Standard Webhooks 1.0.0 has it ({@code spec/standard-webhooks.md}): HMAC-SHA256 over {@code ID.TIMESTAMP.BODY}, in base64
 * behind {@code v1,}. While a secret is replaced there are two, and a signature of each.
 */
public final class StandardWebhook {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    // What the document asks of a secret.
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    // One that goes and one that comes; some more for receivers that share an address.
    private static final int MOST_SECRETS = 8;

    private final List<SecretKeySpec> keys;

    private StandardWebhook(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Signs with each of the secrets.
     *
     * @param secrets {@code whsec_} and base64 of 24 to 64 bytes; several with blanks between them
     * @throws IllegalArgumentException if that is not so; the message does not hold them
     */
    public static StandardWebhook of(String secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets.strip().split("\\s+")) {
            keys.add(new SecretKeySpec(bytes(secret), ALGORITHM));
        }
        if (keys.size() > MOST_SECRETS) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_SECRETS + " secrets, but found " + keys.size());
        }
        return new StandardWebhook(List.copyOf(keys));
    }

    private static byte[] bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("expected " + PREFIX + " and base64, but found something else");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // Without its cause, which holds a character of the secret.
            throw new IllegalArgumentException("expected base64 behind " + PREFIX + ", but found something else");
        }
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("expected base64 of " + LEAST_BYTES + " to " + MOST_BYTES
                    + " bytes behind " + PREFIX + ", but found " + bytes.length + " bytes");
        }
        return bytes;
    }

    /**
     * The value of {@code webhook-signature}.
     *
     * @param id {@code webhook-id}, without a dot
     * @param seconds {@code webhook-timestamp}, since 1970-01-01 UTC
     */
    public String signature(String id, long seconds, byte[] body) {
        byte[] head = (id + '.' + seconds + '.').getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + signature(key, head, body)).collect(Collectors.joining(" "));
    }

    private static String signature(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("expected " + ALGORITHM + ", which every JDK has", e);
        }
    }
}
