package io.outrider.policy;

import io.outrider.alert.Alert;
import io.outrider.alert.Sha256;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * Of alerts of one detection that have the same values in some fields, one is sent in a stretch of event time, as Splunk's throttling
 * has it ({@code alert.suppress.fields} and {@code .period} of savedsearches.conf).
 *
 * @param name in the configuration
 * @param detections whose alerts it is about; each detection's are apart from the others'
 * @param fields of the row, all of which must be the same; without any, all alerts of a detection are alike
 * @param period in event time
 */
public record Suppression(String name, Predicate<Detection> detections, List<String> fields, Duration period) {

    // Times within it are kept for a day and more.
    private static final Duration LONGEST = Duration.ofDays(30);

    // They are a part of a key in the store.
    private static final int LONGEST_NAME = 100;

    public Suppression {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "expected a name of at most " + LONGEST_NAME + " characters, but found '" + name + "'");
        }
        if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("expected a period from 1s to 30d, but found " + period);
        }
        fields = List.copyOf(fields);
    }

    boolean covers(Alert alert) {
        return detections.test(alert.detection());
    }

    /**
     * What alerts that are alike have in common, in 64 characters whatever the values are. A field that the row has not is told from
     * an empty one; case counts.
     */
    String key(Alert alert) {
        MessageDigest digest = Sha256.digest();
        put(digest, alert.detection().id());
        for (String field : fields) {
            put(digest, field);
            Value value = alert.row().get(field);
            List<String> texts = value == null ? List.of() : value.texts();
            put(digest, texts.size());
            texts.forEach(text -> put(digest, text));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void put(MessageDigest digest, String text) {
        put(digest, text.length());
        // UTF-16: UTF-8 has no form for half of a surrogate pair.
        digest.update(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private static void put(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }
}
