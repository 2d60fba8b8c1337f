package io.outrider.detect;

import io.outrider.alert.Sha256;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.rule.Detection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * An event that matched: at least one detection has it in a row.
 *
 * @param detections those that have it, in the order of their ids; each once
 */
public record MatchedEvent(Event event, List<Detection> detections) {

    public MatchedEvent {
        detections = List.copyOf(detections);
        if (detections.isEmpty()) {
            throw new IllegalArgumentException("expected an event with a detection, but found none");
        }
    }

    /**
     * What tells the event from others, also when it is read a second time: 64 hexadecimal digits in lower case.
     *
     * <p>It is the SHA-256 of where the event lies and of its text. The place alone would not do: a source of the network counts its
     * messages anew at each start, files come again under an old name, and one message of a queue may hold many events.
     */
    public String id() {
        Origin origin = event.origin();
        byte[] source = origin.source().getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = Sha256.digest();
        // The length before it, so that no two inputs give the same bytes.
        digest.update(ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(source.length)
                .putLong(origin.offset())
                .putLong(origin.line())
                .flip());
        digest.update(source);
        digest.update(event.raw().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }
}
